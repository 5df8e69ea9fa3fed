"""Random numbers that depend on the seed, the part and the topic only.

Each topic of each part has its own counter-based stream, so that no part waits for another, and a
change to the drawing of, say, vehicles leaves names and ages as they were.
"""

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Streams:
    """The streams of one part."""

    seed: int
    county: int
    part: int

    def of(self, topic: str) -> np.random.Generator:
        """The stream of one topic, from its beginning."""
        key = (self.county, self.part, zlib.crc32(topic.encode()))
        return np.random.Generator(
            np.random.Philox(np.random.SeedSequence(self.seed, spawn_key=key))
        )


def happens(rng: np.random.Generator, probability: Array | float, rows: int) -> Mask:
    """For each row, whether an event of this probability (one for all, or one each) happens."""
    return np.asarray(rng.random(rows) < probability)


def pick(rng: np.random.Generator, weights: list[float] | Array, rows: int) -> Array:
    """Indices drawn by weight (they need not add up to one)."""
    edges = np.cumsum(np.asarray(weights, dtype=np.float64))
    found = np.searchsorted(edges, rng.random(rows) * edges[-1], side="right")
    return np.asarray(np.minimum(found, len(edges) - 1))


def between(rng: np.random.Generator, low: int, high: int, rows: int) -> Array:
    """Whole numbers from `low` to `high`, both included."""
    return low + (rng.random(rows) * (high - low + 1)).astype(np.int64)


def yuan_around(rng: np.random.Generator, median: Array | float, spread: float, rows: int) -> Array:
    """Amounts in fen, whole tens of yuan, spread lognormally around a median in yuan."""
    amount = np.asarray(median) * np.exp(spread * rng.standard_normal(rows))
    return np.asarray(np.minimum(amount, 5e7) / 10, dtype=np.int64) * 1000
