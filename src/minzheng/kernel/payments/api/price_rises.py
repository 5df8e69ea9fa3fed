"""Starting a price-linked subsidy: the worker makes the list, a batch of its own pays it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from minzheng.base.months import Month
from minzheng.catalogue.benefits import Benefit, Cycle
from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.api import account_names
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.payments.accounts import book_of
from minzheng.kernel.payments.models import Batch, PriceRise, PriceRiseState
from minzheng.kernel.payments.results import BatchRow
from minzheng.kernel.payments.states import BatchKind, BatchState
from minzheng.kernel.payments.viewing import batch_row, title_of
from minzheng.kernel.registry.api.listing import Page, newest_of, one, seen

TASK = "payments.price_rise"


@dataclass(frozen=True, slots=True)
class PriceRiseRow:
    """A price rise in a list, with the batches that pay it."""

    id: UUID
    division: str
    benefit: str
    benefit_title: str
    index_month: Month
    document: str
    state: str
    state_title: str
    opened: int
    refused: int
    failure: str
    ordered_by_name: str
    ordered_at: datetime
    finished_at: datetime | None
    batches: tuple[BatchRow, ...]


def payable() -> tuple[Benefit, ...]:
    """The benefits that are started for a month, to persons, without anybody's application."""
    return tuple(each for each in benefits().values() if _by_month(each))


@command(permission="payment.prepare", action="price_rise.order")
def order_payment(
    actor: Actor, *, division: str, benefit: str, index_month: Month, document: str
) -> UUID:
    """Have the list of a county made for a month of the index; ordered twice, nobody is paid twice.

    Then `draft_batch` with the kind of price rises pays it. Raises `Refused`, `Unseen`.
    """
    county = book_of(division).division
    if not _by_month(benefits().known(benefit)):
        raise Refused("请选择按月份启动、按人发放的一次性待遇。")
    if index_month > Month.of(clock.today()):
        raise Refused("这个月份的价格指数还没有公布。")
    if not document.strip():
        raise Refused("请填写启动文件的名称和文号。")
    row, _made = PriceRise.objects.update_or_create(
        division=county,
        benefit=benefit,
        index_month=index_month.first_day,
        defaults={
            "document": document.strip()[:200],
            "state": PriceRiseState.ORDERED,
            "failure": "",
            "finished_at": None,
            "ordered_by": actor.account,
            "ordered_person": actor.person,
            "ordered_at": clock.now(),
        },
    )
    app.configure_task(TASK, lock=f"{TASK}:{county}").defer(rise=str(row.pk))
    touched(
        "division",
        county,
        county,
        payload={"month": str(index_month), "benefit": benefit, "document": row.document},
    )
    return row.pk


@query(permission="payment.read")
def price_rises(
    actor: Actor, *, division: str = "", after: str = "", limit: int = 50
) -> Page[PriceRiseRow]:
    """What was ordered, the newest first: three queries."""
    return newest_of(seen(PriceRise.objects, division), after, limit, _rows)


@query(permission="payment.read")
def price_rise(actor: Actor, *, rise: UUID) -> PriceRiseRow:
    """How far one is; asked every few seconds while the list is made. Raises `Unseen`."""
    return _rows([one(PriceRise.objects, rise)])[0]


def _by_month(benefit: Benefit) -> bool:
    return benefit.cycle is Cycle.ONCE and benefit.unit is ApplicantUnit.PERSON


def _rows(found: list[PriceRise]) -> tuple[PriceRiseRow, ...]:
    names = account_names({each.ordered_by for each in found})
    paying = _paying(found)
    return tuple(
        PriceRiseRow(
            each.pk,
            each.division,
            each.benefit,
            title_of(each.benefit),
            Month.of(each.index_month),
            each.document,
            each.state,
            each.get_state_display(),
            each.opened,
            each.refused,
            each.failure,
            names.get(each.ordered_by, ""),
            each.ordered_at,
            each.finished_at,
            tuple(
                batch_row(batch)
                for batch in paying
                if (batch.division, batch.month) == (each.division, each.index_month)
                and each.benefit in batch.benefits
            ),
        )
        for each in found
    )


def _paying(found: Iterable[PriceRise]) -> list[Batch]:
    """The batches of the months of some price rises, without those given up."""
    months = {each.index_month for each in found}
    rows = seen(Batch.objects).filter(kind=BatchKind.PRICE_RISE, month__in=months)
    return list(rows.exclude(state=BatchState.CANCELLED).order_by("pk"))
