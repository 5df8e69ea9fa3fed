"""The books: posting by hand, reversing, accounts and journals, the hash of a day."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from minzheng.base.money import format_yuan
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.api import account_names
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.audit.api import require_sealing
from minzheng.kernel.payments import batching, books, day_sealing, posting
from minzheng.kernel.payments.accounts import book_of
from minzheng.kernel.payments.book_results import (
    AccountLedger,
    AccountRow,
    JournalView,
    TrialBalance,
)
from minzheng.kernel.payments.models import (
    Book,
    Entry,
    Journal,
    JournalKind,
    LedgerAccount,
    LedgerDay,
)
from minzheng.kernel.payments.posting import EntryDraft, JournalDraft
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import one, page_of, seen

__all__ = [
    "FIRST_ENTRIES",
    "EntryDraft",
    "JournalKind",
    "account",
    "account_ledger",
    "accounts",
    "broken_days",
    "day_hash",
    "journal_view",
    "post",
    "reverse",
    "trial_balance",
]

FIRST_ENTRIES = 200
BY_HAND = frozenset(JournalKind) - {JournalKind.ORDER, JournalKind.REVERSAL}


@command(permission="ledger.post", action="ledger.post")
def post(
    actor: Actor,
    *,
    journal: UUID,
    kind: JournalKind,
    division: str,
    ref: str,
    business_date: date,
    memo: str,
    entries: Sequence[EntryDraft],
    label: Label = Label.ORDINARY,
) -> UUID:
    """Post a journal; the id is the caller's, so that a page sent twice posts once.

    Raises `Refused` for what does not add up or only an act may say, `Conflict` for a known id.
    """
    require_sealing()
    if kind not in BY_HAND or any(each.instruction or each.about for each in entries):
        raise Refused("发放和冲销的凭证由系统生成。")
    book = book_of(division)
    if _posted(journal, (kind, ref, memo.strip())):
        return journal
    _require_sound(book, entries, memo, business_date)
    row = posting.begin(
        actor,
        JournalDraft(
            id=journal,
            book=book,
            kind=kind,
            ref=ref,
            memo=memo.strip(),
            business_date=business_date,
            label=label,
        ),
    )
    with batching.in_words():
        posting.add(row, entries)
        posting.settled()
    touched("journal", row.pk, row.division, label, payload={"kind": str(kind), "ref": ref})
    return row.pk


def _posted(journal: UUID, told: tuple[str, str, str]) -> bool:
    known = seen(Journal.objects).filter(pk=journal).first()
    if known is not None and (known.kind, known.ref, known.memo) != told:
        raise Conflict("这个凭证编号已用于另一笔记账。")
    return known is not None


def _require_sound(
    book: Book, entries: Sequence[EntryDraft], memo: str, business_date: date
) -> None:
    if len(entries) < 2 or not all(each.amount_fen for each in entries):
        raise Refused("请填写至少两条分录，金额都不为零。")
    debit = sum(each.amount_fen for each in entries if each.amount_fen > 0)
    credit = -sum(each.amount_fen for each in entries if each.amount_fen < 0)
    if debit != credit:
        raise Refused(
            f"借贷不相等：借方{format_yuan(debit)}元，贷方{format_yuan(credit)}元，"
            f"相差{format_yuan(abs(debit - credit))}元，请核对各分录金额。"
        )
    if not memo.strip() or business_date > clock.today():
        raise Refused("请填写摘要；业务日期不能晚于今天。")
    sought = {each.account for each in entries}
    if LedgerAccount.objects.filter(book=book, pk__in=sought).count() != len(sought):
        raise Refused("一张凭证的科目须在同一个县（区）的账簿里，请重新选择。")


@command(permission="ledger.post", action="ledger.reverse")
def reverse(actor: Actor, *, journal: UUID, reversal: UUID, memo: str) -> UUID:
    """The same entries with the opposite sign; a journal is reversed once.

    What an act has posted about a payment, a debt, a float or a line in suspense follows that act:
    reversed alone, the books would say another thing than the page. Raises `Conflict`, `Refused`.
    """
    require_sealing()
    was = one(Journal.objects.select_related("book"), journal)
    why = books.stands_because(was, books.reversed_by(was) is not None)
    if why:
        raise (Conflict if why == books.ALREADY else Refused)(why)
    draft = JournalDraft(
        id=reversal,
        book=was.book,
        kind=JournalKind.REVERSAL,
        ref=was.ref,
        memo=memo.strip() or "冲销",
        business_date=clock.today(),
        label=Label(was.label),
        reverses=was.pk,
    )
    with batching.in_words():
        row = posting.begin(actor, draft)
        posting.add_reversed(row, was.pk)
        posting.settled()
    touched("journal", row.pk, row.division, Label(row.label), payload={"reverses": str(was.pk)})
    return row.pk


@query(permission="ledger.read")
def accounts(actor: Actor) -> tuple[AccountRow, ...]:
    """The accounts of every book of the scope, by county and code."""
    rows = seen(LedgerAccount.objects).order_by("division", "code", "id")
    return tuple(books.account_row(each) for each in rows)


@query(permission="ledger.read", action="ledger.read")
def trial_balance(
    actor: Actor,
    *,
    division: str = "",
    fund: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
) -> TrialBalance:
    """All accounts for a period, with protected files counted in; or those of one fund.

    Raises `Refused` for a period that ends before it begins.
    """
    last = until or clock.today()
    _require_period(since, last)
    rows = seen(LedgerAccount.objects, division).order_by("division", "code", "id")
    chosen = rows if fund is None else rows.filter(fund=fund)
    touched("ledger", division, division)
    return TrialBalance(since, last, books.turnovers(chosen, since, last))


@query(permission="ledger.read", action="ledger.read")
def account_ledger(
    actor: Actor, *, account: UUID, since: date, until: date, after: str = "", limit: int = 50
) -> AccountLedger:
    """What each journal booked on an account, in order of date. Raises `Refused`, `Unseen`."""
    row = one(LedgerAccount.objects, account)
    _require_period(since, until)
    touched("ledger_account", row.pk, row.division)
    return books.account_ledger(row, since, until, after, limit)


@query(permission="ledger.read")
def account(actor: Actor, *, account: UUID) -> AccountRow:
    """One account. Raises `Unseen`."""
    return books.account_row(one(LedgerAccount.objects, account))


@query(permission="ledger.read", action="ledger.read")
def journal_view(
    actor: Actor, *, journal: UUID, after: str = "", limit: int = FIRST_ENTRIES
) -> JournalView:
    """A journal with its sums by account and a page of its entries. Raises `Unseen`."""
    row = one(Journal.objects, journal)
    entries = seen(Entry.objects).filter(journal=row).select_related("account", "journal")
    payments = actor.may("payment.read")
    touched("journal", row.pk, row.division, Label(row.label))
    counter = books.reversed_by(row)
    return JournalView(
        id=row.pk,
        division=row.division,
        label=row.label,
        kind=row.kind,
        kind_title=row.get_kind_display(),
        ref=row.ref,
        memo=row.memo,
        business_date=row.business_date,
        posted_at=row.posted_at,
        posted_by_name=account_names([row.posted_by]).get(row.posted_by, ""),
        reverses=row.reverses,
        reversed_by=counter,
        stands_because=books.stands_because(row, counter is not None),
        origin=books.origin_of(row),
        seal=books.seal_of(row),
        sums=books.account_sums(row),
        page=page_of(
            entries,
            ("id",),
            after,
            limit,
            lambda found: books.entry_rows(found, with_payments=payments),
        ),
    )


def _require_period(since: date | None, until: date) -> None:
    if since is not None and since > until:
        raise Refused("开始日期不能晚于截止日期。")


@query(permission="ledger.read")
def day_hash(actor: Actor, *, day: date) -> str | None:
    """The hash under which a day of the ledger was sealed, None before that."""
    row = LedgerDay.objects.filter(day=day).first()
    return row.hash if row else None


def broken_days() -> tuple[date, ...]:
    """Days whose books were changed after they were sealed; by the worker."""
    return day_sealing.broken_days()
