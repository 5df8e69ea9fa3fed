"""How many households there are of each kind and age, so that sizes and ages come out right.

Plausible weights are fitted to the published shares by iterative scaling: the nearest mixture, in
the sense of least relative entropy, that has the sizes and the ages of the census.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from minzheng.adapters.population.figures import share, shares
from minzheng.adapters.population.kinds import KINDS, SIZES, Role, draw_members
from minzheng.adapters.population.streams import Array, Streams, between, pick

BAND = 5
AGE_EDGES = (15, 60, 65, 80)
"""Ages that the figures tell apart."""

_SAMPLES = 300
_SWEEPS = 120


@dataclass(frozen=True, slots=True)
class Mix:
    """Cells of a kind and a band of the head's ages, with the weight of each."""

    kinds: Array
    lowest: Array
    weights: Array

    def draw(self, rng: np.random.Generator, rows: int) -> tuple[Array, Array]:
        """Kind and head's age of so many households."""
        cell = pick(rng, self.weights, rows)
        head_age = self.lowest[cell] + between(rng, 0, BAND - 1, rows)
        return self.kinds[cell], np.maximum(head_age, 18)


@cache
def household_mix() -> Mix:
    """The mixture for the figures; the same in every run."""
    cells = [
        (index, low)
        for index, kind in enumerate(KINDS)
        for low in range(15, 95, BAND)
        if low + BAND > kind.youngest and low <= kind.oldest
    ]
    kinds = np.array([kind for kind, _ in cells])
    lowest = np.array([low for _, low in cells])
    bands = np.bincount(kinds)[kinds]
    prior = np.array([KINDS[kind].weight for kind in kinds]) / bands
    content = _content(kinds, lowest)
    # Rounded, so that the last bits of a processor's arithmetic cannot move a household.
    return Mix(kinds, lowest, np.round(_fit(prior / prior.sum(), content, _targets()), 9))


def _content(kinds: Array, lowest: Array) -> Array:
    """What one household of each cell adds to each target, by sampling."""
    rng = Streams(0, 0, 0).of("mix")
    kind = np.repeat(kinds, _SAMPLES)
    ages_of_heads = np.maximum(np.repeat(lowest, _SAMPLES) + between(rng, 0, 4, len(kind)), 18)
    members = draw_members(kind, ages_of_heads, rng)
    band = np.searchsorted(AGE_EDGES, members.ages, side="right")
    present = members.roles != Role.nobody
    columns: list[Array] = [SIZES[kind] == size for size in range(1, 7)]
    columns += [((band == index) & present).sum(axis=1) for index in range(5) if index != 1]
    columns.append((SIZES[kind] == 1) & (ages_of_heads >= 60))
    stacked = np.stack(columns, axis=1).astype(np.float64)
    return np.asarray(stacked.reshape(len(kinds), _SAMPLES, -1).mean(axis=1))


def _targets() -> Array:
    size = sum((index + 1) * part for index, part in enumerate(shares("household_sizes")))
    old = share("age_60_up"), share("age_65_up"), share("age_80_up")
    ages = (share("age_0_14"), old[0] - old[1], old[1] - old[2], old[2])
    persons = [part * size for part in ages]
    return np.array([*shares("household_sizes"), *persons, share("alone_60_up")])


def _fit(weights: Array, content: Array, targets: Array) -> Array:
    for _ in range(_SWEEPS):
        for column, target in zip(content.T, targets, strict=True):
            for _ in range(3):  # Newton's steps towards sum(w * exp(x * m) * m) = target
                step = (target - (weights * column).sum()) / (weights * column**2).sum()
                weights = weights * np.exp(np.clip(step, -1, 1) * column)
    return np.asarray(weights / weights.sum())
