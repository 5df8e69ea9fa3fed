"""How far households are from a line of the law, in yuan per head and month."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from minzheng.rules.native.layout import UNKNOWN
from minzheng.rules.native.slate import Words

DISTANCE_EDGES = (-50_000, -20_000, -10_000, -5_000, 0, 5_000, 10_000, 20_000, 50_000)
"""Edges of the bands, in fen per head and month above the line, below it with a minus sign.

A band holds its lower edge and not its upper one: who is exactly on the line is not below it.
"""


@dataclass(frozen=True, slots=True)
class Nearness:
    """Which two household rules are compared to say how near a threshold a household is.

    ``heads`` is the household rule that says how many persons share both; ``number`` is the number
    of the law behind the threshold.
    """

    title: str
    measure: str
    threshold: str
    heads: str
    number: str

    @property
    def rules(self) -> tuple[str, str, str]:
        """The keys of the household rules."""
        return self.measure, self.threshold, self.heads


def bands(edges: Sequence[int] = DISTANCE_EDGES) -> tuple[tuple[int, int], ...]:
    """Lower and upper edge of each band, from far below the line to far above it."""
    return tuple(pairwise(edges))


def distances(measure: Words, threshold: Words, heads: Words) -> tuple[Words, Words]:
    """The places of the households that are in a band, and the lower edges of their bands.

    Whose income or line is not known is in no band, nor is a household of which nobody counts.
    """
    counting = (measure != UNKNOWN) & (threshold != UNKNOWN) & (heads > 0)
    homes = np.flatnonzero(counting)
    # Rounded down nobody crosses an edge: edges are whole fen.
    away = (measure[homes] - threshold[homes]) // heads[homes]
    band = np.searchsorted(DISTANCE_EDGES, away, side="right") - 1
    inside = (band >= 0) & (band < len(bands()))
    return homes[inside], np.array(DISTANCE_EDGES, np.int64)[band[inside]]
