from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.base.periods import Period, PeriodUnit, period_end, validity

DAY, MONTH, YEAR = PeriodUnit.DAY, PeriodUnit.MONTH, PeriodUnit.YEAR
DATES = st.dates(date(1900, 1, 1), date(2200, 12, 31))
AMOUNTS = st.integers(1, 400)


@pytest.mark.parametrize(
    ("event", "amount", "unit", "last"),
    [
        ("2026-06-01", 1, DAY, "2026-06-02"),  # the day of the event is not counted
        ("2026-06-01", 30, DAY, "2026-07-01"),  # divorce cooling period, before Art. 203
        ("2026-02-01", 28, DAY, "2026-03-01"),
        ("2026-03-15", 1, MONTH, "2026-04-15"),  # the corresponding day, included
        ("2026-01-31", 1, MONTH, "2026-02-28"),  # none: the last day of the month
        ("2024-01-31", 1, MONTH, "2024-02-29"),
        ("2026-02-28", 1, MONTH, "2026-03-28"),  # not the last day
        ("2026-05-31", 6, MONTH, "2026-11-30"),
        ("2026-11-22", 12, MONTH, "2027-11-22"),
        ("2026-11-22", 5, YEAR, "2031-11-22"),
        ("2024-02-29", 1, YEAR, "2025-02-28"),
        ("2024-02-29", 4, YEAR, "2028-02-29"),
    ],
)
def test_the_end_of_a_period_after_an_event(
    event: str, amount: int, unit: PeriodUnit, last: str
) -> None:
    assert str(period_end(date.fromisoformat(event), amount, unit)) == last


@pytest.mark.parametrize(
    ("first", "amount", "unit", "last"),
    [
        ("2026-03-15", 12, MONTH, "2027-03-14"),  # domain rules §19 row 10
        ("2026-01-01", 1, YEAR, "2026-12-31"),
        ("2026-03-01", 1, MONTH, "2026-03-31"),
        ("2026-03-31", 1, MONTH, "2026-04-30"),  # there is no 31 April to end before
        ("2026-01-31", 1, MONTH, "2026-02-28"),
        ("2024-02-29", 12, MONTH, "2025-02-28"),
        ("2024-02-28", 12, MONTH, "2025-02-27"),
        ("2026-06-01", 7, DAY, "2026-06-07"),
        ("2026-06-01", 1, DAY, "2026-06-01"),
    ],
)
def test_validity_includes_its_first_day(
    first: str, amount: int, unit: PeriodUnit, last: str
) -> None:
    expected = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert validity(date.fromisoformat(first), amount, unit) == expected


def test_both_ends_belong_to_a_period() -> None:
    period = Period(date(2026, 6, 1), date(2026, 6, 7))
    assert period.days == 7
    assert date(2026, 6, 1) in period
    assert date(2026, 6, 7) in period
    assert date(2026, 5, 31) not in period
    assert date(2026, 6, 8) not in period


def test_a_period_does_not_end_before_it_begins() -> None:
    assert Period(date(2026, 6, 1), date(2026, 6, 1)).days == 1
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2026, 6, 2), date(2026, 6, 1))


@pytest.mark.parametrize("count", [period_end, validity])
@pytest.mark.parametrize("unit", PeriodUnit)
def test_a_period_has_at_least_one_unit(
    count: Callable[[date, int, PeriodUnit], object], unit: PeriodUnit
) -> None:
    with pytest.raises(ValueError, match="at least one"):
        count(date(2026, 6, 1), 0, unit)


@given(DATES, AMOUNTS, st.sampled_from([MONTH, YEAR]))
def test_the_corresponding_day_is_kept_or_the_month_is_over(
    event: date, amount: int, unit: PeriodUnit
) -> None:
    last = period_end(event, amount, unit)
    months = (last.year - event.year) * 12 + last.month - event.month
    assert months == (amount * 12 if unit is YEAR else amount)
    month_is_over = (last + timedelta(days=1)).day == 1
    assert last.day == event.day or (last.day < event.day and month_is_over)


@given(DATES, AMOUNTS, st.sampled_from(PeriodUnit))
def test_validity_stops_just_before_or_at_the_end_of_the_period(
    first: date, amount: int, unit: PeriodUnit
) -> None:
    gap = period_end(first, amount, unit) - validity(first, amount, unit).last
    assert gap in (timedelta(days=0), timedelta(days=1))


@given(DATES, AMOUNTS, AMOUNTS)
def test_days_add_up(event: date, one: int, other: int) -> None:
    assert period_end(period_end(event, one, DAY), other, DAY) == period_end(
        event, one + other, DAY
    )
