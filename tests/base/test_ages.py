from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.base.ages import (
    BENEFIT_AGE,
    MARRIAGE_AGE,
    AgeReached,
    AgeRule,
    LeapBirthday,
    age_at_month_end,
    age_on,
    day_age_reached,
    known_minor,
    month_age_reached,
)
from minzheng.base.errors import InvalidValue
from minzheng.base.months import Month

DAY_AFTER = AgeRule(AgeReached.DAY_AFTER, LeapBirthday.FEBRUARY_28)
RULES = [BENEFIT_AGE, MARRIAGE_AGE, DAY_AFTER]
BIRTHS = st.dates(date(1900, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("born", "years", "rule", "reached"),
    [
        ("1966-11-22", 60, BENEFIT_AGE, "2026-11-22"),
        ("1966-11-22", 60, DAY_AFTER, "2026-11-23"),
        ("1966-12-31", 60, DAY_AFTER, "2027-01-01"),
        ("2008-02-29", 18, BENEFIT_AGE, "2026-02-28"),
        ("2004-02-29", 22, MARRIAGE_AGE, "2026-03-01"),
        ("2008-02-29", 16, BENEFIT_AGE, "2024-02-29"),
        ("2004-02-29", 20, MARRIAGE_AGE, "2024-02-29"),
        ("2008-02-29", 18, DAY_AFTER, "2026-03-01"),
        ("2008-02-28", 18, MARRIAGE_AGE, "2026-02-28"),
    ],
)
def test_the_day_on_which_an_age_is_reached(
    born: str, years: int, rule: AgeRule, reached: str
) -> None:
    birth = date.fromisoformat(born)
    day = date.fromisoformat(reached)
    assert day_age_reached(birth, years, rule) == day
    assert age_on(birth, day, rule) == years
    assert age_on(birth, day - timedelta(days=1), rule) == years - 1


@pytest.mark.parametrize("rule", RULES)
def test_nobody_is_a_year_old_at_birth(rule: AgeRule) -> None:
    born = date(2026, 2, 28)
    assert age_on(born, born, rule) == 0
    with pytest.raises(InvalidValue, match="早于出生日期"):
        age_on(born, born - timedelta(days=1), rule)
    with pytest.raises(ValueError, match="at least one year"):
        day_age_reached(born, 0, rule)


def test_ages_by_month() -> None:
    born = date(1966, 11, 30)
    assert month_age_reached(born, 60) == Month(2026, 11)
    assert month_age_reached(born, 60, DAY_AFTER) == Month(2026, 12)
    assert age_at_month_end(born, Month(2026, 10)) == 59
    assert age_at_month_end(born, Month(2026, 11)) == 60
    assert age_at_month_end(born, Month(2026, 11), DAY_AFTER) == 59


def test_a_leap_birthday_falls_into_february_for_benefits_and_march_for_marriage() -> None:
    born = date(2004, 2, 29)
    assert month_age_reached(born, 22) == Month(2026, 2)
    assert month_age_reached(born, 22, MARRIAGE_AGE) == Month(2026, 3)
    assert age_at_month_end(born, Month(2026, 2)) == 22
    assert age_at_month_end(born, Month(2026, 2), MARRIAGE_AGE) == 21


def test_benefits_are_the_default() -> None:
    assert day_age_reached(date(2008, 2, 29), 18) == date(2026, 2, 28)
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 18


@given(BIRTHS, st.integers(0, 60_000), st.sampled_from(RULES))
def test_age_is_the_number_of_birthdays_reached(born: date, lived: int, rule: AgeRule) -> None:
    day = born + timedelta(days=lived)
    years = age_on(born, day, rule)
    assert years == 0 or day_age_reached(born, years, rule) <= day
    assert day < day_age_reached(born, years + 1, rule)


@pytest.mark.parametrize(
    ("born", "minor"),
    [
        (None, False),
        (date(2008, 11, 22), False),
        (date(2008, 11, 23), True),
        (date(2026, 11, 23), True),
    ],
)
def test_a_minor_is_known_to_be_one(born: date | None, minor: bool) -> None:
    assert known_minor(born, date(2026, 11, 22)) is minor
