"""Giving a batch up: its lines are due again, its journal is reversed."""

from django.db import connection

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.payments import posting
from minzheng.kernel.payments.models import Batch, JournalKind
from minzheng.kernel.payments.posting import JournalDraft
from minzheng.kernel.payments.states import BatchState
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.protection.labels import Label


def cancel(actor: Actor, row: Batch, reason: str) -> None:
    """Cancel a batch that has no file yet."""
    if row.journal is not None:
        journal = posting.begin(
            actor,
            JournalDraft(
                id=uuid7(),
                book=row.book,
                kind=JournalKind.REVERSAL,
                ref=row.number,
                memo=f"撤销批次：{reason}",
                business_date=clock.today(),
                label=Label(row.label),
                reverses=row.journal,
            ),
        )
        posting.add_reversed(journal, row.journal)
    row.state, row.reason = BatchState.CANCELLED, reason
    row.version += 1
    row.save(update_fields=["state", "reason", "version"])
    with connection.cursor() as cursor:
        # Also the lines whose files were sealed meanwhile, which whoever cancels does not see.
        cursor.execute("select payments_close_lines(%s)", [row.pk])
    posting.settled()
