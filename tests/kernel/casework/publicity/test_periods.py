"""Seven days, counted as the law counts them, across 2026's holidays."""

from datetime import UTC, date, datetime

import pytest

from minzheng.base.calendar import CalendarYearMissing, national_calendar
from minzheng.kernel.casework.publicity.periods import last_day, last_standing_day, moment_after


@pytest.mark.parametrize(
    ("posted", "last"),
    [
        # An ordinary week: the day of posting does not count.
        ("2026-03-02", "2026-03-09"),
        # The last day is a Saturday or a Sunday: plain weekends do not move.
        ("2026-03-07", "2026-03-14"),
        ("2026-03-08", "2026-03-15"),
        # It falls into the Spring Festival (15 to 23 February): the next working day is the 24th.
        ("2026-02-07", "2026-02-14"),
        ("2026-02-08", "2026-02-24"),
        ("2026-02-16", "2026-02-24"),
        ("2026-02-17", "2026-02-24"),
        # National Day (1 to 7 October): the 8th.
        ("2026-09-23", "2026-09-30"),
        ("2026-09-24", "2026-10-08"),
        ("2026-09-30", "2026-10-08"),
        ("2026-10-01", "2026-10-08"),
        # Labour Day (1 to 5 May).
        ("2026-04-24", "2026-05-06"),
        ("2026-04-29", "2026-05-06"),
        # Across the end of a month.
        ("2026-03-27", "2026-04-03"),
        ("2026-03-28", "2026-04-07"),
    ],
)
def test_the_last_day_of_seven(posted: str, last: str) -> None:
    found = last_day(date.fromisoformat(posted), 7, national_calendar())
    assert found == date.fromisoformat(last)


def test_a_year_without_a_calendar_is_an_error() -> None:
    with pytest.raises(CalendarYearMissing):
        last_day(date(2031, 1, 1), 7, national_calendar())


def test_a_day_ends_at_midnight_in_china() -> None:
    assert moment_after(date(2026, 3, 9)) == datetime(2026, 3, 9, 16, tzinfo=UTC)


def test_a_decision_is_public_for_a_year_at_most() -> None:
    assert last_standing_day(date(2026, 3, 9)) == date(2027, 3, 9)
