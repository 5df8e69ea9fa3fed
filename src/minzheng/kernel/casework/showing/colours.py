"""How urgent a day is, as a colour that every list uses."""

from datetime import date, timedelta
from typing import Final

from django.db.models import Q

from minzheng.kernel.casework.models import NO_LIMIT

OVERDUE: Final = "overdue"
SOON: Final = "soon"
LATER: Final = "later"
SOON_DAYS = timedelta(days=3)


def colour(due_on: date | None, today: date) -> str:
    """``overdue`` from the day after; ``soon`` on the day and the three before it."""
    if due_on is not None and due_on < today:
        return OVERDUE
    return SOON if due_on is not None and due_on <= today + SOON_DAYS else LATER


def of_colour(wanted: str, today: date) -> Q:
    """The rows of a colour by their column `due_on`; all of them for ""."""
    until = today + SOON_DAYS
    return {
        OVERDUE: Q(due_on__lt=today),
        SOON: Q(due_on__gte=today, due_on__lte=until),
        LATER: Q(due_on__gt=until),
    }.get(wanted, Q())


def shown_day(due_on: date) -> date | None:
    """The day, or None where the law sets none."""
    return None if due_on == NO_LIMIT else due_on
