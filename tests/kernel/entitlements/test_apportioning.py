"""A decided sum over several results, to the fen."""

from random import Random

import pytest

from minzheng.kernel.entitlements.portions import laid


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (100, (1, 1, 1), (34, 33, 33)),
        (1, (1, 1, 1), (1, 0, 0)),
        (0, (1, 1), (0, 0)),
        (300, (100, 200), (100, 200)),
        (299, (100, 200), (100, 199)),
        (301, (100, 200), (100, 201)),
        (500, (0, 0), (500, 0)),
        (500, (0, 7), (0, 500)),
    ],
)
def test_by_the_largest_remainder(
    total: int, weights: tuple[int, ...], shares: tuple[int, ...]
) -> None:
    assert laid(total, weights) == shares


def test_shares_always_add_up_and_none_is_off_by_a_fen_or_more() -> None:
    random = Random(5)
    for _ in range(10_000):
        weights = [random.randrange(0, 10**6) for _ in range(random.randrange(1, 6))]
        total = random.randrange(0, 10**7)
        shares = laid(total, weights)
        assert sum(shares) == total
        whole = sum(weights)
        if whole:
            assert all(
                abs(share * whole - total * weight) < whole
                for share, weight in zip(shares, weights, strict=True)
            )


@pytest.mark.parametrize(("total", "weights"), [(-1, (1,)), (1, (-1, 2))])
def test_what_cannot_be_apportioned(total: int, weights: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="cannot divide"):
        laid(total, weights)
