"""Three answers: yes, no and unknown, through every operator; and exact arithmetic."""

import operator
from collections.abc import Callable
from itertools import product

import pytest

from tests.rules.answers import Facts, of_home, of_member

TRUTHS = (True, False, None)
AMOUNTS = (0, 1, 2, None)


def _and(a: bool | None, b: bool | None) -> bool | None:
    if a is False or b is False:
        return False
    return None if a is None or b is None else True


def _or(a: bool | None, b: bool | None) -> bool | None:
    if a or b:
        return True
    return None if a is None or b is None else False


@pytest.mark.parametrize(("a", "b"), list(product(TRUTHS, TRUTHS)))
def test_and_or_not_are_kleene_s(a: bool | None, b: bool | None) -> None:
    facts: Facts = {"rented": a, "owing": b}
    assert of_home("h.rented and h.owing", "YesNo", facts).value == _and(a, b)
    assert of_home("h.rented or h.owing", "YesNo", facts).value == _or(a, b)
    assert of_home("not h.rented", "YesNo", facts).value == (None if a is None else not a)


@pytest.mark.parametrize(("a", "b"), list(product(AMOUNTS, AMOUNTS)))
@pytest.mark.parametrize(
    ("symbol", "compute"),
    [
        ("<", operator.lt),
        ("<=", operator.le),
        (">", operator.gt),
        (">=", operator.ge),
        ("==", operator.eq),
        ("!=", operator.ne),
    ],
)
def test_a_comparison_with_the_unknown_is_unknown(
    symbol: str, compute: Callable[[int, int], bool], a: int | None, b: int | None
) -> None:
    found = of_home(f"h.income {symbol} h.spending", "YesNo", {"income": a, "spending": b})
    assert found.value == (None if a is None or b is None else compute(a, b))


@pytest.mark.parametrize(("a", "b"), list(product(AMOUNTS, AMOUNTS)))
@pytest.mark.parametrize(
    ("value", "compute"),
    [
        ("h.income + h.spending", operator.add),
        ("h.income - h.spending", operator.sub),
        ("max(h.income, h.spending)", max),
        ("min(h.income, h.spending)", min),
    ],
)
def test_arithmetic_with_the_unknown_is_unknown(
    value: str, compute: Callable[[int, int], int], a: int | None, b: int | None
) -> None:
    found = of_home(value, "MoneyPerMonth", {"income": a, "spending": b})
    assert found.value == (None if a is None or b is None else compute(a, b))


@pytest.mark.parametrize(
    ("income", "rooms", "fen"), [(7, 3, 21), (0, None, None), (None, 0, None), (7, 0, 0)]
)
def test_a_product(income: int | None, rooms: int | None, fen: int | None) -> None:
    facts = {"income": income, "rooms": rooms}
    assert of_home("h.income * h.rooms", "MoneyPerMonth", facts).value == fen


@pytest.mark.parametrize(
    ("low", "middle", "high", "between"),
    [
        (1, 1, 2, True),
        (1, 2, 2, False),
        (2, 1, None, False),
        (None, 2, 2, False),
        (1, 1, None, None),
    ],
)
def test_a_chain_is_an_and(
    low: int | None, middle: int | None, high: int | None, between: bool | None
) -> None:
    facts = {"income": low, "spending": middle, "savings": high}
    found = of_home("h.income <= h.spending < monthly(h.savings)", "YesNo", facts)
    assert found.value == between


@pytest.mark.parametrize("test", TRUTHS)
@pytest.mark.parametrize(("a", "b"), [(1, 2), (1, 1), (None, 2), (1, None)])
def test_a_choice_by_the_unknown_is_unknown(
    test: bool | None, a: int | None, b: int | None
) -> None:
    facts: Facts = {"rented": test, "income": a, "spending": b}
    value = None if test is None else a if test else b
    chosen = of_home("h.income if h.rented else h.spending", "MoneyPerMonth", facts)
    assert chosen.value == value


@pytest.mark.parametrize(("grade", "among"), [(1, True), (2, True), (3, False), (None, None)])
def test_a_code_is_among_others_or_not(grade: int | None, among: bool | None) -> None:
    codes, facts = "{Grade.first, Grade.second}", {"grade": grade}
    assert of_member(f"p.grade in {codes}", "YesNo", facts).value == among
    negated = None if among is None else not among
    assert of_member(f"p.grade not in {codes}", "YesNo", facts).value == negated


@pytest.mark.parametrize(("grade", "graver"), [(1, True), (2, False), (None, None)])
def test_ordered_codes_have_an_order(grade: int | None, graver: bool | None) -> None:
    assert of_member("p.grade < n.least_grade", "YesNo", {"grade": grade}).value == graver


@pytest.mark.parametrize(
    ("value", "facts", "known"),
    [
        ("known(h.income)", {"income": 0}, True),
        ("known(h.income)", {}, False),
        ("known(h.rented)", {"rented": False}, True),
        ("known(h.income + h.spending)", {"income": 1}, False),
        ("known(h.rented and h.owing)", {"owing": False}, True),
        ("known(h.rented or h.owing)", {"owing": False}, False),
        ("not known(h.income) or h.rented", {}, True),
    ],
)
def test_whether_a_value_is_known_is_always_known(value: str, facts: Facts, known: bool) -> None:
    found = of_home(value, "YesNo", facts)
    assert found.value is known
    assert found.missing == ()


@pytest.mark.parametrize(
    ("born", "years"),
    [
        (2008_11_01, 18),
        (2008_11_30, 18),
        (2008_12_01, 17),
        (2008_10_31, 18),
        (2026_11_30, 0),
        (2026_12_01, 0),
        (2027_11_30, 0),
        (1926_11_30, 100),
        (None, None),
    ],
)
def test_an_age_counts_birthdays_up_to_the_month_s_last_day(
    born: int | None, years: int | None
) -> None:
    assert of_member("age(p.born, n.month)", "Count", {"born": born}).value == years


@pytest.mark.parametrize(
    ("born", "reached"),
    [(2000_02_29, 2018 * 12 + 1), (2008_01_31, 2026 * 12), (2008_12_31, 2026 * 12 + 11)],
)
def test_an_age_is_reached_in_the_month_of_birth(born: int, reached: int) -> None:
    assert of_member("month_reaching(p.born, n.adult)", "Month", {"born": born}).value == reached


@pytest.mark.parametrize(
    ("born", "february"), [(2000_02_29, 26), (2000_03_01, 25), (2000_02_28, 26), (2004_02_29, 22)]
)
def test_a_leap_day_s_child_is_older_in_february(born: int, february: int) -> None:
    facts = {"born": born, "died": 2026_02_01}
    assert of_member("age(p.born, month_of(p.died))", "Count", facts).value == february


@pytest.mark.parametrize(
    ("value", "returns", "facts", "stored"),
    [
        ("month_of(p.born)", "Month", {"born": 2008_01_31}, 2008 * 12),
        ("month_of(p.born)", "Month", {"born": 2008_12_01}, 2008 * 12 + 11),
        ("n.month + p.waited", "Month", {"waited": 2}, 2027 * 12),
        ("n.month - YEAR", "Month", {}, 2025 * 12 + 10),
        ("n.month + 1 - n.opened", "Months", {}, 33),
        ("p.died == NEVER", "YesNo", {"died": 9999_12_31}, True),
        ("p.born <= n.cutoff", "YesNo", {"born": 2000_02_29}, True),
        ("p.born <= n.cutoff", "YesNo", {"born": 2000_03_01}, False),
        ("p.wage * p.waited", "Money", {"wage": 5, "waited": 3}, 15),
        ("per_year(p.wage)", "MoneyPerYear", {"wage": 5}, 60),
        ("once(p.wage)", "Money", {"wage": 5}, 5),
        ("-p.wage", "MoneyPerMonth", {"wage": 5}, -5),
    ],
)
def test_months_dates_and_periods(value: str, returns: str, facts: Facts, stored: int) -> None:
    assert of_member(value, returns, facts).value == stored
