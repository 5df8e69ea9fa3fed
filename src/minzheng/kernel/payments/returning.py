"""Taking in what a bank says of a batch: the whole file or nothing of it.

The head is compared with the lines before anything is written. One function of the database then
says what each word comes to and moves the lines; the books follow from the words, not from the
file. What the bank says it paid and we did not order stands in suspense until the bank is asked.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from minzheng.base.money import format_yuan
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.documents.api.storage import key_for, put
from minzheng.kernel.payments import posting, repairing, sending
from minzheng.kernel.payments.accounts import account_in
from minzheng.kernel.payments.measuring import by_hashing
from minzheng.kernel.payments.models import (
    UNCLEAR,
    AccountKind,
    Batch,
    Journal,
    JournalKind,
    Outcome,
    Return,
)
from minzheng.kernel.payments.ports import BankReturn, ReturnFile, bank_formats
from minzheng.kernel.payments.posting import EntryDraft, JournalDraft
from minzheng.kernel.payments.states import BatchState
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.protection.keys import blind_index_many
from minzheng.kernel.protection.labels import Label

LARGEST_BYTES = 128 * 1024 * 1024
WITH_THE_BANK = (BatchState.SENT, BatchState.UNKNOWN, BatchState.CONFIRMED)
Counts = Mapping[str, tuple[int, int]]
"""Outcome -> how many, and how much in fen."""

_TAKE = """
select outcome, count, amount_fen
from payments_take_words(%s, %s, %s, %s, %s, %s, %s, %s::bytea[], %s)
"""
_PAID = """
select %(account)s::uuid, w.amount_fen, w.instruction_id, null::uuid from payments_bankword w
where w.bank_return_id = %(taken)s and w.outcome = 'paid'
"""
_GIVEN_BACK = """
select %(account)s::uuid, -w.amount_fen, w.instruction_id, null::uuid from payments_bankword w
where w.bank_return_id = %(taken)s and w.outcome = 'given_back'
"""
_SUSPENSE = """
select %(account)s::uuid, w.amount_fen, null::uuid, w.id from payments_bankword w
where w.bank_return_id = %(taken)s and w.paid and w.outcome in ('unknown', 'differs', 'late')
"""


def digest_of_file(row: Batch, content: bytes) -> str:
    """The file goes into the store; its digest. Raises `Refused` for what no bank sends."""
    if not content or len(content) > LARGEST_BYTES:
        raise Refused("回盘文件是空的，或者过大。")
    return put(content, key_for(Label(row.label)))


def known(row: Batch, digest: str) -> Return | None:
    """The return that this file is already, for replays."""
    return _of_file(row, digest).filter(refusal="").first()


def take(actor: Actor, row: Batch, file: ReturnFile, digest: str, code: str = "") -> Return:
    """Take a return in. Raises `Conflict`, `Refused`, `InvalidValue`; then nothing is written."""
    if row.state not in WITH_THE_BANK:
        raise Conflict("批次还没有送银行，不能登记回盘。")
    chosen = code or row.file.format
    if chosen not in bank_formats():
        raise Refused("没有这种银行文件格式。")
    told = bank_formats()[chosen].read(file.content)
    _require_whole(row, told)
    if row.state == BatchState.UNKNOWN:
        sending.arrived(row, f"银行回盘：{file.name}")
    taken = Return(
        division=row.division,
        label=row.label,
        batch=row,
        bank=row.book.bank,
        name=file.name[:300],
        format=chosen,
        digest=digest,
        key=key_for(Label(row.label)),
        count=told.count,
        total_fen=told.total_fen,
        taken_by=actor.account,
        taken_person=actor.person or None,
        taken_at=clock.now(),
    )
    counts = _words(taken, row, told)
    _count(taken, counts)
    taken.save(force_insert=True)
    _post(actor, row, taken, counts)
    if row.state == BatchState.SENT and counts["waiting"][0] == 0:
        row.state = BatchState.CONFIRMED
        row.version += 1
        row.save(update_fields=["state", "version"])
    posting.settled()
    repairing.visit_those_returned_often(taken)
    return taken


def refused(actor: Actor, row: Batch, file: ReturnFile, digest: str, why: str) -> Return | None:
    """Keep a file that came by itself and was not taken; nothing where it is kept already."""
    if _of_file(row, digest).exists():
        return None
    return Return.objects.create(
        division=row.division,
        label=row.label,
        batch=row,
        bank=row.book.bank,
        name=file.name[:300],
        format=row.file.format,
        digest=digest,
        key=key_for(Label(row.label)),
        refusal=why[:300],
        taken_by=actor.account,
        taken_person=actor.person or None,
        taken_at=clock.now(),
    )


def _of_file(row: Batch, digest: str) -> "QuerySet[Return]":
    return Return.objects.filter(bank=row.book.bank, digest=digest)


def _require_whole(row: Batch, told: BankReturn) -> None:
    """The head says what the lines say, about this batch, each payment and sequence once."""
    if told.message_id != row.number:
        raise Refused("回盘文件的批次号不是本批次的，请核对文件。")
    total = sum(each.amount_fen for each in told.lines)
    if (told.count, told.total_fen) != (len(told.lines), total):
        raise Refused(
            f"回盘文件不完整：文件头为{told.count}笔{format_yuan(told.total_fen)}元，"
            f"明细为{len(told.lines)}笔{format_yuan(total)}元。没有登记任何一笔。"
        )
    if len({(each.end_to_end_id, each.sequence) for each in told.lines}) != told.count:
        raise Refused("回盘文件中同一支付编号和序号出现多次，请银行重新出具。")


def _words(taken: Return, row: Batch, told: BankReturn) -> Counts:
    lines = told.lines
    # A bank may leave the account out, or hide a part of it.
    whole = [each.account for each in lines if each.account.isdigit()]
    indexes = iter(blind_index_many("bank_account", whole))
    named: list[Any] = [
        taken.pk,
        row.pk,
        [each.end_to_end_id for each in lines],
        [each.sequence for each in lines],
        [each.amount_fen for each in lines],
        [each.paid for each in lines],
        [each.reason[:300] for each in lines],
        [next(indexes) if each.account.isdigit() else None for each in lines],
        clock.today(),
    ]
    with by_hashing() as cursor:
        cursor.execute(_TAKE, named)
        return {outcome: (int(count), int(fen)) for outcome, count, fen in cursor}


def _count(taken: Return, counts: Counts) -> None:
    def of(*outcomes: Outcome) -> tuple[int, int]:
        found = [counts.get(each, (0, 0)) for each in outcomes]
        return sum(count for count, _ in found), sum(fen for _, fen in found)

    taken.paid_count, taken.paid_fen = of(Outcome.PAID)
    taken.returned_count, taken.returned_fen = of(Outcome.RETURNED, Outcome.GIVEN_BACK)
    taken.unclear_count, taken.unclear_fen = of(*UNCLEAR)


def _post(actor: Actor, row: Batch, taken: Return, counts: Counts) -> None:
    """Paid: we owe it no longer. Given back: we owe it again. Not ordered: the bank explains."""
    payable = account_in(row.book, AccountKind.PAYABLE)
    if Outcome.PAID in counts:
        journal = _begun(actor, row, taken, JournalKind.PAYMENT)
        posting.add_chosen(journal, _PAID, account=payable, taken=taken.pk)
        _against_cash(journal, row, -counts[Outcome.PAID][1])
    if Outcome.GIVEN_BACK in counts:
        journal = _begun(actor, row, taken, JournalKind.RETURN)
        posting.add_chosen(journal, _GIVEN_BACK, account=payable, taken=taken.pk)
        _against_cash(journal, row, counts[Outcome.GIVEN_BACK][1])
    claimed = taken.words.filter(paid=True, outcome__in=UNCLEAR)
    if total := sum(claimed.values_list("amount_fen", flat=True)):
        journal = _begun(actor, row, taken, JournalKind.SUSPENSE)
        suspense = account_in(row.book, AccountKind.SUSPENSE)
        posting.add_chosen(journal, _SUSPENSE, account=suspense, taken=taken.pk)
        _against_cash(journal, row, -total)


def _begun(actor: Actor, row: Batch, taken: Return, kind: JournalKind) -> Journal:
    draft = JournalDraft(
        id=uuid7(),
        book=row.book,
        kind=kind,
        ref=row.number,
        memo=f"{kind.label}：{taken.name}"[:300],
        business_date=clock.today(),
        label=Label(row.label),
    )
    return posting.begin(actor, draft)


def _against_cash(journal: Journal, row: Batch, amount_fen: int) -> None:
    cash = account_in(row.book, AccountKind.CASH)
    posting.add(journal, [EntryDraft(cash, amount_fen)])
