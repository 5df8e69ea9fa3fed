"""Reading recovery: what was overpaid, debts in lists, the page of one."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from minzheng.base.errors import InvalidValue
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.api import account_names
from minzheng.kernel.access.commands import query
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.payments import recovering
from minzheng.kernel.payments.models import (
    DebtorRole,
    Ground,
    Receipt,
    Receivable,
    ReceivableState,
    WriteOff,
    WriteOffState,
)
from minzheng.kernel.payments.recovery_results import (
    ClaimedMonth,
    InstalmentRow,
    OverpaidRow,
    ReceiptRow,
    ReceivableRow,
    ReceivableView,
    WriteOffRow,
)
from minzheng.kernel.registry.api.enrolling import names_of
from minzheng.kernel.registry.api.listing import Page, one, page_of, seen

__all__ = [
    "MOST_MONTHS",
    "DebtorRole",
    "Ground",
    "ReceivableState",
    "overpaid",
    "receivable_head",
    "receivable_view",
    "receivables",
]

MOST_MONTHS = 60


@query(permission="payment.read", action="recovery.read")
def overpaid(
    actor: Actor, *, division: str, first: Month, last: Month, award: UUID | None = None
) -> tuple[OverpaidRow, ...]:
    """Months for which more was paid than is due and nobody has asked it back. At most 60.

    Of one award where it is named; `outstanding.overpaid_awards` has them award by award.
    """
    if not 0 <= last - first < MOST_MONTHS:
        raise InvalidValue(f"请选择不超过{MOST_MONTHS}个月。")
    found = recovering.overpaid(first, last, division=division, award=award)
    names = names_of({each.payee for each in found})
    return tuple(
        OverpaidRow(
            each.award,
            each.benefit,
            _title(each.benefit),
            each.division,
            each.payee,
            names.get(each.payee, ""),
            each.month,
            each.due_fen,
            each.paid_fen,
            each.open_fen,
        )
        for each in found
    )


@query(permission="payment.read", action="recovery.read")
def receivables(
    actor: Actor, *, division: str = "", state: str = "", after: str = "", limit: int = 50
) -> Page[ReceivableRow]:
    """Debts in the order of divisions."""
    rows = seen(Receivable.objects, division)
    if state:
        rows = rows.filter(state=state)
    return page_of(rows, ["division", "pk"], after, limit, _rows)


@query(permission="payment.read", action="recovery.read")
def receivable_view(actor: Actor, *, receivable: UUID) -> ReceivableView:
    """The page of a debt. Raises `Unseen`."""
    row = one(Receivable.objects, receivable)
    recovering.told(row)
    (shown,) = _rows([row])
    receipts = list(row.receipts.order_by("received_on", "pk"))
    write_offs = list(row.write_offs.order_by("pk"))
    names = account_names(_hands_of(row, receipts, write_offs))
    return ReceivableView(
        row=shown,
        basis=row.basis,
        proposed_by=row.proposed_by,
        proposed_by_name=names.get(row.proposed_by, ""),
        confirmed_by=row.confirmed_by,
        confirmed_by_name=names.get(row.confirmed_by, "") if row.confirmed_by else "",
        confirmed_at=row.confirmed_at,
        withdrawn_because=row.withdrawn_because,
        months=tuple(
            ClaimedMonth(Month.of(each.period), each.paid_fen, each.due_fen, each.amount_fen)
            for each in row.months.order_by("period")
        ),
        instalments=_plan(row),
        receipts=tuple(
            ReceiptRow(
                each.pk,
                each.received_on,
                each.amount_fen,
                each.voucher,
                names.get(each.recorded_by, ""),
            )
            for each in receipts
        ),
        write_offs=_write_offs(actor, write_offs, names),
        may=_hands(actor, row),
    )


@query(permission="payment.read")
def receivable_head(actor: Actor, *, receivable: UUID) -> ReceivableRow:
    """What stands above a form about a debt. Raises `Unseen`."""
    return _rows([one(Receivable.objects, receivable)])[0]


def _hands_of(
    row: Receivable, receipts: Iterable[Receipt], write_offs: Iterable[WriteOff]
) -> set[UUID]:
    hands = {row.proposed_by, row.confirmed_by, *(each.recorded_by for each in receipts)}
    for each in write_offs:
        hands |= {each.proposed_by, each.decided_by}
    return {each for each in hands if each}


def _plan(row: Receivable) -> tuple[InstalmentRow, ...]:
    """The plan in force: what came in since it was made covers its parts in their order."""
    parts = list(row.instalments.order_by("plan", "number"))
    latest = [each for each in parts if each.plan == parts[-1].plan]
    left = sum(each.amount_fen for each in latest) - recovering.outstanding(row)
    today = clock.today()
    shown = []
    for each in latest:
        covered = min(left, each.amount_fen)
        left -= covered
        overdue = covered < each.amount_fen and each.due_on < today
        shown.append(InstalmentRow(each.number, each.due_on, each.amount_fen, covered, overdue))
    return tuple(shown)


def _write_offs(
    actor: Actor, rows: Iterable[WriteOff], names: Mapping[UUID, str]
) -> tuple[WriteOffRow, ...]:
    may = actor.may("recovery.approve")
    return tuple(
        WriteOffRow(
            each.pk,
            each.amount_fen,
            each.reason,
            each.state,
            each.get_state_display(),
            each.proposed_by,
            each.decided_by,
            each.decided_at,
            each.decided_because,
            names.get(each.proposed_by, ""),
            names.get(each.decided_by, "") if each.decided_by else "",
            may and each.state == WriteOffState.PROPOSED and each.proposed_person != actor.person,
        )
        for each in rows
    )


def _hands(actor: Actor, row: Receivable) -> frozenset[str]:
    """What this actor may do with it now; who proposed does not confirm."""
    open_now = row.state == ReceivableState.CONFIRMED
    untouched = not (row.received_fen or row.written_off_fen)
    wanted = {
        "confirm": (row.state == ReceivableState.PROPOSED, "recovery.approve"),
        "plan": (open_now, "recovery.propose"),
        "write_off": (open_now, "recovery.propose"),
        "receive": (open_now, "recovery.receive"),
        "withdraw": (
            untouched and (open_now or row.state == ReceivableState.PROPOSED),
            "recovery.approve",
        ),
    }
    may = {hand for hand, (now, permission) in wanted.items() if now and actor.may(permission)}
    return frozenset(may - ({"confirm"} if actor.person == row.proposed_person else set()))


def _rows(found: Iterable[Receivable]) -> list[ReceivableRow]:
    rows = list(found)
    names = names_of({each.debtor_id for each in rows})
    return [
        ReceivableRow(
            each.pk,
            each.division,
            each.award_id,
            _title(each.benefit),
            each.debtor_id,
            names.get(each.debtor_id, ""),
            each.get_role_display(),
            each.get_ground_display(),
            each.amount_fen,
            each.received_fen,
            each.written_off_fen,
            each.state,
            each.get_state_display(),
            each.proposed_at,
        )
        for each in rows
    ]


def _title(benefit: str) -> str:
    known = benefits().get(benefit)
    return known.title if known else benefit
