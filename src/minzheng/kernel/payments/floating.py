"""What commands about imprest floats share: movements, the county's books, warnings."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import connection
from django.db.models import Sum

from minzheng.base.errors import InvalidValue
from minzheng.base.money import apportioned, format_yuan
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import touched
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.payments import posting
from minzheng.kernel.payments.accounts import account_in, county_of
from minzheng.kernel.payments.models import (
    AccountKind,
    Book,
    ImprestCount,
    ImprestFloat,
    ImprestMovement,
    Journal,
    JournalKind,
    MovementKind,
)
from minzheng.kernel.payments.posting import EntryDraft, JournalDraft
from minzheng.kernel.payments.recovering import shares_of
from minzheng.kernel.payments.terms import PaymentTerms, terms_on
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import one, seen

PAID_OUT = (MovementKind.SPEND, MovementKind.REVERSAL)
_LOOKED_AT = """
select f.id, coalesce(c.counted_fen - c.book_fen, 0),
  (select min(m.moved_on) from payments_imprestmovement m
    where m.imprest_id = f.id and (c.counted_at is null or m.recorded_at > c.counted_at)),
  (select count(distinct m.case_id) from payments_imprestmovement m
    where m.imprest_id = f.id and m.kind = 'spend' and m.moved_on < f.before
      and not exists (select from payments_imprestmovement r where r.reverses = m.id)
      and not exists (select from entitlements_award a
        where a."case" = m.case_id and a.benefit = m.benefit))
from unnest(%s::uuid[], %s::date[]) f(id, before)
left join lateral (select * from payments_imprestcount c where c.imprest_id = f.id
  order by c.id desc limit 1) c on true
"""


class ForACase(TypedDict, total=False):
    """What a movement says beside its money."""

    case_id: UUID | None
    benefit: str
    reverses: UUID


def locked(imprest: UUID) -> ImprestFloat:
    """A float for changing. Raises `Unseen`, `Conflict` for one that is closed."""
    row = one(ImprestFloat.objects, imprest, lock=True)
    if row.closed:
        raise Conflict("这笔备用金已经停用。")
    return row


def told(row: ImprestFloat, **payload: object) -> None:
    """Tell the event of the running command about a float."""
    touched("imprest_float", row.pk, row.division, Label(row.label), payload=payload)


def entered(row: ImprestFloat, movement: UUID) -> UUID | None:
    """The movement of that id if it was entered before. Raises `Unseen` for another float's."""
    known = seen(ImprestMovement.objects).filter(pk=movement).first()
    if known is None:
        return None
    if known.imprest_id != row.pk:
        raise Unseen
    told(row, movement=str(movement))
    return known.pk


def move(
    actor: Actor,
    row: ImprestFloat,
    movement: UUID,
    kind: MovementKind,
    amount_fen: int,
    on: date,
    voucher: str,
    **about: Unpack[ForACase],
) -> ImprestMovement:
    """Write a movement down; the database brings the balance up to date."""
    if not voucher.strip() or on > clock.today():
        raise Refused("请填写票据号；日期不能晚于今天。")
    made = ImprestMovement.objects.create(
        id=movement,
        division=row.division,
        label=row.label,
        imprest=row,
        kind=kind,
        amount_fen=amount_fen,
        moved_on=on,
        voucher=voucher.strip()[:300],
        recorded_by=actor.account,
        recorded_person=actor.person,
        recorded_at=clock.now(),
        **about,
    )
    told(row, movement=str(movement), kind=str(kind), amount_fen=amount_fen)
    return made


def count(actor: Actor, row: ImprestFloat, counted_fen: int, on: date, note: str) -> UUID:
    """Write down what another than the custodian has counted. Raises `InvalidValue`, `Refused`."""
    if counted_fen < 0 or on > clock.today():
        raise InvalidValue("实有金额不能小于零，对账日期不能晚于今天。")
    if actor.account == row.custodian or actor.person == row.custodian_person:
        raise Refused("保管人不能自己对账，请由他人办理。")
    if counted_fen != row.balance_fen and not note.strip():
        raise Refused("实有金额与账面不符，请说明差异。")
    made = ImprestCount.objects.create(
        division=row.division,
        label=row.label,
        imprest=row,
        counted_on=on,
        book_fen=row.balance_fen,
        counted_fen=counted_fen,
        note=note.strip()[:300],
        counted_by=actor.account,
        counted_person=actor.person,
        counted_at=clock.now(),
    )
    return made.pk


def post_transfer(actor: Actor, row: ImprestFloat, made: ImprestMovement) -> None:
    """Money between the county's account and a town's float."""
    posted = posting.begin(actor, _draft(row, made.pk, str(made.get_kind_display()), made.moved_on))
    kept = account_in(row.book, AccountKind.IMPREST)
    cash = account_in(row.book, AccountKind.CASH)
    posting.add(
        posted,
        [
            EntryDraft(kept, made.amount_fen, about=row.pk),
            EntryDraft(cash, -made.amount_fen),
        ],
    )
    posting.settled()
    made.journal = posted.pk
    made.save(update_fields=["journal"])


def settle(actor: Actor, row: ImprestFloat, journal: UUID) -> int:
    """Everything that was paid out and is not in the books yet, in one journal."""
    movements = ImprestMovement.objects.filter(imprest=row, kind__in=PAID_OUT)
    if seen(Journal.objects).filter(pk=journal).exists():
        return movements.filter(journal=journal).count()
    waiting = list(movements.filter(journal=None).select_for_update())
    if not waiting:
        raise Refused("没有需要报账的支付。")
    posted = posting.begin(actor, _draft(row, journal, "报账", clock.today()))
    posting.add(posted, _settled_entries(row, waiting))
    posting.settled()
    ImprestMovement.objects.filter(pk__in=[each.pk for each in waiting]).update(journal=journal)
    return len(waiting)


def _settled_entries(
    row: ImprestFloat, movements: Sequence[ImprestMovement]
) -> Iterator[EntryDraft]:
    kept = account_in(row.book, AccountKind.IMPREST)
    days = _spent_on(movements)
    bearing: dict[tuple[str, Month], Mapping[UUID, int]] = {}
    for each in movements:
        # What was spent lowers the float and is borne by the funds; a reversal the other way.
        borne = each.benefit, Month.of(days[each.pk])
        if borne not in bearing:
            bearing[borne] = _bearing(row.book, *borne)
        sign = -1 if each.amount_fen < 0 else 1
        parts = apportioned(abs(each.amount_fen), list(bearing[borne].values()))
        yield EntryDraft(kept, each.amount_fen, about=row.pk)
        for account, part in zip(bearing[borne], parts, strict=True):
            if part:
                yield EntryDraft(account, -sign * part, about=each.pk)


def _spent_on(movements: Sequence[ImprestMovement]) -> Mapping[UUID, date]:
    """The day of each spending: what is taken back is borne by those who bore it."""
    reversed_ones = [each.reverses for each in movements if each.reverses]
    rows = ImprestMovement.objects.filter(pk__in=reversed_ones)
    before = dict(rows.values_list("pk", "moved_on"))
    return {
        each.pk: before[each.reverses] if each.reverses else each.moved_on for each in movements
    }


def _bearing(book: Book, benefit: str, month: Month) -> Mapping[UUID, int]:
    """The expense accounts that bear a benefit in a month, with their shares."""
    shares = shares_of(book, benefit, month.first_day)
    return {account_in(book, AccountKind.EXPENSE, fund): part for fund, part in shares.items()}


def require_within_case_limit(row: ImprestFloat, case: UUID, amount_fen: int) -> None:
    """What one case gets from floats is limited. Raises `Refused`."""
    limit = terms_on(clock.today(), county_of(row.division)).imprest_case_limit_fen
    spent = ImprestMovement.objects.filter(case_id=case).aggregate(sum=Sum("amount_fen"))["sum"]
    if amount_fen - (spent or 0) > limit:
        raise Refused(f"一个办件从备用金支付累计不超过{format_yuan(limit)}元，其余由县级发放。")


def warnings(rows: Sequence[ImprestFloat]) -> dict[UUID, tuple[str, ...]]:
    """What somebody should do about some floats, today: one query."""
    today = clock.today()
    counties = {county_of(each.division) for each in rows}
    terms = {each: terms_on(today, each) for each in counties}
    before = [
        today - timedelta(days=terms[county_of(each.division)].imprest_papers_days) for each in rows
    ]
    with connection.cursor() as cursor:
        cursor.execute(_LOOKED_AT, [[each.pk for each in rows], before])
        found = {float_id: rest for float_id, *rest in cursor.fetchall()}
    return {
        each.pk: tuple(_sentences(each, terms[county_of(each.division)], *found[each.pk]))
        for each in rows
    }


def _sentences(
    row: ImprestFloat, terms: PaymentTerms, gap_fen: int, oldest: date | None, lacking: int
) -> Iterator[str]:
    if row.balance_fen < row.warn_fen:
        yield f"余额{format_yuan(row.balance_fen)}元，低于{format_yuan(row.warn_fen)}元"
    if gap_fen:
        yield f"上次对账相差{format_yuan(gap_fen)}元"
    if oldest is not None and terms.on - oldest > timedelta(days=terms.imprest_count_days):
        yield f"{oldest:%Y-%m-%d}起的收支还没有对账"
    if lacking:
        yield f"{lacking}个先行救助的办件还没有补齐手续"


def _draft(row: ImprestFloat, journal: UUID, memo: str, on: date) -> JournalDraft:
    return JournalDraft(
        id=journal,
        book=row.book,
        kind=JournalKind.IMPREST,
        ref=str(row.pk),
        memo=f"备用金{memo}",
        business_date=on,
    )
