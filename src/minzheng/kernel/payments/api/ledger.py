"""The books: posting by hand, reversing, balances, the hash of a day."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.audit.api import require_sealing
from minzheng.kernel.payments import batching, day_sealing, posting
from minzheng.kernel.payments.accounts import book_of
from minzheng.kernel.payments.models import (
    Entry,
    Journal,
    JournalKind,
    LedgerAccount,
    LedgerDay,
)
from minzheng.kernel.payments.posting import EntryDraft, JournalDraft
from minzheng.kernel.payments.results import Balance, EntryRow, JournalView, TrialBalance
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import bounds, one, seen

FIRST_ENTRIES = 200
OF_BATCHES = frozenset({JournalKind.ORDER, JournalKind.REVERSAL})
OF_ACTS = "这张凭证是办理业务时生成的，请在原业务中更正，不能单独冲销。"

_BALANCES = "select account, debit_fen, credit_fen from payments_balances(%s, %s, %s)"


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
    if kind in OF_BATCHES or any(each.instruction or each.about for each in entries):
        raise Refused("发放和冲销的凭证由系统生成。")
    book = book_of(division)
    if _posted(journal, (kind, ref, memo.strip())):
        return journal
    _require_sound(entries, memo, business_date)
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


def _require_sound(entries: Sequence[EntryDraft], memo: str, business_date: date) -> None:
    if len(entries) < 2 or sum(each.amount_fen for each in entries) != 0:
        raise Refused("借贷不相等，请核对各分录金额。")
    if not memo.strip() or business_date > clock.today():
        raise Refused("请填写摘要；业务日期不能晚于今天。")


@command(permission="ledger.post", action="ledger.reverse")
def reverse(actor: Actor, *, journal: UUID, reversal: UUID, memo: str) -> UUID:
    """The same entries with the opposite sign; a journal is reversed once.

    What an act has posted about a payment, a debt, a float or a line in suspense follows that act:
    reversed alone, the books would say another thing than the page. Raises `Conflict`, `Refused`.
    """
    require_sealing()
    was = one(Journal.objects.select_related("book"), journal)
    if was.kind in OF_BATCHES:
        raise Refused("发放的凭证随批次撤销而冲销。")
    if was.entries.exclude(instruction_id=None, about=None).exists():
        raise Refused(OF_ACTS)
    if Journal.objects.filter(reverses=journal).exists():
        raise Conflict("该凭证已经冲销。")
    row = posting.begin(
        actor,
        JournalDraft(
            id=reversal,
            book=was.book,
            kind=JournalKind.REVERSAL,
            ref=was.ref,
            memo=memo.strip() or "冲销",
            business_date=clock.today(),
            label=Label(was.label),
            reverses=was.pk,
        ),
    )
    posting.add_reversed(row, was.pk)
    posting.settled()
    touched("journal", row.pk, row.division, Label(row.label), payload={"reverses": str(was.pk)})
    return row.pk


@query(permission="ledger.read")
def balances(actor: Actor, *, division: str, on: date | None = None) -> tuple[Balance, ...]:
    """Every account of the divisions, with protected files counted in."""
    low, high = bounds(division)
    with connection.cursor() as cursor:
        cursor.execute(_BALANCES, [low, high, on or clock.today()])
        booked = {account: (int(debit), int(credit)) for account, debit, credit in cursor}
    rows = seen(LedgerAccount.objects, division).order_by("code", "id")
    return tuple(
        Balance(
            each.pk, each.code, each.title, each.kind, each.fund_id, *booked.get(each.pk, (0, 0))
        )
        for each in rows
    )


@query(permission="ledger.read", action="ledger.read")
def trial_balance(actor: Actor, *, division: str, on: date | None = None) -> TrialBalance:
    """All accounts, with the sums of both sides."""
    rows = balances(actor, division=division, on=on)
    touched("ledger", division, division)
    return TrialBalance(
        on or clock.today(),
        rows,
        sum(each.debit_fen for each in rows),
        sum(each.credit_fen for each in rows),
    )


@query(permission="ledger.read", action="ledger.read")
def journal_view(actor: Actor, *, journal: UUID) -> JournalView:
    """A journal with the first two hundred of its entries. Raises `Unseen`."""
    row = one(Journal.objects, journal)
    entries = Entry.objects.filter(journal=row).select_related("account").order_by("id")
    touched("journal", row.pk, row.division, Label(row.label))
    return JournalView(
        row.pk,
        row.kind,
        row.get_kind_display(),
        row.ref,
        row.memo,
        row.business_date,
        row.posted_at,
        row.reverses,
        tuple(
            EntryRow(
                each.account_id,
                each.account.title,
                each.amount_fen,
                each.instruction_id,
                each.about,
            )
            for each in entries[:FIRST_ENTRIES]
        ),
        entries.count(),
    )


@query(permission="ledger.read")
def day_hash(actor: Actor, *, day: date) -> str | None:
    """The hash under which a day of the ledger was sealed, None before that."""
    row = LedgerDay.objects.filter(day=day).first()
    return row.hash if row else None


def broken_days() -> tuple[date, ...]:
    """Days whose books were changed after they were sealed; by the worker."""
    return day_sealing.broken_days()
