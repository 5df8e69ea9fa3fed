"""Dividing without losing a fen (T-11)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.base.money import apportioned


@pytest.mark.parametrize(
    ("fen", "weights", "shares"),
    [
        (100, (333, 667), (33, 67)),
        (80_001, (333, 667), (26_640, 53_361)),
        (1, (500, 500), (1, 0)),
        (10, (1, 1, 1), (4, 3, 3)),
        (0, (1, 2), (0, 0)),
        (7, (1000,), (7,)),
    ],
)
def test_the_largest_remainder_gets_the_fen(
    fen: int, weights: tuple[int, ...], shares: tuple[int, ...]
) -> None:
    assert apportioned(fen, weights) == shares


@given(
    st.integers(0, 10**15),
    st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any),
)
def test_shares_add_up_and_none_is_a_fen_off(fen: int, weights: list[int]) -> None:
    shares = apportioned(fen, weights)
    assert sum(shares) == fen
    whole = sum(weights)
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share * whole - fen * weight) < whole


@pytest.mark.parametrize(("fen", "weights"), [(-1, (1,)), (1, (0, 0)), (1, (2, -1))])
def test_nonsense_is_refused(fen: int, weights: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="cannot divide"):
        apportioned(fen, weights)
