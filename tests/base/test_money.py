from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.base.errors import InvalidValue
from minzheng.base.money import (
    JIAO,
    YUAN,
    RoundMode,
    ceil_fen,
    floor_fen,
    format_yuan,
    parse_yuan,
    round_half_up_fen,
    round_to_unit,
    split_evenly,
)

FEN = st.integers(-(2**63) + 1, 2**63 - 1)
AMOUNTS = st.integers(0, 10**14)
DENOMINATORS = st.integers(1, 10**6)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,234.50", 123450),
        ("1234.5", 123450),
        ("0", 0),
        ("0.01", 1),
        ("-0.01", -1),
        ("007", 700),
        ("1,000,000", 100_000_000),
        ("１，２３４．５０", 123450),
        (" 800 ", 80000),
        ("92233720368547758.07", 2**63 - 1),
    ],
)
def test_yuan_are_read_as_typed(text: str, fen: int) -> None:
    assert parse_yuan(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        ".5",
        "1.",
        "1.234",
        "1,23",
        "1234,567",
        "1,,234",
        "1e3",
        "¥1",
        "一百",
        "--1",
        "+1",
        "٣",
        "1²",
    ],
)
def test_unreadable_yuan_are_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match="金额格式不正确"):
        parse_yuan(text)


def test_yuan_beyond_64_bits_are_refused() -> None:
    with pytest.raises(InvalidValue, match="金额过大"):
        parse_yuan("92233720368547758.08")


@pytest.mark.parametrize(
    ("fen", "text"),
    [(123450, "1,234.50"), (0, "0.00"), (1, "0.01"), (-1, "-0.01"), (-123456789, "-1,234,567.89")],
)
def test_yuan_are_written_with_commas_and_two_decimals(fen: int, text: str) -> None:
    assert format_yuan(fen) == text


@given(FEN)
def test_written_yuan_read_back(fen: int) -> None:
    assert parse_yuan(format_yuan(fen)) == fen


@pytest.mark.parametrize(
    ("numerator", "denominator", "down", "up", "half_up"),
    [
        (6, 3, 2, 2, 2),
        (7, 3, 2, 3, 2),
        (8, 3, 2, 3, 3),
        (5, 2, 2, 3, 3),  # the exact half goes up
        (49, 100, 0, 1, 0),
        (50, 100, 0, 1, 1),
        (51, 100, 0, 1, 1),
        (0, 7, 0, 0, 0),
        (-7, 2, -4, -3, -3),  # towards plus infinity, not away from zero
        (-5, 2, -3, -2, -2),
        (-1, 2, -1, 0, 0),
        (-51, 100, -1, 0, -1),
    ],
)
def test_named_roundings(
    numerator: int, denominator: int, down: int, up: int, half_up: int
) -> None:
    assert floor_fen(numerator, denominator) == down
    assert ceil_fen(numerator, denominator) == up
    assert round_half_up_fen(numerator, denominator) == half_up


@given(FEN, DENOMINATORS)
def test_roundings_are_exact_where_floats_are_not(numerator: int, denominator: int) -> None:
    ratio = Fraction(numerator, denominator)
    assert floor_fen(numerator, denominator) == floor(ratio)
    assert ceil_fen(numerator, denominator) == ceil(ratio)
    assert round_half_up_fen(numerator, denominator) == floor(ratio + Fraction(1, 2))


@given(FEN, DENOMINATORS, st.integers(-1000, 1000))
def test_rounding_commutes_with_whole_fen(numerator: int, denominator: int, whole: int) -> None:
    shifted = round_half_up_fen(numerator + whole * denominator, denominator)
    assert shifted == round_half_up_fen(numerator, denominator) + whole


@pytest.mark.parametrize("rounding", [floor_fen, ceil_fen, round_half_up_fen])
@pytest.mark.parametrize("denominator", [0, -2])
def test_denominators_are_positive(rounding: Callable[[int, int], int], denominator: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        rounding(1, denominator)


@pytest.mark.parametrize(
    ("fen", "unit", "mode", "rounded"),
    [
        (119_950, YUAN, RoundMode.HALF_UP, 120_000),
        (119_949, YUAN, RoundMode.HALF_UP, 119_900),
        (119_901, YUAN, RoundMode.UP, 120_000),
        (119_900, YUAN, RoundMode.UP, 119_900),
        (119_999, YUAN, RoundMode.DOWN, 119_900),
        (119_951, JIAO, RoundMode.UP, 119_960),
        (119_955, JIAO, RoundMode.HALF_UP, 119_960),
        (119_954, JIAO, RoundMode.HALF_UP, 119_950),
        (119_959, JIAO, RoundMode.DOWN, 119_950),
        (-150, YUAN, RoundMode.HALF_UP, -100),
        (-101, YUAN, RoundMode.UP, -100),
        (-101, YUAN, RoundMode.DOWN, -200),
        (3, 1, RoundMode.UP, 3),
    ],
)
def test_amounts_round_to_whole_yuan_or_jiao(
    fen: int, unit: int, mode: RoundMode, rounded: int
) -> None:
    assert round_to_unit(fen, unit, mode) == rounded


@given(AMOUNTS, st.sampled_from([1, JIAO, YUAN]))
def test_rounding_to_a_unit_agrees_with_decimal(fen: int, unit: int) -> None:
    ratio = Decimal(fen) / unit
    for mode, decimal_mode in (
        (RoundMode.HALF_UP, ROUND_HALF_UP),
        (RoundMode.UP, ROUND_CEILING),
        (RoundMode.DOWN, ROUND_FLOOR),
    ):
        assert round_to_unit(fen, unit, mode) == ratio.quantize(Decimal(1), decimal_mode) * unit


@pytest.mark.parametrize(
    ("fen", "members", "shares"),
    [
        (100, 3, (33, 33, 34)),
        (119_950, 3, (39_983, 39_983, 39_984)),
        (99, 3, (33, 33, 33)),
        (2, 3, (0, 0, 2)),
        (0, 2, (0, 0)),
        (7, 1, (7,)),
    ],
)
def test_the_last_member_takes_the_remainder(
    fen: int, members: int, shares: tuple[int, ...]
) -> None:
    assert split_evenly(fen, members) == shares


@given(AMOUNTS, st.integers(1, 60))
def test_shares_add_up_and_only_the_last_differs(fen: int, members: int) -> None:
    shares = split_evenly(fen, members)
    assert sum(shares) == fen
    assert len(shares) == members
    assert len(set(shares[:-1])) <= 1
    assert 0 <= shares[-1] - shares[0] < members


@pytest.mark.parametrize(("fen", "members"), [(-1, 2), (1, 0), (1, -1)])
def test_a_split_needs_an_amount_and_members(fen: int, members: int) -> None:
    with pytest.raises(ValueError, match=r"negative|positive"):
        split_evenly(fen, members)
