from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.base.errors import InvalidValue
from minzheng.base.months import Month

MONTHS = st.builds(Month, st.integers(1000, 3000), st.integers(1, 12))
STEPS = st.integers(-9000, 9000)


def test_months_are_written_and_read() -> None:
    assert str(Month(2026, 11)) == "2026-11"
    assert str(Month(987, 1)) == "0987-01"
    assert Month.parse("2026-11") == Month(2026, 11)
    assert Month.of(date(2026, 11, 30)) == Month(2026, 11)


@pytest.mark.parametrize(
    "text",
    ["2026-00", "2026-13", "0000-01", "2026-1", "2026/11", "26-11", "2026-11-01", "", "２026-11"],
)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match="2026-11"):
        Month.parse(text)


@pytest.mark.parametrize(("year", "month"), [(2026, 0), (2026, 13), (0, 1), (10000, 1)])
def test_impossible_months_cannot_be_made(year: int, month: int) -> None:
    with pytest.raises(ValueError, match="not a calendar month"):
        Month(year, month)


@pytest.mark.parametrize(
    ("month", "last"),
    [
        ("2026-02", 28),
        ("2024-02", 29),
        ("2100-02", 28),
        ("2000-02", 29),
        ("2026-04", 30),
        ("2026-12", 31),
    ],
)
def test_first_and_last_day(month: str, last: int) -> None:
    parsed = Month.parse(month)
    assert parsed.first_day == date(parsed.year, parsed.month, 1)
    assert parsed.last_day == date(parsed.year, parsed.month, last)
    assert parsed.day(last) == parsed.last_day
    assert parsed.day(last + 1) is None


@pytest.mark.parametrize(
    ("month", "steps", "result"),
    [
        ("2026-11", 1, "2026-12"),
        ("2026-11", 2, "2027-01"),
        ("2026-01", -1, "2025-12"),
        ("2026-12", 12, "2027-12"),
        ("2026-06", -18, "2024-12"),
        ("2026-06", 0, "2026-06"),
    ],
)
def test_months_move_across_years(month: str, steps: int, result: str) -> None:
    assert str(Month.parse(month) + steps) == result
    assert str(Month.parse(month) - -steps) == result


def test_the_difference_counts_months() -> None:
    assert Month(2027, 1) - Month(2026, 11) == 2
    assert Month(2026, 11) - Month(2027, 1) == -2


@given(MONTHS, STEPS)
def test_adding_and_subtracting_are_inverse(month: Month, steps: int) -> None:
    assert (month + steps) - month == steps
    assert (month + steps) - steps == month


@given(MONTHS, MONTHS)
def test_order_is_the_order_of_days(one: Month, other: Month) -> None:
    assert (one < other) == (one.last_day < other.first_day)
    assert (one == other) == (hash(one) == hash(other) and one - other == 0)


@given(MONTHS)
def test_months_are_adjacent(month: Month) -> None:
    assert ((month + 1).first_day - month.last_day).days == 1
    assert Month.parse(str(month)) == month
