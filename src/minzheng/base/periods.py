"""Periods of days, months and years as the Civil Code counts them (民法典 Art. 200–204).

Two questions that are easily mixed up have two functions:
`period_end` answers "within 30 days *from* this event": the day of the event is not counted;
`validity` answers "valid for 12 months *beginning* on this day": the first day is part of it.
The move of a last day that is a holiday (Art. 203) needs a calendar: `WorkingCalendar`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from minzheng.base.months import Month

_ONE_DAY = timedelta(days=1)


class PeriodUnit(StrEnum):
    """The calendar units of Art. 200; the law's hours and working days are counted elsewhere."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


def period_end(event: date, amount: int, unit: PeriodUnit) -> date:
    """The last day (included, until 24:00) of a period of `amount` units that follows `event`.

    The day of the event is not counted (Art. 201). Months and years end on the corresponding day,
    or on the last day of the month when there is none (Art. 202): one month from 31 January ends
    on 28 or 29 February. `amount` is at least 1 (`ValueError` otherwise).
    """
    _require_at_least_one(amount)
    if unit is PeriodUnit.DAY:
        return event + timedelta(days=amount)
    month = _final_month(event, amount, unit)
    return month.day(event.day) or month.last_day


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """All days from `first` to `last`, both included; `day in period` asks for membership."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period cannot end ({self.last}) before it begins ({self.first})")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """Number of days, at least 1."""
        return (self.last - self.first).days + 1


def validity(first: date, amount: int, unit: PeriodUnit) -> Period:
    """The days on which something valid for `amount` units from `first` on is valid.

    It ends on the day before the corresponding day (12 months from 2026-03-15 end on 2027-03-14),
    or, when the final month has no corresponding day, on that month's last day.
    `amount` is at least 1 (`ValueError` otherwise).
    """
    _require_at_least_one(amount)
    if unit is PeriodUnit.DAY:
        return Period(first, first + timedelta(days=amount - 1))
    month = _final_month(first, amount, unit)
    corresponding = month.day(first.day)
    return Period(first, corresponding - _ONE_DAY if corresponding else month.last_day)


def _final_month(start: date, amount: int, unit: PeriodUnit) -> Month:
    return Month.of(start) + (amount * 12 if unit is PeriodUnit.YEAR else amount)


def _require_at_least_one(amount: int) -> None:
    if amount < 1:
        raise ValueError(f"a period has at least one unit, got {amount}")
