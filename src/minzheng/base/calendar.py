"""Working days in China, and the deadlines counted on them.

Working days (工作日) are those of the State Council's yearly notice: weekends moved to working
days count, public holidays do not. A year without a file is an error, never a guess from weekends.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from minzheng.base.calendar_files import SATURDAY, CalendarYear, read_calendar_year
from minzheng.base.errors import MinzhengError
from minzheng.base.periods import PeriodUnit, period_end

_ONE_DAY = timedelta(days=1)


class CalendarYearMissing(MinzhengError):
    """A deadline needs a year whose calendar file does not exist; `year` says which."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"缺少 {year} 年的工作日历，无法计算期限。"
            f"请按国务院办公厅当年放假通知添加文件 calendars/{year}.yaml。"
        )
        self.year = year

    def __reduce__(self) -> tuple[type["CalendarYearMissing"], tuple[int]]:
        return type(self), (self.year,)  # rebuilt from the year, not from the message


class WorkingCalendar:
    """The working days of the years it was given.

    Every question about a day of another year raises `CalendarYearMissing`.
    """

    def __init__(self, years: Iterable[CalendarYear]) -> None:
        self._years = {calendar_year.year: calendar_year for calendar_year in years}

    def is_provisional(self, day: date) -> bool:
        """Whether the notice for that year is still unknown, so that answers may change."""
        return self._year_of(day).provisional

    def source(self, day: date) -> str:
        """Title and number of the document that settles this day's year."""
        return self._year_of(day).source

    def holiday_name(self, day: date) -> str | None:
        """The festival for which `day` is off; None on working days and plain weekends."""
        return self._year_of(day).holidays.get(day)

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on `day`."""
        calendar_year = self._year_of(day)
        if day in calendar_year.holidays:
            return False
        return day.weekday() < SATURDAY or day in calendar_year.working_weekends

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self._working_day_from(day + _ONE_DAY)

    def add_working_days(self, start: date, amount: int) -> date:
        """The last day of a limit of `amount` (at least 1) working days that begins at `start`.

        The day of the event is not counted, working day or not: day 1 is the next working day
        (民法典 Art. 201 by analogy).
        """
        if amount < 1:
            raise ValueError(f"a limit has at least one working day, got {amount}")
        day = start
        for _ in range(amount):
            day = self.next_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; 0 when `end` is not later.

        The inverse of `add_working_days`: the number of working days used up at the end of `end`.
        """
        span = range(1, (end - start).days + 1)
        return sum(self.is_working_day(start + timedelta(days=offset)) for offset in span)

    def civil_deadline(self, event: date, amount: int, unit: PeriodUnit) -> date:
        """The last day of a civil-law period, moved to the next working day if it is a day off.

        民法典 Art. 201–203; the day runs until 24:00, or until the office closes. Weekends count as
        days off (domain rules §19 row 9). Publicity days (公示) and benefit months do not move: use
        `period_end` for them.
        """
        return self._working_day_from(period_end(event, amount, unit))

    def _working_day_from(self, day: date) -> date:
        while not self.is_working_day(day):
            day += _ONE_DAY
        return day

    def _year_of(self, day: date) -> CalendarYear:
        try:
            return self._years[day.year]
        except KeyError:
            raise CalendarYearMissing(day.year) from None


def load_calendar(folder: Traversable) -> WorkingCalendar:
    """A calendar of all `<year>.yaml` files in `folder`; `InvalidCalendarFile` if one is wrong."""
    years = (file for file in folder.iterdir() if file.name.endswith(".yaml"))
    return WorkingCalendar(read_calendar_year(file) for file in years)


@cache
def national_calendar() -> WorkingCalendar:
    """The calendar shipped with the platform."""
    return load_calendar(files("minzheng.base") / "calendars")
