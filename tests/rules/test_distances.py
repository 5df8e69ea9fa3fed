"""Who is how far from a line: exactly at the edge of a band, and a fen to either side."""

from collections import Counter

import numpy as np
import pytest

from minzheng.rules.batch.distances import DISTANCE_EDGES, bands, distances
from minzheng.rules.native.layout import UNKNOWN

STANDARD = 90_000


def found(*homes: tuple[int | None, int]) -> dict[int, int]:
    """How many households are in each band, for (income, heads); the line is the standard for each
    head."""
    incomes = [UNKNOWN if income is None else income for income, _ in homes]
    heads = [counting for _, counting in homes]
    lines = [STANDARD * counting for counting in heads]
    places, edges = distances(*(np.array(each, np.int64) for each in (incomes, lines, heads)))
    assert len(places) == len(edges)
    return dict(Counter(int(edge) for edge in edges))


@pytest.mark.parametrize("heads", [1, 3])
@pytest.mark.parametrize("edge", DISTANCE_EDGES)
def test_a_band_begins_at_its_edge_and_a_fen_less_is_the_one_below(edge: int, heads: int) -> None:
    low = {high: low for low, high in bands()}
    line = STANDARD * heads
    expected: dict[int, dict[int, int]] = {}
    for fen, band in (
        (-1, low.get(edge)),
        (0, edge if edge < DISTANCE_EDGES[-1] else None),
        (1, edge if edge < DISTANCE_EDGES[-1] else None),
    ):
        expected[fen] = {} if band is None else {band: 1}
    assert {fen: found((line + edge * heads + fen, heads)) for fen in expected} == expected


def test_whoever_does_not_count_shares_no_line() -> None:
    # Two of three count: fifty yuan a head above the line is a hundred for both.
    at = 2 * STANDARD + 2 * 5_000
    assert found((at - 1, 2), (at, 2)) == {0: 1, 5_000: 1}


def test_an_income_nobody_knows_and_a_house_nobody_counts_in_are_in_no_band() -> None:
    assert found((None, 1), (0, 0)) == {}


def test_bands_lie_side_by_side() -> None:
    assert [high for _, high in bands()][:-1] == [low for low, _ in bands()][1:]
    assert 0 in DISTANCE_EDGES
