"""Batches on their way to the bank: whether the worker is at it, or nobody knows for too long.

Between the attempt and the bank's word a batch is `unknown`. Whoever sends sees that at once; after
some minutes it is an alarm for everybody who has to do with the county's payments (T-07).
"""

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

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
    """Batches of the scope whose last attempt is longer ago than that: one query."""
    attempts = Attempt.objects.filter(batch=OuterRef("pk")).order_by("-number")
    rows = seen(Batch.objects).filter(state=BatchState.UNKNOWN)
    begun = rows.annotate(
        attempt=Subquery(attempts.values("pk")[:1]),
        begun_at=Subquery(attempts.values("begun_at")[:1]),
    )
    return begun.filter(begun_at__lt=clock.now() - LONGEST)


def since(row: Batch) -> datetime:
    """When it was last tried to send one of these."""
    begun_at: datetime = row.begun_at  # type: ignore[attr-defined]  # annotated by `unanswered`
    return begun_at


def watch() -> int:
    """Tell the log and the trail, once for each attempt; of how many batches."""
    with working(PURPOSE):
        rows = unanswered().select_for_update(of=("self",), skip_locked=True)
        return sum(_told(each) for each in rows.order_by("pk"))


def _told(row: Batch) -> bool:
    attempt: UUID = row.attempt  # type: ignore[attr-defined]  # annotated by `unanswered`
    if search_events(Wanted(subject=str(attempt), actions=frozenset({_ACTION})), limit=1):
        return False
    begun_at = since(row).isoformat()
    _log.error("batch %s: no word of the bank since %s", row.number, begun_at)
    record(
        _ACTION,
        subject_type="payment_attempt",
        subject=attempt,
        division=row.division,
        label=Label(row.label),
        payload={"batch": str(row.pk), "number": row.number, "since": begun_at},
    )
    return True
