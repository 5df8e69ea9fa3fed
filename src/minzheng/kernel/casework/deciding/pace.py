"""Nobody reads four hundred files in two minutes: a pace like that is shown to the supervisors."""

from datetime import timedelta

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.audit import api as audit
from minzheng.kernel.casework.models import Decision, PaceAlert

WITHIN = timedelta(minutes=2)
MOST = 20
"""Decisions by one person within that time, whichever accounts; one more raises the alert."""


def watch(actor: Actor) -> PaceAlert | None:
    """Called after each decision: raise the alert, or let the one that is open grow."""
    now = clock.now()
    recent = Decision.objects.filter(
        decided_by_person=actor.person, decided_at__gt=now - WITHIN, decided_at__lte=now
    )
    count = recent.count()
    if count <= MOST:
        return None
    held = PaceAlert.objects.filter(person=actor.person, until__gt=now - WITHIN, settled_at=None)
    alert: PaceAlert | None = held.order_by("-until").first()
    if alert is not None:
        alert.until, alert.count = now, alert.count + 1
        alert.save(update_fields=["until", "count"])
        return alert
    alert = PaceAlert(
        division=actor.division,
        office=actor.division,
        account=actor.account,
        person=actor.person,
        name=actor.name,
        since=now - WITHIN,
        until=now,
        count=count,
    )
    alert.save(force_insert=True)
    audit.record(
        "case.pace", subject_type="account", subject=actor.account, division=actor.division,
        payload={"count": count, "seconds": int(WITHIN.total_seconds())},
    )  # fmt: skip
    return alert
