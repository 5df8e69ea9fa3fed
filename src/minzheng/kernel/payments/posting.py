"""Writing into the books: a journal, then its entries, in one transaction.

For commands of this app: who may is theirs to ask. That the entries add up is counted by the
database at the commit; `settled` asks it to count at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.payments.models import Book, Entry, Journal, JournalKind
from minzheng.kernel.protection.labels import Label

_ADD = """
insert into payments_entry
  (id, division, label, journal_id, account_id, amount_fen, instruction_id, about)
select payments_new_id(), %(division)s, %(label)s, %(journal)s,
  e.account_id, e.amount_fen, e.instruction_id, e.about
from ({chosen}) as e (account_id, amount_fen, instruction_id, about)
"""
_REVERSED = """
select account_id, -amount_fen, instruction_id, about from payments_entry
where journal_id = %(reversed)s
"""


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """An entry to be: debit positive, credit negative, in fen."""

    account: UUID
    amount_fen: int
    instruction: UUID | None = None
    about: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalDraft:
    """A journal to be; the id comes from whoever posts, so that twice is once."""

    id: UUID
    book: Book
    kind: JournalKind
    ref: str
    memo: str
    business_date: date
    label: Label = Label.ORDINARY
    reverses: UUID | None = None


def begin(actor: Actor, draft: JournalDraft) -> Journal:
    """Open a journal; entries follow in the same transaction."""
    row = Journal(
        id=draft.id,
        division=draft.book.division,
        label=draft.label,
        book=draft.book,
        kind=draft.kind,
        ref=draft.ref,
        business_date=draft.business_date,
        memo=draft.memo,
        posted_by=actor.account,
        posted_person=actor.person or None,
        # The database writes its own time and transaction.
        posted_at=clock.now(),
        posted_in=0,
        reverses=draft.reverses,
    )
    row.save(force_insert=True)
    return row


def add(journal: Journal, entries: Iterable[EntryDraft]) -> None:
    """A few entries, in one statement."""
    Entry.objects.bulk_create(
        Entry(
            division=journal.division,
            label=journal.label,
            journal=journal,
            account_id=each.account,
            amount_fen=each.amount_fen,
            instruction_id=each.instruction,
            about=each.about,
        )
        for each in entries
    )


def add_chosen(journal: Journal, chosen: str, **named: UUID) -> int:
    """As many entries as a query gives: account, amount, instruction, about; how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD.format(chosen=chosen),
            {
                **named,
                "division": journal.division,
                "label": journal.label,
                "journal": journal.pk,
            },
        )
        return int(cursor.rowcount)


def add_reversed(journal: Journal, reversed_one: UUID) -> int:
    """The entries of another journal with the opposite sign."""
    return add_chosen(journal, _REVERSED, reversed=reversed_one)


def settled() -> None:
    """Let the database count the journals of this transaction now, not only at the commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "set constraints payments_posting_sums_to_zero, payments_journal_sums_to_zero immediate"
        )
        cursor.execute(
            "set constraints payments_posting_sums_to_zero, payments_journal_sums_to_zero deferred"
        )
