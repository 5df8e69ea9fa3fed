"""Age in full years (周岁), and when an age is reached.

Source: 民法典 Art. 202 by analogy for births on 29 February; that an age is reached on the birthday
is practice, so it is a parameter (domain rules §0.5).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from minzheng.base.errors import InvalidValue
from minzheng.base.months import Month


class AgeReached(StrEnum):
    """When somebody is N years old (parameter `age_reached_rule`)."""

    ON_BIRTHDAY = "on_birthday"
    DAY_AFTER = "day_after"
    """The counting of criminal law. Never for benefits."""


class LeapBirthday(StrEnum):
    """The birthday of those born on 29 February in a year without one."""

    FEBRUARY_28 = "02-28"
    MARCH_1 = "03-01"


@dataclass(frozen=True, slots=True)
class AgeRule:
    """How one branch of law counts ages."""

    reached: AgeReached
    leap_birthday: LeapBirthday


BENEFIT_AGE = AgeRule(AgeReached.ON_BIRTHDAY, LeapBirthday.FEBRUARY_28)
"""For benefits; also majority and the age limits of minors."""

MARRIAGE_AGE = AgeRule(AgeReached.ON_BIRTHDAY, LeapBirthday.MARCH_1)
"""For marriage: one day too early makes it void (民法典 Art. 1051), too late costs one day."""


MAJORITY = 18
"""民法典 Art. 17."""


def day_age_reached(born: date, years: int, rule: AgeRule = BENEFIT_AGE) -> date:
    """The first day on which somebody born on `born` is `years` (at least 1) years old."""
    if years < 1:
        raise ValueError(f"an age to reach is at least one year, got {years}")
    year = born.year + years
    try:
        birthday = born.replace(year=year)
    except ValueError:  # 29 February in a common year
        early = rule.leap_birthday is LeapBirthday.FEBRUARY_28
        birthday = date(year, 2, 28) if early else date(year, 3, 1)
    return birthday + timedelta(days=rule.reached is AgeReached.DAY_AFTER)


def month_age_reached(born: date, years: int, rule: AgeRule = BENEFIT_AGE) -> Month:
    """The calendar month that holds `day_age_reached`."""
    return Month.of(day_age_reached(born, years, rule))


def age_on(born: date, day: date, rule: AgeRule = BENEFIT_AGE) -> int:
    """Full years reached by the end of `day`. Raises `InvalidValue` before the birth."""
    if day < born:
        raise InvalidValue("计算年龄的日期早于出生日期，请核对。")
    years = day.year - born.year
    if years > 0 and day < day_age_reached(born, years, rule):
        years -= 1
    return years


def known_minor(born: date | None, day: date) -> bool:
    """Whether somebody is known to be below 18 on `day`; a birth that lies ahead counts as such."""
    return born is not None and (born > day or age_on(born, day) < MAJORITY)


def age_at_month_end(born: date, month: Month, rule: AgeRule = BENEFIT_AGE) -> int:
    """Full years reached by the last day of `month`. Raises `InvalidValue` before the birth."""
    return age_on(born, month.last_day, rule)
