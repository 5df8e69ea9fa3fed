"""The freeze: what must not be paid is held, what is paid gets into the books, nothing moves after.

Everything is one transaction; the database measures the result again when the state changes, and
takes no part of it for granted.
"""

from uuid import UUID

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.audit.api import require_sealing
from minzheng.kernel.payments import dividing, inspecting, posting, refreshing, repairing
from minzheng.kernel.payments.accounts import account_in
from minzheng.kernel.payments.drafting import count_lines
from minzheng.kernel.payments.hashing import hash_of_lines
from minzheng.kernel.payments.models import AccountKind, Batch, Journal, JournalKind
from minzheng.kernel.payments.posting import EntryDraft, JournalDraft
from minzheng.kernel.payments.states import BatchKind, BatchState
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.protection.labels import Label

CHANGED = "明细与批准时不一致（可能有档案已转入保护），请撤销本批次后重新编制。"
NOTHING_LEFT = "本批次的明细都已暂缓，没有可以发放的，请撤销后重新编制。"

_PAYABLE = """
select %(payable)s::uuid, -i.amount_fen, i.id, null::uuid
from payments_instruction i where i.batch_id = %(batch)s and i.state = 'pending'
"""
_TAKEN_BACK = """
select %(payable)s::uuid, i.amount_fen, i.repairs, null::uuid
from payments_instruction i
where i.batch_id = %(batch)s and i.state = 'pending' and i.repairs is not null
"""


def freeze(actor: Actor, row: Batch) -> None:
    """Freeze an approved batch. Raises `Conflict`, `Refused`, `SealingBehind`."""
    require_sealing()
    inspecting.require_sound(row.division)
    if hash_of_lines(row.pk) != row.approved_hash:
        raise Conflict(CHANGED)
    today = clock.today()
    refreshing.hold(row, today)
    repairing.wait_again(row)
    count_lines(row)
    if row.count == row.held_count:
        raise Refused(NOTHING_LEFT)
    parts = dividing.portions(row)
    journal = _posted(actor, row, parts)
    dividing.keep(row, parts)
    row.state = BatchState.FROZEN
    row.frozen_by, row.frozen_person, row.frozen_on = actor.account, actor.person, today
    row.journal = journal.pk
    row.version += 1
    row.save(
        update_fields=[
            "state",
            "held_count",
            "held_fen",
            "frozen_by",
            "frozen_person",
            "frozen_on",
            "journal",
            "version",
        ]
    )
    posting.settled()


def _kind(row: Batch) -> JournalKind:
    return JournalKind.PROVIDER if row.kind == BatchKind.PROVIDER else JournalKind.ORDER


def _posted(actor: Actor, row: Batch, parts: tuple[dividing.Portion, ...]) -> Journal:
    """Every line is owed to its payee, and spent by the funds; a repeated one is owed anew."""
    journal = posting.begin(
        actor,
        JournalDraft(
            id=uuid7(),
            book=row.book,
            kind=_kind(row),
            ref=row.number,
            memo=f"{row.month:%Y-%m} {row.get_kind_display()} {row.count - row.held_count} 笔",
            business_date=clock.today(),
            label=Label(row.label),
        ),
    )
    payable = account_in(row.book, AccountKind.PAYABLE)
    posting.add_chosen(journal, _PAYABLE, payable=payable, batch=row.pk)
    posting.add_chosen(journal, _TAKEN_BACK, payable=payable, batch=row.pk)
    spent: dict[UUID, int] = {}
    for each in parts:
        spent[each.fund] = spent.get(each.fund, 0) + each.amount_fen
    posting.add(
        journal,
        (
            EntryDraft(account_in(row.book, AccountKind.EXPENSE, fund), amount)
            for fund, amount in spent.items()
        ),
    )
    return journal
