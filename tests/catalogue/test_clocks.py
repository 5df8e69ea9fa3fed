"""Limits: what may be declared, how hours and the citizen's own periods end."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from minzheng.base.calendar import CalendarYearMissing, national_calendar
from minzheng.base.periods import Period
from minzheng.catalogue.casework.clocks import Limit, LimitUnit, Start, due, due_at
from minzheng.catalogue.casework.limits import LITIGATION, RECONSIDERATION, THIRTY
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.steps import Flag


def limit(unit: LimitUnit = LimitUnit.WORKING_DAY, amount: int = 10, **more: Any) -> Limit:
    """A limit of no law."""
    return Limit(
        code="x",
        title="x",
        unit=unit,
        amount=amount,
        start=Start.ACCEPTED,
        source="x",
        **more,
    )


@pytest.mark.parametrize("wrong", [{"amount": 0}, {"promised": 11}, {"promised": 0}])
def test_a_promise_is_shorter_and_a_limit_has_a_length(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="limit x"):
        limit(**wrong)


@pytest.mark.parametrize("longer", [9, 10])
def test_an_extension_makes_it_longer(longer: int) -> None:
    with pytest.raises(ValueError, match="longer"):
        limit(extend_to=longer)


def test_a_promise_is_counted_beside_the_law() -> None:
    calendar = national_calendar()
    promised = limit(promised=5)
    assert due(promised, date(2026, 7, 1), (), False, calendar) == date(2026, 7, 15)
    assert due(promised, date(2026, 7, 1), (), False, calendar, promised=True) == date(2026, 7, 8)


def test_what_a_limit_does_not_know_is_a_mistake_of_the_program() -> None:
    calendar = national_calendar()
    with pytest.raises(ValueError, match="extended"):
        due(limit(), date(2026, 7, 1), (), True, calendar)
    with pytest.raises(ValueError, match="promised"):
        due(limit(), date(2026, 7, 1), (), False, calendar, promised=True)
    with pytest.raises(ValueError, match="hours"):
        due_at(limit(), datetime(2026, 7, 1, tzinfo=UTC))


def test_a_year_without_a_calendar_is_said_aloud() -> None:
    with pytest.raises(CalendarYearMissing):
        due(THIRTY, date(2027, 12, 20), (), False, national_calendar())


def test_hours_end_at_a_moment() -> None:
    hours = limit(LimitUnit.HOUR, 24)
    began = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
    assert due_at(hours, began) == datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    assert due(hours, date(2026, 11, 21), (), False, national_calendar()) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("served", "last"),
    [
        (date(2026, 7, 1), date(2026, 8, 31)),  # the 30th is a Sunday
        (date(2026, 8, 4), date(2026, 10, 8)),  # the 60th day is 3 October
        (date(2026, 7, 22), date(2026, 9, 20)),  # a Sunday that is worked
        (date(2026, 11, 20), date(2027, 1, 19)),
    ],
)
def test_sixty_days_for_reconsideration(served: date, last: date) -> None:
    """行政复议法第二十条; the last day moves past days off (民法典第二百零三条)."""
    assert due(RECONSIDERATION, served, (), False, national_calendar()) == last


@pytest.mark.parametrize(
    ("served", "last"),
    [
        (date(2026, 4, 1), date(2026, 10, 8)),  # 1 October is a holiday
        (date(2025, 8, 31), date(2026, 2, 28)),  # no 31st; a Saturday that is worked
        (date(2026, 6, 30), date(2026, 12, 30)),
        (date(2026, 5, 22), date(2026, 11, 23)),  # the 22nd is a Sunday
    ],
)
def test_six_months_for_litigation(served: date, last: date) -> None:
    assert due(LITIGATION, served, (), False, national_calendar()) == last


@pytest.mark.parametrize(
    ("suspended", "last"),
    [
        ((), date(2026, 7, 8)),
        ((Period(date(2026, 7, 2), date(2026, 7, 3)),), date(2026, 7, 10)),
        ((Period(date(2026, 7, 8), date(2026, 7, 8)),), date(2026, 7, 9)),
        ((Period(date(2026, 7, 9), date(2026, 7, 20)),), date(2026, 7, 8)),
        ((Period(date(2026, 6, 1), date(2026, 7, 1)),), date(2026, 7, 8)),
    ],
)
def test_suspended_days_of_calendar_limits(suspended: tuple[Period, ...], last: date) -> None:
    days = limit(LimitUnit.DAY, 7)
    assert due(days, date(2026, 7, 1), suspended, False, national_calendar()) == last


def test_flags_and_outcomes_choose_the_limits() -> None:
    delegated = limit(only_if=(Flag.DELEGATED,), unless=(Flag.URGENT,))
    assert delegated.applies({Flag.DELEGATED})
    assert not delegated.applies(())
    assert not delegated.applies({Flag.DELEGATED, Flag.URGENT})
    refused = limit(outcomes=(Outcome.REFUSED,))
    assert refused.applies((), Outcome.REFUSED)
    assert not refused.applies((), Outcome.GRANTED)
    assert not refused.applies(())
