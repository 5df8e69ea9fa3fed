"""Batches on their way to the bank: whether the worker is at it, or nobody knows for too long.

Between the attempt and the bank's word a batch is `unknown`. Whoever sends sees that at once; after
some minutes it is an alarm for everybody who has to do with the county's payments (T-07).
"""

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery
from procrastinate.contrib.django.models import ProcrastinateJob

from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit.api import Wanted, record, search_events
from minzheng.kernel.payments.models import Attempt, Batch
from minzheng.kernel.payments.ports import bank_channel
from minzheng.kernel.payments.states import BatchState
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import seen

if TYPE_CHECKING:
    from django.db.models import QuerySet

LONGEST = timedelta(minutes=5)
"""How long a batch may be on its way to the bank before somebody has to look."""

TASK = "payments.send"
"""The job of the worker that hands a file over."""

PURPOSE = "银行未答复提醒"
_ACTION = "payment.unanswered"
_QUEUED = ("todo", "doing")
_log = logging.getLogger(__name__)


def lock_of(row: Batch) -> str:
    """The lock under which the worker hands over the file of a batch."""
    return f"{TASK}:{row.pk}"


def being_sent(row: Batch) -> bool:
    """Whether the worker is at it: it is to hand the file over, or asks the bank about it.

    A batch of which the bank says nothing for too long is for people.
    """
    if row.state == BatchState.FILED:
        return ProcrastinateJob.objects.filter(lock=lock_of(row), status__in=_QUEUED).exists()
    if row.state != BatchState.UNKNOWN or not bank_channel()(row.book.bank).connected:
        return False
    return not unanswered().filter(pk=row.pk).exists()


def unanswered() -> "QuerySet[Batch]":
    """Batches of the scope with `begun_at`, the last attempt, longer ago than that: one query."""
    begun = Attempt.objects.filter(batch=OuterRef("pk")).order_by("-number").values("begun_at")
    rows = seen(Batch.objects).filter(state=BatchState.UNKNOWN)
    return rows.annotate(begun_at=Subquery(begun[:1])).filter(begun_at__lt=clock.now() - LONGEST)


def since(row: Batch) -> datetime:
    """When it was last tried to send one of these."""
    begun_at: datetime = row.begun_at  # type: ignore[attr-defined]  # annotated by `unanswered`
    return begun_at


def watch() -> int:
    """Tell the log and the trail, once for each attempt; of how many batches."""
    told = 0
    with working(PURPOSE):
        for row in unanswered().select_for_update(of=("self",), skip_locked=True).order_by("pk"):
            wanted = Wanted(subject=str(row.pk), actions=frozenset({_ACTION}), since=since(row))
            if search_events(wanted, limit=1):
                continue
            told += 1
            _log.error("batch %s: no word of the bank since %s", row.number, since(row).isoformat())
            record(
                _ACTION,
                subject_type="payment_batch",
                subject=row.pk,
                division=row.division,
                label=Label(row.label),
                payload={"number": row.number, "since": since(row).isoformat()},
            )
    return told
