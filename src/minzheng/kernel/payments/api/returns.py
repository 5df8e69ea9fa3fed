"""Returns: files of banks are taken in, and what is unclear in them is asked after."""

from datetime import date
from uuid import UUID

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.audit.api import require_sealing
from minzheng.kernel.documents.api.storage import fetch
from minzheng.kernel.payments import batching, posting, returning
from minzheng.kernel.payments.accounts import account_in
from minzheng.kernel.payments.api.sending import PaymentFile
from minzheng.kernel.payments.models import (
    UNCLEAR,
    AccountKind,
    BankWord,
    Batch,
    Journal,
    JournalKind,
    Outcome,
    Return,
)
from minzheng.kernel.payments.ports import ReturnFile, bank_formats
from minzheng.kernel.payments.posting import EntryDraft, JournalDraft
from minzheng.kernel.payments.return_results import ReturnRow, SuspenseRow, WordRow
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import (
    Page,
    one,
    page_of,
    seen,
)

__all__ = [
    "Outcome",
    "count_suspense",
    "open_return",
    "return_head",
    "returns",
    "settle_suspense",
    "suspense",
    "suspense_word",
    "take_return",
    "words",
]


@command(permission="payment.return", action="return.take")
def take_return(actor: Actor, *, batch: UUID, name: str, content: bytes, code: str = "") -> UUID:
    """Take in a bank's file about a batch; the same file again is the one that was taken.

    Raises `Conflict`, `Refused`, `InvalidValue`, `Unseen`; then nothing of it is taken.
    """
    require_sealing()
    row = batching.locked(batch)
    digest = returning.digest_of_file(row, content)
    taken = returning.known(row, digest)
    if taken is None:
        with batching.in_words():
            taken = returning.take(actor, row, ReturnFile(name, content), digest, code)
    batching.told(
        row,
        bank_return=str(taken.pk),
        digest=digest,
        count=taken.count,
        paid=taken.paid_count,
        returned=taken.returned_count,
        unclear=taken.unclear_count,
    )
    return taken.pk


@query(permission="payment.read", action="payment.read")
def returns(actor: Actor, *, batch: UUID) -> tuple[ReturnRow, ...]:
    """The returns of a batch in the order of taking. Raises `Unseen`."""
    row = one(Batch.objects, batch)
    batching.told(row, returns=True)
    return tuple(_return_row(each) for each in Return.objects.filter(batch=row).order_by("pk"))


@query(permission="payment.read")
def return_head(actor: Actor, *, bank_return: UUID) -> ReturnRow:
    """What stands above the words of a return: one query. Raises `Unseen`."""
    return _return_row(one(Return.objects, bank_return))


@query(permission="payment.read", action="payment.read")
def words(
    actor: Actor, *, bank_return: UUID, outcome: str = "", after: str = "", limit: int = 50
) -> Page[WordRow]:
    """The lines of a return in their order. Raises `Unseen`."""
    taken = one(Return.objects.select_related("batch"), bank_return)
    rows = BankWord.objects.filter(bank_return=taken)
    if outcome:
        rows = rows.filter(outcome=outcome)
    batching.told(taken.batch, bank_return=str(taken.pk))
    return page_of(rows, ["place", "pk"], after, limit, lambda found: map(_word_row, found))


@query(permission="payment.return", action="payment.read")
def open_return(actor: Actor, *, bank_return: UUID) -> PaymentFile:
    """The file as the bank wrote it. Raises `Unseen`."""
    taken = one(Return.objects.select_related("batch"), bank_return)
    batching.told(taken.batch, bank_return=str(taken.pk), digest=taken.digest)
    media_type = bank_formats()[taken.format].media_type
    return PaymentFile(taken.name, media_type, fetch(taken.digest, taken.key), taken.digest)


@query(permission="payment.read")
def suspense(
    actor: Actor, *, division: str = "", after: str = "", limit: int = 50
) -> Page[SuspenseRow]:
    """What is unclear and not settled yet, the oldest first."""
    rows = seen(BankWord.objects, division).filter(outcome__in=UNCLEAR, settled_by=None)
    chosen = rows.select_related("bank_return__batch")
    return page_of(chosen, ["pk"], after, limit, lambda found: map(_suspense_row, found))


@query(permission="payment.read")
def suspense_word(actor: Actor, *, word: UUID) -> SuspenseRow:
    """One that is or was unclear. Raises `Unseen`."""
    rows = BankWord.objects.select_related("bank_return__batch").filter(outcome__in=UNCLEAR)
    return _suspense_row(one(rows, word))


@query(permission="payment.read")
def count_suspense(actor: Actor, *, most: int) -> int:
    """How many are unclear and not settled, counted up to a number: one query."""
    return seen(BankWord.objects).filter(outcome__in=UNCLEAR, settled_by=None)[:most].count()


@command(permission="payment.return", action="return.settle")
def settle_suspense(actor: Actor, *, word: UUID, journal: UUID, on: date, text: str) -> None:
    """Say what the bank answered; the money that it had paid unordered has come back by then.

    `journal` is the caller's id, so that twice is once. Raises `Conflict`, `Refused`, `Unseen`.
    """
    row = one(BankWord.objects.select_related("bank_return__batch__book"), word, lock=True)
    batch = row.bank_return.batch
    if not text.strip():
        raise Refused("请填写银行答复的日期、经办人和内容。")
    if on > clock.today():
        raise Refused("日期不能晚于今天。")
    if row.settled_by is not None and Journal.objects.filter(pk=journal).exists():
        batching.told(batch, word=str(row.pk))
        return
    if row.outcome not in UNCLEAR or row.settled_by is not None:
        raise Conflict("这一笔不在待查之列，或者已经处理。")
    if row.paid:
        _refunded(actor, row, batch, journal, on)
    row.settled_text, row.settled_at = text.strip()[:300], clock.now()
    row.settled_by, row.settled_person = actor.account, actor.person
    row.save()
    batching.told(batch, word=str(row.pk), text=row.settled_text, refunded=row.paid)


def _refunded(actor: Actor, row: BankWord, batch: Batch, journal: UUID, on: date) -> None:
    draft = JournalDraft(
        id=journal,
        book=batch.book,
        kind=JournalKind.SUSPENSE,
        ref=batch.number,
        memo=f"银行退回未委托支付的款项：{row.end_to_end_id}",
        business_date=on,
        label=Label(batch.label),
    )
    posted = posting.begin(actor, draft)
    cash = account_in(batch.book, AccountKind.CASH)
    waiting = account_in(batch.book, AccountKind.SUSPENSE)
    entries = [
        EntryDraft(cash, row.amount_fen),
        EntryDraft(waiting, -row.amount_fen, about=row.pk),
    ]
    posting.add(posted, entries)
    posting.settled()


def _return_row(each: Return) -> ReturnRow:
    return ReturnRow(
        each.pk,
        each.batch_id,
        each.name,
        each.taken_at,
        each.count,
        each.total_fen,
        each.paid_count,
        each.paid_fen,
        each.returned_count,
        each.returned_fen,
        each.unclear_count,
        each.unclear_fen,
        each.refusal,
    )


def _suspense_row(each: BankWord) -> SuspenseRow:
    batch = each.bank_return.batch
    return SuspenseRow(_word_row(each), batch.pk, batch.number, each.division)


def _word_row(each: BankWord) -> WordRow:
    return WordRow(
        each.pk,
        each.place,
        each.end_to_end_id,
        each.sequence,
        each.amount_fen,
        each.paid,
        each.reason,
        each.outcome,
        each.get_outcome_display(),
        each.instruction_id,
        each.settled_text,
        each.settled_at,
    )
