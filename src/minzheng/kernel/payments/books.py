"""Reading the books: accounts over a period, an account journal by journal, one journal whole."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, Sum

from minzheng.base.clock import BUSINESS_ZONE
from minzheng.base.errors import InvalidValue
from minzheng.kernel.payments.book_results import (
    AccountLedger,
    AccountRow,
    AccountSum,
    Balance,
    BookedRow,
    DaySeal,
    EntryRow,
    Origin,
    Sides,
)
from minzheng.kernel.payments.models import (
    Batch,
    Entry,
    Fund,
    ImprestFloat,
    Instruction,
    Journal,
    JournalKind,
    LedgerAccount,
    LedgerDay,
    Receivable,
)
from minzheng.kernel.protection.context import current
from minzheng.kernel.registry.api.listing import LARGEST_PAGE, Page, cursor_id, seen

FROM_THE_BEGINNING = date.min
OF_BATCHES = frozenset({JournalKind.ORDER, JournalKind.PROVIDER})
WITH_ITS_BATCH = "发放的凭证随批次撤销而冲销。"
A_REVERSAL = "冲销凭证不能再冲销，请重新记账。"
OF_ACTS = "这张凭证是办理业务时生成的，请在原业务中更正，不能单独冲销。"
ALREADY = "该凭证已经冲销。"

_TURNOVERS = """
select account, opening_fen, debit_fen, credit_fen from payments_turnovers(%s, %s, %s)
"""
# The sums are of the whole period, whatever page is shown: the balance runs through all of it.
_BOOKED = """
with booked as (
  select j.id, j.business_date, j.posted_at, j.kind, j.ref, j.memo, count(*) as entries,
    coalesce(sum(e.amount_fen) filter (where e.amount_fen > 0), 0)::bigint as debit_fen,
    coalesce(-sum(e.amount_fen) filter (where e.amount_fen < 0), 0)::bigint as credit_fen
  from payments_journal j join payments_entry e on e.journal_id = j.id
  where e.account_id = %(account)s and j.division = %(division)s
    and j.label = any (%(labels)s) and j.business_date between %(since)s and %(until)s
  group by j.id
), running as (
  select b.*, (sum(debit_fen) over ())::bigint as all_debit_fen,
    (sum(credit_fen) over ())::bigint as all_credit_fen,
    (sum(debit_fen - credit_fen) over (order by business_date, posted_at, id))::bigint as so_far_fen
  from booked b
)
select * from running r
where %(after)s::uuid is null or not exists (select from booked where id = %(after)s)
  or (r.business_date, r.posted_at, r.id)
    > (select b.business_date, b.posted_at, b.id from booked b where b.id = %(after)s)
order by r.business_date, r.posted_at, r.id limit %(rows)s
"""


def account_row(each: LedgerAccount) -> AccountRow:
    """An account as the api gives it."""
    return AccountRow(each.pk, each.code, each.title, each.kind, each.fund_id, each.division)


def turnovers(
    accounts: Iterable[LedgerAccount], since: date | None, until: date
) -> tuple[Balance, ...]:
    """What stood on accounts and what was booked, with protected files counted in."""
    chosen = list(accounts)
    with connection.cursor() as cursor:
        sought = [each.pk for each in chosen]
        cursor.execute(_TURNOVERS, [sought, since or FROM_THE_BEGINNING, until])
        booked = {account: tuple(int(each) for each in fen) for account, *fen in cursor}
    return tuple(
        Balance(
            *(each.pk, each.code, each.title, each.kind, each.fund_id, each.division),
            *booked.get(each.pk, (0, 0, 0)),
        )
        for each in chosen
    )


def account_ledger(
    account: LedgerAccount, since: date, until: date, after: str, limit: int
) -> AccountLedger:
    """An account over a period, a page of its journals. Raises `InvalidValue`."""
    if not 1 <= limit <= LARGEST_PAGE:
        raise InvalidValue(f"每页1至{LARGEST_PAGE}条。")
    [balance] = turnovers([account], since, until)
    rows = _booked(
        account=account.pk,
        division=account.division,
        labels=sorted(current().labels),
        since=since,
        until=until,
        after=cursor_id(after) if after else None,
        rows=limit + 1,
    )
    listed = Sides(rows[0]["all_debit_fen"], rows[0]["all_credit_fen"]) if rows else Sides(0, 0)
    unlisted = Sides(balance.debit_fen - listed.debit_fen, balance.credit_fen - listed.credit_fen)
    before = balance.opening_fen + unlisted.debit_fen - unlisted.credit_fen
    shown = tuple(_booked_row(each, before) for each in rows[:limit])
    return AccountLedger(
        balance, unlisted, Page(shown, str(shown[-1].journal) if len(rows) > limit else "")
    )


def _booked(**asked: Any) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(_BOOKED, asked)
        names = [each.name for each in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def _booked_row(row: dict[str, Any], before: int) -> BookedRow:
    return BookedRow(
        journal=row["id"],
        on=row["business_date"],
        kind=row["kind"],
        kind_title=str(JournalKind(row["kind"]).label),
        ref=row["ref"],
        memo=row["memo"],
        entries=row["entries"],
        debit_fen=row["debit_fen"],
        credit_fen=row["credit_fen"],
        balance_fen=before + row["so_far_fen"],
    )


def entry_rows(rows: Iterable[Entry], *, with_payments: bool = False) -> tuple[EntryRow, ...]:
    """Entries with their accounts; with the payments that they are about, where those are seen."""
    chosen = list(rows)
    paid = _payments([each.instruction_id for each in chosen]) if with_payments else {}
    return tuple(
        EntryRow(
            each.pk,
            each.journal_id,
            each.journal.get_kind_display(),
            each.account_id,
            each.account.code,
            each.account.title,
            each.amount_fen,
            each.instruction_id,
            each.about,
            *paid.get(each.instruction_id, ()),
        )
        for each in chosen
    )


def _payments(instructions: Sequence[UUID | None]) -> dict[UUID | None, tuple[UUID, str]]:
    sought = [each for each in instructions if each is not None]
    if not sought:
        return {}
    rows = seen(Instruction.objects).filter(pk__in=sought)
    return {
        line: (batch, number)
        for line, batch, number in rows.values_list("pk", "batch_id", "end_to_end_id")
    }


def account_sums(journal: Journal) -> tuple[AccountSum, ...]:
    """What a journal books on each account, by code."""
    rows = (
        Entry.objects.filter(journal=journal)
        .values_list("account", "account__code", "account__title")
        .annotate(
            entries=Count("pk"),
            debit=Sum("amount_fen", filter=Q(amount_fen__gt=0), default=0),
            credit=Sum("amount_fen", filter=Q(amount_fen__lt=0), default=0),
        )
        .order_by("account__code", "account")
    )
    return tuple(
        AccountSum(account, code, title, count, int(debit), -int(credit))
        for account, code, title, count, debit, credit in rows
    )


def origin_of(journal: Journal) -> Origin | None:
    """What a journal is about, by its number, where that is seen."""
    try:
        about = UUID(journal.ref)
    except ValueError:
        return _numbered(journal)
    debt = seen(Receivable.objects).filter(pk=about).first()
    if debt is not None:
        return Origin("receivable", debt.pk, str(debt.get_ground_display()))
    kept = seen(ImprestFloat.objects).filter(pk=about).first()
    return Origin("float", kept.pk, kept.division) if kept else None


def _numbered(journal: Journal) -> Origin | None:
    if journal.kind == JournalKind.ALLOTMENT:
        fund = seen(Fund.objects, journal.division).filter(code=journal.ref).first()
        return Origin("fund", fund.pk, fund.title) if fund else None
    batch = seen(Batch.objects, journal.division).filter(number=journal.ref).first()
    return Origin("batch", batch.pk, batch.number) if batch else None


def reversed_by(journal: Journal) -> UUID | None:
    """The journal that reverses another one."""
    return Journal.objects.filter(reverses=journal.pk).values_list("pk", flat=True).first()


def stands_because(journal: Journal, reversed_already: bool) -> str:
    """Why a journal is not reversed by hand; empty where it may be."""
    if journal.kind in OF_BATCHES:
        return WITH_ITS_BATCH
    if journal.kind == JournalKind.REVERSAL:
        return A_REVERSAL
    if journal.entries.exclude(instruction_id=None, about=None).exists():
        return OF_ACTS
    return ALREADY if reversed_already else ""


def seal_of(journal: Journal) -> DaySeal | None:
    """The seal of the day on which a journal was posted."""
    day = journal.posted_at.astimezone(BUSINESS_ZONE).date()
    row = LedgerDay.objects.filter(day=day).first()
    return DaySeal(row.day, row.hash, row.sealed_at) if row else None
