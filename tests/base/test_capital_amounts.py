from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.base.capital_amounts import capital_yuan
from minzheng.base.money import parse_yuan


@pytest.mark.parametrize(
    ("yuan", "capitals"),
    [
        # The examples of 《支付结算办法》 annex 1; an optional 零 is not written.
        ("1,409.50", "壹仟肆佰零玖元伍角"),
        ("6,007.14", "陆仟零柒元壹角肆分"),
        ("1,680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107,000.53", "壹拾万柒仟元伍角叁分"),
        ("16,409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        # Ours.
        ("0", "零元整"),
        ("0.01", "壹分"),
        ("0.50", "伍角"),
        ("10", "壹拾元整"),
        ("11", "壹拾壹元整"),
        ("800", "捌佰元整"),
        ("1,199.50", "壹仟壹佰玖拾玖元伍角"),
        ("10,000", "壹万元整"),
        ("10,001", "壹万零壹元整"),
        ("10,010,010", "壹仟零壹万零壹拾元整"),
        ("100,000,001", "壹亿零壹元整"),
        ("100,010,000", "壹亿零壹万元整"),
        ("1,000,100,010,001", "壹万零壹亿零壹万零壹元整"),
        ("-0.05", "负伍分"),
        ("-20", "负贰拾元整"),
    ],
)
def test_capital_amounts(yuan: str, capitals: str) -> None:
    assert capital_yuan(parse_yuan(yuan)) == capitals


@given(st.integers(1, 10**14))
def test_capital_amounts_never_double_a_zero_and_end_properly(fen: int) -> None:
    capitals = capital_yuan(fen)
    assert "零零" not in capitals
    assert capitals.endswith("整") == (fen % 100 == 0)
    assert _value(capitals) == fen


def _value(capitals: str) -> int:
    """Read capitals back, independently of how they were written."""
    whole, _, rest = capitals.rpartition("元")
    cents = {"角": 0, "分": 0}
    for digit, unit in pairwise(rest):
        if unit in cents:
            cents[unit] = "零壹贰叁肆伍陆柒捌玖".index(digit)
    return _number(whole) * 100 + cents["角"] * 10 + cents["分"]


def _number(capitals: str) -> int:
    for unit, value in (("亿", 10**8), ("万", 10**4), ("仟", 1000), ("佰", 100), ("拾", 10)):
        high, found, low = capitals.rpartition(unit)
        if found:
            return _number(high) * value + _number(low)
    return "零壹贰叁肆伍陆柒捌玖".index(capitals.lstrip("零") or "零")
