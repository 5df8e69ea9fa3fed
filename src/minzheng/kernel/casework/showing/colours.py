"""How urgent a day is, as a colour that every list uses."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from django.db.models import Q

from minzheng.base.calendar import CalendarYearMissing, national_calendar
from minzheng.kernel.casework.models import NO_LIMIT

OVERDUE: Final = "overdue"
SOON: Final = "soon"
LATER: Final = "later"
SOON_DAYS = 3
"""Working days: on a Friday what is due on the Wednesday is near."""


def colour(due_on: date | None, today: date) -> str:
    """``overdue`` from the day after; ``soon`` on the day and the three working days before it."""
    if due_on is not None and due_on < today:
        return OVERDUE
    return SOON if due_on is not None and due_on <= soon_until(today) else LATER


@lru_cache(maxsize=8)
def soon_until(today: date) -> date:
    """The last day that is near. An inbox opens in a year whose holidays are not known, too."""
    try:
        return national_calendar().add_working_days(today, SOON_DAYS)
    except CalendarYearMissing:
        return today + timedelta(days=SOON_DAYS)


def of_colour(wanted: str, today: date) -> Q:
    """The rows of a colour by their column `due_on`; all of them for ""."""
    until = soon_until(today)
    return {
        OVERDUE: Q(due_on__lt=today),
        SOON: Q(due_on__gte=today, due_on__lte=until),
        LATER: Q(due_on__gt=until),
    }.get(wanted, Q())


def shown_day(due_on: date) -> date | None:
    """The day, or None where the law sets none."""
    return None if due_on == NO_LIMIT else due_on
