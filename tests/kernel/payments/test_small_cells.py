"""Small groups in sums: nobody who subtracts what is shown can tell one of them."""

import random

import pytest

from minzheng.kernel.payments.small_cells import Cell, left_out

FEWEST = 5


def cells(*counts: int) -> list[Cell]:
    """Places named by their position."""
    return [Cell(str(at), count, 100 * count) for at, count in enumerate(counts)]


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((5, 5, 5), set()),
        ((4, 6, 20), {"0", "1"}),
        ((4, 5, 20), {"0", "1", "2"}),
        ((4, 4, 20), {"0", "1", "2"}),
        ((5, 0, 20), set()),
        ((1, 2, 3, 4, 30), {"0", "1", "2", "3"}),
        ((4, 3), None),
        ((4,), None),
        ((5,), set()),
        ((), None),
        ((0, 0), None),
    ],
)
def test_a_small_group_is_left_out_with_enough_others(
    counts: tuple[int, ...], hidden: set[str] | None
) -> None:
    assert left_out(cells(*counts), FEWEST) == hidden


def test_no_small_group_is_bounded_by_what_is_shown() -> None:
    """Whoever knows the total and all that is shown bounds a hidden group by what is left."""
    chance = random.Random(21)
    for _ in range(2_000):
        table = cells(*(chance.choice((0, 1, 2, 3, 4, 5, 6, 9, 30)) for _ in range(6)))
        hidden = left_out(table, FEWEST)
        if hidden is None:
            continue
        kept_back = sum(each.count for each in table if each.place in hidden)
        assert not [each for each in table if 0 < each.count < FEWEST and each.place not in hidden]
        # Each hidden group is at least one, so it is at most what the others leave of the sum.
        highest = kept_back - (len(hidden) - 1)
        assert not hidden or highest - 1 >= FEWEST - 1
