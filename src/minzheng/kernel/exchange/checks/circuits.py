"""A department that fails again and again is left alone for a while; the others are not touched."""

from datetime import timedelta

from django.db.models import F

from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.exchange.models import SourceCircuit

FAILURES_TO_OPEN = 5
LEFT_ALONE = timedelta(minutes=10)
"""Afterwards one question is tried; if that fails too, it is left alone again."""


def is_open(source: CheckSource) -> bool:
    """Whether a department is to be left alone now."""
    with working("job"):
        rows = SourceCircuit.objects.filter(source=source.name, open_until__gt=clock.now())
        return bool(rows.exists())


def reached(source: CheckSource) -> None:
    """It answered, be it with nothing."""
    with working("job"):
        SourceCircuit.objects.update_or_create(
            source=source.name,
            defaults={"failures": 0, "open_until": None, "reached_at": clock.now()},
        )


def failed(source: CheckSource) -> None:
    """It could not be reached."""
    now = clock.now()
    with working("job"):
        SourceCircuit.objects.get_or_create(source=source.name)
        row = SourceCircuit.objects.filter(source=source.name)
        row.update(failures=F("failures") + 1, failed_at=now)
        row.filter(failures__gte=FAILURES_TO_OPEN).update(open_until=now + LEFT_ALONE)
