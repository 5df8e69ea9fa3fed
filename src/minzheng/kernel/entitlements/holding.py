"""Holding payments, and letting them go: an award is never ended by it."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from minzheng.base.events import publish
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.worker import SYSTEM
from minzheng.kernel.entitlements import events
from minzheng.kernel.entitlements.lines import Source
from minzheng.kernel.entitlements.models import Award, Hold, HoldKind
from minzheng.kernel.entitlements.places import place

BACK_TO_NORMAL = "恢复正常待遇"


def hold(
    award: Award,
    kind: HoldKind,
    start: Month,
    *,
    since: date,
    source: str,
    note: str = "",
    person: UUID | None = None,
    by: Actor | None = None,
) -> Hold | None:
    """Nothing is paid out from a month on; None where the same hold is there already.

    `by` is nobody where the sign came by itself.
    """
    waiting = Hold.objects.filter(award=award, kind=kind, person_id=person, released_at=None)
    if waiting.exists():
        return None
    raised = by if by is not None and by.account != SYSTEM else None
    row = Hold(
        **place(award),
        kind=kind,
        person_id=person,
        from_month=start.first_day,
        since=since,
        source=source,
        note=note,
        raised_by=raised.account if raised else None,
        raised_by_person=raised.person if raised else None,
        raised_by_name=raised.name if raised else "",
        raised_at=clock.now(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # Somebody raised the same one at this moment.
        return None
    publish(events.AwardHeld(award.pk, row.pk, kind.value))
    return row


def release(row: Hold, *, by: UUID, person: bytes, name: str, reason: str) -> None:
    """What was held is paid from the next payroll on."""
    row.released_by, row.released_by_person, row.released_by_name = by, person, name
    row.released_at, row.release_reason = clock.now(), reason
    row.save()
    publish(events.AwardReleased(row.award_id, row.pk))


def release_grace(award: Award, source: Source) -> None:
    """The decision that goes back to normal lifts what the end of the gradual exit held."""
    if source.by is None or source.by_person is None:
        return
    for row in Hold.objects.filter(award=award, kind=HoldKind.GRACE, released_at=None):
        release(
            row,
            by=source.by,
            person=source.by_person,
            name=source.by_name,
            reason=source.reason or BACK_TO_NORMAL,
        )
