from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.base.calendar import CalendarYearMissing, WorkingCalendar, national_calendar
from minzheng.base.periods import PeriodUnit

CALENDAR = national_calendar()
DAY, MONTH, YEAR = PeriodUnit.DAY, PeriodUnit.MONTH, PeriodUnit.YEAR
LOADED_DAYS = st.dates(date(2024, 1, 1), date(2027, 6, 30))


def on(month_day: str, year: int = 2026) -> date:
    return date.fromisoformat(f"{year}-{month_day}")


@pytest.mark.parametrize(
    ("year", "working_days"),
    # Weekdays, less festivals on weekdays, plus make-up days: counted by hand from the notices.
    [(2024, 262 - 19 + 8), (2025, 261 - 18 + 5), (2026, 261 - 19 + 6), (2027, 261 - 7)],
)
def test_working_days_of_a_year(year: int, working_days: int) -> None:
    new_year, new_years_eve = date(year - 1, 12, 31), date(year, 12, 31)
    assert CALENDAR.working_days_between(new_year, new_years_eve) == working_days


@pytest.mark.parametrize(
    ("day", "works", "festival"),
    [
        ("2026-01-01", False, "元旦"),
        ("2026-01-03", False, "元旦"),
        ("2026-01-04", True, None),  # Sunday, made up
        ("2026-02-14", True, None),  # Saturday, made up
        ("2026-02-15", False, "春节"),
        ("2026-02-23", False, "春节"),
        ("2026-02-24", True, None),
        ("2026-02-28", True, None),  # Saturday, made up
        ("2026-03-07", False, None),  # plain Saturday
        ("2026-03-08", False, None),
        ("2026-09-20", True, None),  # Sunday, made up before National Day
        ("2026-09-25", False, "中秋节"),
        ("2026-10-08", True, None),
        ("2026-10-10", True, None),
        ("2024-02-09", True, None),  # New Year's Eve was only "encouraged" in 2024
        ("2025-01-28", False, "春节"),  # and a holiday by regulation from 2025
        ("2025-10-08", False, "国庆节、中秋节"),
    ],
)
def test_days_of_the_notices(day: str, works: bool, festival: str | None) -> None:
    assert CALENDAR.is_working_day(date.fromisoformat(day)) is works
    assert CALENDAR.holiday_name(date.fromisoformat(day)) == festival


@pytest.mark.parametrize(
    ("start", "amount", "last"),
    [
        # Ordinary weeks: day 1 is the next working day, whatever the start day is.
        ("03-02", 1, "03-03"),
        ("03-02", 5, "03-09"),
        ("03-06", 1, "03-09"),  # Friday
        ("03-07", 1, "03-09"),  # Saturday
        ("03-08", 1, "03-09"),  # Sunday
        ("06-01", 10, "06-15"),
        # New Year: 1–3 January off, Sunday 4 January works.
        ("01-01", 1, "01-04"),
        ("01-02", 3, "01-06"),
        ("01-04", 5, "01-09"),
        # Spring Festival: Saturday 14 works, 15–23 February off, Saturday 28 works.
        ("02-13", 1, "02-14"),
        ("02-13", 2, "02-24"),
        ("02-14", 1, "02-24"),
        ("02-11", 3, "02-14"),
        ("02-11", 4, "02-24"),
        ("02-20", 5, "02-28"),
        ("02-20", 6, "03-02"),
        ("02-10", 20, "03-16"),  # the 20 working days of a delegated dibao case
        # Qingming: 4–6 April off, Monday included, nothing made up.
        ("04-03", 1, "04-07"),
        ("03-31", 5, "04-08"),
        # Labour Day: 1–5 May off, Saturday 9 May works.
        ("04-30", 1, "05-06"),
        ("04-30", 4, "05-09"),
        ("04-30", 5, "05-11"),
        ("04-20", 15, "05-13"),
        # Dragon Boat: Friday 19 June off.
        ("06-18", 1, "06-22"),
        ("06-15", 15, "07-07"),
        # Mid-Autumn and National Day: Sunday 20 September and Saturday 10 October work.
        ("09-18", 1, "09-20"),
        ("09-24", 1, "09-28"),
        ("09-24", 4, "10-08"),
        ("09-30", 3, "10-10"),
        ("09-30", 4, "10-12"),
        ("09-14", 30, "10-30"),  # the 30 working days of a county's dibao case
        ("11-20", 29, "12-31"),
    ],
)
def test_working_day_limits_in_2026(start: str, amount: int, last: str) -> None:
    assert CALENDAR.add_working_days(on(start), amount) == on(last)
    assert CALENDAR.working_days_between(on(start), on(last)) == amount


def test_a_working_day_limit_crosses_the_year() -> None:
    assert CALENDAR.add_working_days(on("12-31", 2025), 1) == on("01-04")
    assert CALENDAR.add_working_days(on("11-20"), 30) == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("event", "amount", "unit", "last"),
    [
        ("03-02", 30, DAY, "04-01"),  # Wednesday: stays
        ("05-15", 30, DAY, "06-15"),  # Sunday 14 June: Monday
        ("01-20", 30, DAY, "02-24"),  # 19 February, in Spring Festival: the day after
        ("01-15", 30, DAY, "02-14"),  # a Saturday that is worked: stays
        ("03-05", 30, DAY, "04-07"),  # Saturday 4 April, and Monday is off too
        ("04-01", 30, DAY, "05-06"),
        ("09-05", 30, DAY, "10-08"),
        ("08-21", 30, DAY, "09-20"),  # a worked Sunday
        ("01-31", 1, MONTH, "02-28"),  # end of February, a worked Saturday
        ("04-03", 1, MONTH, "05-06"),
        ("05-22", 6, MONTH, "11-23"),  # Sunday 22 November
        ("03-02", 1, DAY, "03-03"),
    ],
)
def test_civil_deadlines_in_2026_move_past_days_off(
    event: str, amount: int, unit: PeriodUnit, last: str
) -> None:
    assert CALENDAR.civil_deadline(on(event), amount, unit) == on(last)


def test_a_civil_deadline_of_a_year() -> None:
    assert CALENDAR.civil_deadline(on("10-03", 2025), 1, YEAR) == on("10-08")


def test_next_working_day_is_later_even_on_a_working_day() -> None:
    assert CALENDAR.next_working_day(on("03-02")) == on("03-03")
    assert CALENDAR.next_working_day(on("09-30")) == on("10-08")


def test_nothing_is_used_up_before_the_next_day() -> None:
    assert CALENDAR.working_days_between(on("03-03"), on("03-03")) == 0
    assert CALENDAR.working_days_between(on("03-03"), on("03-02")) == 0


def test_a_limit_has_at_least_one_day() -> None:
    with pytest.raises(ValueError, match="at least one"):
        CALENDAR.add_working_days(on("03-02"), 0)


@given(LOADED_DAYS, st.integers(1, 60))
def test_counting_is_the_inverse_of_adding(start: date, amount: int) -> None:
    last = CALENDAR.add_working_days(start, amount)
    assert CALENDAR.is_working_day(last)
    assert CALENDAR.working_days_between(start, last) == amount


@given(LOADED_DAYS)
def test_working_days_never_pause_longer_than_nine_days(day: date) -> None:
    assert day < CALENDAR.next_working_day(day) <= day + timedelta(days=10)


def test_2027_is_provisional_and_says_so() -> None:
    assert CALENDAR.is_provisional(date(2027, 1, 1))
    assert "全国年节及纪念日放假办法" in CALENDAR.source(date(2027, 1, 1))
    assert not CALENDAR.is_provisional(on("12-31"))
    assert CALENDAR.source(on("12-31")) == (
        "国务院办公厅关于2026年部分节假日安排的通知 国办发明电〔2025〕7号"
    )


def test_2027_holds_the_thirteen_days_of_the_regulation_and_invents_nothing() -> None:
    days = [date(2027, 1, 1) + timedelta(days=offset) for offset in range(365)]
    named = [day for day in days if CALENDAR.holiday_name(day)]
    assert " ".join(f"{day:%m-%d}" for day in named) == (
        "01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03"
    )
    assert not any(CALENDAR.is_working_day(day) for day in days if day.weekday() >= 5)


def test_a_missing_year_is_a_loud_error_that_says_what_to_add() -> None:
    with pytest.raises(CalendarYearMissing, match=r"calendars/2028\.yaml") as missing:
        CALENDAR.add_working_days(date(2027, 12, 20), 30)
    assert missing.value.year == 2028
    assert "缺少 2028 年的工作日历" in missing.value.message
    for question in (
        CALENDAR.is_working_day,
        CALENDAR.is_provisional,
        CALENDAR.source,
        CALENDAR.holiday_name,
        WorkingCalendar([]).next_working_day,
    ):
        with pytest.raises(CalendarYearMissing):
            question(date(2031, 1, 1))
