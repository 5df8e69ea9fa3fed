"""Asking back what was not due: found by comparison, confirmed by another person, booked once.

Nothing here touches what is paid to the same person from now on: a debt is its own matter (D18).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from minzheng.base.divisions import Level, level
from minzheng.base.money import apportioned, format_yuan
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import touched
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused
from minzheng.kernel.payments import posting
from minzheng.kernel.payments.accounts import account_in, county_of
from minzheng.kernel.payments.models import (
    AccountKind,
    Book,
    FundShare,
    JournalKind,
    Receivable,
    ReceivableMonth,
    ReceivableState,
)
from minzheng.kernel.payments.posting import EntryDraft, JournalDraft
from minzheng.kernel.payments.terms import terms_on
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import bounds, one, seen

_OVERPAID = """
select o.award, o.benefit, o.payee, o.period, o.due_fen, o.paid_fen, o.claimed_fen,
  a.division, a.label
from payments_overpaid(%s, %s) o join entitlements_award a on a.id = o.award
where a.division >= %s and a.division < %s and (%s::uuid is null or o.award = %s)
order by a.division, o.award, o.period
"""


@dataclass(frozen=True, slots=True)
class OverpaidMonth:
    """A month for which more was paid than is due, and what of it is not claimed yet."""

    award: UUID
    benefit: str
    payee: UUID
    month: Month
    due_fen: int
    paid_fen: int
    claimed_fen: int
    division: str
    label: str

    @property
    def open_fen(self) -> int:
        """What may still be asked back."""
        return self.paid_fen - self.due_fen - self.claimed_fen


def overpaid(
    first: Month, last: Month, *, division: str = "", award: UUID | None = None
) -> tuple[OverpaidMonth, ...]:
    """What was overpaid in some months, within the scope."""
    low, high = bounds(division)
    with connection.cursor() as cursor:
        cursor.execute(_OVERPAID, [first.first_day, last.first_day, low, high, award, award])
        return tuple(
            OverpaidMonth(paid_for, benefit, payee, Month.of(period), *rest)
            for paid_for, benefit, payee, period, *rest in cursor.fetchall()
        )


def locked(receivable: UUID) -> Receivable:
    """A receivable for changing. Raises `Unseen`."""
    return one(Receivable.objects.select_related("book"), receivable, lock=True)


def require_open(row: Receivable) -> None:
    """Raises `Conflict` where nothing can come in any more, or not yet."""
    if row.state != ReceivableState.CONFIRMED:
        raise Conflict(f"这笔追回款现在是“{row.get_state_display()}”，不能这样办理。")


def outstanding(row: Receivable) -> int:
    """What is still owed."""
    return int(row.amount_fen - row.received_fen - row.written_off_fen)


def told(row: Receivable, **payload: object) -> None:
    """Tell the event of the running command about a receivable."""
    touched("receivable", row.pk, row.division, Label(row.label), payload=payload)


def claim(row: Receivable, months: tuple[OverpaidMonth, ...]) -> None:
    """Write down what is asked back of each month; the database compares each with the payments."""
    for each in months:
        ReceivableMonth.objects.create(
            division=row.division,
            label=row.label,
            receivable=row,
            award_id=each.award,
            period=each.month.first_day,
            paid_fen=each.paid_fen,
            due_fen=each.due_fen,
            amount_fen=each.open_fen,
        )


def post_claim(actor: Actor, row: Receivable, journal: UUID) -> None:
    """The debt is in the books, and what was spent is so much less, fund by fund."""
    first = row.months.order_by("period").values_list("period", flat=True).first()
    if first is None:
        raise Conflict("这笔追回款没有列明月份，请撤回后重新提出。")
    shares = shares_of(row.book, row.benefit, first)
    amounts = apportioned(row.amount_fen, list(shares.values()))
    posted = posting.begin(
        actor, _draft(row, journal, JournalKind.RECOVERY, "应追回", clock.today())
    )
    owed = account_in(row.book, AccountKind.RECEIVABLE)
    entries = [EntryDraft(owed, row.amount_fen, about=row.pk)]
    entries += [
        EntryDraft(account_in(row.book, AccountKind.EXPENSE, fund), -amount, about=row.pk)
        for fund, amount in zip(shares, amounts, strict=True)
        if amount
    ]
    posting.add(posted, entries)
    posting.settled()


def post_receipt(actor: Actor, row: Receivable, journal: UUID, amount_fen: int, on: date) -> None:
    """Money came in for a debt."""
    _against_debt(actor, row, journal, JournalKind.RECOVERY, AccountKind.CASH, amount_fen, on)


def post_write_off(actor: Actor, row: Receivable, journal: UUID, amount_fen: int) -> None:
    """A part of a debt is given up."""
    today, kind = clock.today(), JournalKind.WRITE_OFF
    _against_debt(actor, row, journal, kind, AccountKind.WRITTEN_OFF, amount_fen, today)


def require_level(actor: Actor, row: Receivable, amount_fen: int) -> None:
    """Above a sum the county does not give up a debt alone. What was given up before counts in."""
    limit = terms_on(clock.today(), county_of(row.division)).write_off_limit_fen
    if row.written_off_fen + amount_fen > limit and level(actor.division) > Level.PREFECTURE:
        raise NotAllowed(
            "recovery.approve",
            f"累计核销超过县级批准限额{format_yuan(limit)}元，请由市级批准。",
        )


def _against_debt(
    actor: Actor,
    row: Receivable,
    journal: UUID,
    kind: JournalKind,
    account: AccountKind,
    amount_fen: int,
    on: date,
) -> None:
    posted = posting.begin(actor, _draft(row, journal, kind, str(kind.label), on))
    owed = account_in(row.book, AccountKind.RECEIVABLE)
    taken = account_in(row.book, account)
    posting.add(
        posted,
        [EntryDraft(taken, amount_fen), EntryDraft(owed, -amount_fen, about=row.pk)],
    )
    posting.settled()


def _draft(row: Receivable, journal: UUID, kind: JournalKind, what: str, on: date) -> JournalDraft:
    return JournalDraft(
        id=journal,
        book=row.book,
        kind=kind,
        ref=str(row.pk),
        memo=f"{what}：{row.get_ground_display()}",
        business_date=on,
        label=Label(row.label),
    )


def shares_of(book: Book, benefit: str, on: date) -> Mapping[UUID, int]:
    """Who bore the benefit in a month. Raises `Refused` where no shares were set."""
    rows = seen(FundShare.objects).filter(
        division=book.division, benefit=benefit, from_month__lte=on
    )
    latest = rows.order_by("-from_month").values("from_month")[:1]
    chosen = rows.filter(from_month=latest).order_by("fund__code")
    shares = dict(chosen.values_list("fund_id", "permille"))
    if not shares:
        raise Refused("这项待遇还没有设置资金分担。")
    return shares
