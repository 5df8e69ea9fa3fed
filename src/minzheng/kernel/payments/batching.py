"""What commands about a batch share: finding it locked, telling the trail, the approver's level."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import DatabaseError, IntegrityError

from minzheng.base.divisions import Level, level
from minzheng.base.money import format_yuan
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import touched
from minzheng.kernel.access.errors import Conflict, NotAllowed
from minzheng.kernel.payments.models import Batch
from minzheng.kernel.payments.states import BatchState, may_move
from minzheng.kernel.payments.terms import terms_on
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import one

REFUSALS = {
    "payment_batch_two": "编制人不能批准自己编制的批次，请由他人批准。",
    "payment_batch_findings_settled": "还有检查发现没有处理，请逐项填写处理意见。",
    "payment_batch_as_checked": "批次在检查之后有变动，请重新检查。",
    "payment_batch_accounts": "有明细的账户不是已复核的有效账户，请撤销后重新编制。",
    "payment_batch_not_after_the_end": "有明细晚于死亡或者终止月份，请撤销后重新编制。",
    "payment_batch_due": "有明细超过应发金额，请撤销后重新编制。",
    "payment_batch_adds_up": "明细与批次合计不符，请撤销后重新编制。",
    "payment_batch_moves": "批次的状态已经变化，请刷新后再试。",
    "instruction_settlement_once": "有结算单已列入其他批次，请刷新后重新编制。",
    "journal_reversed_once": "该凭证已经冲销。",
    "instruction_once": "有待遇月份已列入其他批次，请刷新后重新编制。",
}
"""Which rule of the database said no -> what a person reads."""


def locked(batch: UUID) -> Batch:
    """A batch for changing. Raises `Unseen`."""
    return one(Batch.objects.select_related("book"), batch, lock=True)


def require_state(row: Batch, wanted: BatchState) -> None:
    """Raises `Conflict` where a batch cannot get there from where it stands."""
    if not may_move(BatchState(row.state), wanted):
        raise Conflict(f"批次现在是“{row.get_state_display()}”，不能这样办理。请刷新后再看。")


def told(row: Batch, **payload: Any) -> None:
    """Tell the event of the running command about a batch."""
    touched(
        "payment_batch",
        row.pk,
        row.division,
        Label(row.label),
        payload={"number": row.number, **payload},
    )


def require_level(actor: Actor, row: Batch) -> None:
    """Above a total, the county's signature is not enough (domain rules 15)."""
    limit = terms_on(clock.today(), row.division).county_limit_fen
    to_pay = row.total_fen - row.held_fen
    if to_pay > limit and level(actor.division) > Level.PREFECTURE:
        raise NotAllowed(
            "payment.approve",
            f"本批次{format_yuan(to_pay)}元，超过县级批准限额{format_yuan(limit)}元，请由市级批准。",
        )


@contextmanager
def in_words() -> Iterator[None]:
    """Let what the database refuses be said in a sentence. Raises `Conflict`."""
    try:
        yield
    except IntegrityError as error:
        raise Conflict(_sentence(error)) from error
    except DatabaseError as error:
        if (sentence := _known(error)) is None:
            raise
        raise Conflict(sentence) from error


def _sentence(error: DatabaseError) -> str:
    return _known(error) or "与已有的发放冲突，没有办理。请刷新后再试。"


def _known(error: DatabaseError) -> str | None:
    diagnostics = getattr(error.__cause__, "diag", None)
    name = getattr(diagnostics, "constraint_name", None) or ""
    return next((text for rule, text in REFUSALS.items() if name.startswith(rule)), None)
