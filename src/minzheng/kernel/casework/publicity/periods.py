"""How long a notice stays up.

The day of posting is not counted; the notice ends at the end of its last day (§14 C15), which moves
out of a public holiday as the limit of the case does.
"""

from datetime import UTC, date, datetime, time, timedelta

from minzheng.base.calendar import WorkingCalendar
from minzheng.base.clock import BUSINESS_ZONE
from minzheng.base.periods import PeriodUnit, period_end
from minzheng.catalogue.casework.clocks import notice_end

STANDING_MONTHS = 12
"""A decision stays public until the next review makes it known anew, at most so long: the law says
"publish" and sets no end (57号 Art. 24); every award is reviewed within a year (Art. 31)."""


def last_day(posted: date, days: int, calendar: WorkingCalendar) -> date:
    """The last day of a notice of so many calendar days. Raises `CalendarYearMissing`."""
    return notice_end(period_end(posted, days, PeriodUnit.DAY), calendar)


def last_standing_day(posted: date) -> date:
    """The last day on which a decision is public."""
    return period_end(posted, STANDING_MONTHS, PeriodUnit.MONTH)


def moment_after(day: date) -> datetime:
    """The first instant, in UTC, that no longer belongs to a day in China."""
    midnight = datetime.combine(day + timedelta(days=1), time(), BUSINESS_ZONE)
    return midnight.astimezone(UTC)
