"""Tables, steps and roundings: exact, of either sign, and unknown where an operand is."""

import pytest

from tests.rules.answers import Facts, of_home, of_member


@pytest.mark.parametrize(("place", "fen"), [(1, 100_000), (2, 80_000), (None, None)])
def test_a_table_by_code(place: int | None, fen: int | None) -> None:
    assert of_home("n.by_place[h.place]", "MoneyPerMonth", {"place": place}).value == fen


@pytest.mark.parametrize(
    ("rooms", "fen"),
    [(0, 0), (79, 0), (80, 5_000), (89, 5_000), (90, 10_000), (1000, 10_000), (None, None)],
)
def test_a_table_of_steps(rooms: int | None, fen: int | None) -> None:
    assert of_home("step(n.by_age, h.rooms)", "MoneyPerMonth", {"rooms": rooms}).value == fen


_QUOTIENTS = [
    (0, 0, 0, 0),
    (6, 3, 3, 3),
    (7, 3, 4, 4),
    (5, 2, 3, 3),
    (-5, -3, -2, -2),
    (-6, -3, -3, -3),
    (-7, -4, -3, -3),
    (1, 0, 1, 1),
    (-1, -1, 0, 0),
]
"""An amount halved: rounded down, up and to the nearest, where a half goes up."""


@pytest.mark.parametrize(("amount", "down", "up", "nearest"), _QUOTIENTS)
def test_roundings_of_a_half(amount: int, down: int, up: int, nearest: int) -> None:
    facts = {"income": max(amount, 0), "spending": max(-amount, 0), "size": 2}
    for rounding, fen in (("floor_fen", down), ("ceil_fen", up), ("round_half_up_fen", nearest)):
        value = f"{rounding}((h.income - h.spending) / h.size)"
        assert of_home(value, "MoneyPerMonth", facts).value == fen


@pytest.mark.parametrize(
    ("amount", "down", "up", "nearest"),
    [
        (10, 3, 4, 4),
        (1, 0, 1, 0),
        (3, 1, 2, 1),
        (20, 7, 7, 7),
        (-1, -1, 0, 0),
        (-10, -4, -3, -3),
        (-3, -2, -1, -1),
    ],
)
def test_roundings_of_a_share(amount: int, down: int, up: int, nearest: int) -> None:
    """35 % of an amount."""
    facts = {"income": max(amount, 0), "spending": max(-amount, 0)}
    for rounding, fen in (("floor_fen", down), ("ceil_fen", up), ("round_half_up_fen", nearest)):
        value = f"{rounding}((h.income - h.spending) * n.share)"
        assert of_home(value, "MoneyPerMonth", facts).value == fen


@pytest.mark.parametrize(
    ("value", "facts", "fen"),
    [
        ("floor_fen(p.wage / p.capacity)", {"wage": 100, "capacity": 3_000}, 333),
        ("ceil_fen(p.wage / p.capacity)", {"wage": 100, "capacity": 3_000}, 334),
        ("floor_fen(p.wage * n.share / p.capacity)", {"wage": 100, "capacity": 3_000}, 116),
        ("floor_fen(p.wage * n.share / max(p.children, 1))", {"wage": 100, "children": 0}, 35),
        ("floor_fen(p.wage * n.share / max(p.children, 1))", {"wage": 100, "children": 3}, 11),
        ("floor_fen(per_month(p.pension))", {"pension": 125}, 10),
        ("ceil_fen(per_month(p.pension))", {"pension": 125}, 11),
        ("round_half_up_fen(per_month(p.pension))", {"pension": 126}, 11),
        ("floor_fen(per_month(p.pension * n.share))", {"pension": 100}, 2),
        ("floor_fen(p.wage * n.share + p.wage)", {"wage": 101}, 136),
        ("floor_fen(max(p.wage * n.share, p.wage))", {"wage": 101}, 101),
        ("floor_fen(p.wage / p.capacity)", {"wage": 100}, None),
        ("floor_fen(p.wage / p.capacity)", {"capacity": 100}, None),
    ],
)
def test_quotients(value: str, facts: Facts, fen: int | None) -> None:
    assert of_member(value, "MoneyPerMonth", facts).value == fen


def test_an_unrounded_amount_is_compared_exactly() -> None:
    value = "h.income * n.share > h.spending"
    assert of_home(value, "YesNo", {"income": 10, "spending": 3}).value is True
    assert of_home(value, "YesNo", {"income": 20, "spending": 7}).value is False


@pytest.mark.parametrize(
    ("amount", "half_up", "up", "down"),
    [
        (149, 100, 200, 100),
        (150, 200, 200, 100),
        (200, 200, 200, 200),
        (201, 200, 300, 200),
        (0, 0, 0, 0),
        (-50, 0, 0, -100),
        (-51, -100, 0, -100),
        (-149, -100, -100, -200),
        (-150, -100, -100, -200),
        (-151, -200, -100, -200),
    ],
)
def test_amounts_brought_to_a_yuan(amount: int, half_up: int, up: int, down: int) -> None:
    facts = {"income": max(amount, 0), "spending": max(-amount, 0)}
    for mode, fen in (("half_up", half_up), ("up", up), ("down", down)):
        value = f"round_to(h.income - h.spending, n.one_yuan, Rounding.{mode})"
        assert of_home(value, "MoneyPerMonth", facts).value == fen


@pytest.mark.parametrize(
    ("income", "half_up", "up", "down"), [(1_000, 400, 400, 300), (286, 100, 200, 100)]
)
def test_an_exact_share_is_rounded_once(income: int, half_up: int, up: int, down: int) -> None:
    """35 % of 2.86 yuan are 1.001 yuan, which is more than one yuan although it is 100 fen."""
    for mode, fen in (("half_up", half_up), ("up", up), ("down", down)):
        value = f"round_to(h.income * n.share, n.one_yuan, Rounding.{mode})"
        assert of_home(value, "MoneyPerMonth", {"income": income}).value == fen


def test_the_mode_of_rounding_is_a_number_of_the_law() -> None:
    value = "round_to(h.income, n.one_yuan, n.rounding)"
    assert of_home(value, "MoneyPerMonth", {"income": 150}).value == 200
    assert of_home(value, "MoneyPerMonth", {}).value is None
