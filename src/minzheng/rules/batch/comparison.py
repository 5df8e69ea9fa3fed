"""Two sets of numbers on the same snapshot: what a change costs, and whom it reaches.

The rules are asked as machine code, twice about the same rows, and what they say is added up part
by part in whole fen: nobody's row leaves its part.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
import pyarrow.compute as pc

from minzheng.rules.batch.answers import Answers
from minzheng.rules.batch.distances import Nearness, distances
from minzheng.rules.batch.household_sums import HouseholdSums, Truths
from minzheng.rules.batch.native_engine import Columns, NativeRun
from minzheng.rules.batch.snapshot import Part
from minzheng.rules.batch.workers import Progress
from minzheng.rules.facts import Entity
from minzheng.rules.native.layout import UNKNOWN
from minzheng.rules.native.slate import Tables, Words

_COUNTY_DIGITS = 6

CHANGE_EDGES = (-100_000, -50_000, -20_000, -10_000, -1, 1, 10_000, 20_000, 50_000, 100_000)
"""Edges, in fen, of the bands into which households' monthly changes are counted."""

NEARNESS_EDGES = tuple(range(0, 310, 10))
"""Edges, in hundredths of the threshold, of the bands of households near it."""


@dataclass(slots=True)
class Comparison:
    """The sums over all pieces.

    ``benefits``: by key, a counter of ``monthly_before``, ``monthly_after``, ``persons_before`` …;
    ``counties`` likewise by county code; ``groups``: winners, losers, newly and no longer eligible,
    each with households, persons and their change in fen a month; ``changes``: households by the
    lower edge of their band; ``near``: by threshold and lower edge, households and persons under
    the new numbers; ``distances``: by threshold and lower edge in fen per head
    (`distances.DISTANCE_EDGES`), households and persons before and after; ``personal``: the
    benefits that persons get, not households.
    """

    benefits: dict[str, Counter[str]] = field(default_factory=dict)
    counties: dict[str, Counter[str]] = field(default_factory=dict)
    groups: dict[str, Counter[str]] = field(default_factory=dict)
    changes: Counter[int] = field(default_factory=Counter)
    near: dict[tuple[Nearness, int], Counter[str]] = field(default_factory=dict)
    distances: dict[tuple[Nearness, int], Counter[str]] = field(default_factory=dict)
    personal: set[str] = field(default_factory=set)
    totals: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Comparison") -> None:
        """Take in the sums of further households."""
        self.totals.update(other.totals)
        self.changes.update(other.changes)
        self.personal |= other.personal
        for name in _BY_KEY:
            own = getattr(self, name)
            for key, counted in getattr(other, name).items():
                own.setdefault(key, Counter()).update(counted)


_BY_KEY = ("benefits", "counties", "groups", "near", "distances")
"""The sums that are counters by a key."""


def compare(
    before: NativeRun,
    after: NativeRun,
    near: Iterable[Nearness],
    *,
    progress: Progress = lambda persons: None,
) -> Comparison:
    """Evaluate both, which are of the same program, and compare by household."""
    found, adding, asked = Comparison(), Lock(), tuple(near)

    def work(part: Part) -> None:
        homes = _Homes(*both(before, after, part, {Entity.HOUSEHOLD: ["division"]}))
        sums = homes.compared(asked)
        with adding:
            found.add(sums)

    after.prepare()
    before.each_part(work, progress)
    return found


def both(
    before: NativeRun, after: NativeRun, part: Part, shown: Columns
) -> tuple[Answers, Answers]:
    """What the rules say of a part with either set of numbers; the facts are read once."""
    tables = before.read(part, before.facts, after.facts, shown)
    return before.asked(part, tables, shown), after.asked(part, tables, shown)


class _Homes:
    """The households of one part, with what they get before and after."""

    def __init__(self, before: Answers, after: Answers) -> None:
        self._sides = {"before": HouseholdSums(before), "after": HouseholdSums(after)}
        self._before, self._after = self._sides.values()
        self._persons = _sizes(before.tables)
        self._division = before.tables[Entity.HOUSEHOLD]["division"]
        self._change = self._after.monthly - self._before.monthly

    def compared(self, near: Iterable[Nearness]) -> Comparison:
        """All sums."""
        found = Comparison()
        found.totals.update(self._sums(np.full(len(self._change), fill_value=True)))
        for county, homes in self._counties():
            found.counties[county] = self._sums(homes)
        for name, homes in self._groups():
            found.groups[name] = Counter(
                households=int(homes.sum()),
                persons=int(self._persons[homes].sum()),
                monthly_change=int(self._change[homes].sum()),
            )
        band = np.searchsorted(CHANGE_EDGES, self._change, side="right")
        lowest = (min(CHANGE_EDGES) - 1, *CHANGE_EDGES)
        for edge, counted in zip(lowest, np.bincount(band, minlength=len(lowest)), strict=True):
            found.changes[edge] = int(counted)
        self._add_benefits(found)
        for each in near:
            self._add_near(found, each)
            self._add_distances(found, each)
        return found

    def _sums(self, homes: Truths) -> Counter[str]:
        sums = Counter(households=int(homes.sum()), persons=int(self._persons[homes].sum()))
        for name, side in self._sides.items():
            sums[f"monthly_{name}"] = int(side.monthly[homes].sum())
            sums[f"households_{name}"] = int(side.entitled[homes].sum())
            sums[f"undecided_{name}"] = int(side.undecided[homes].sum())
        return sums

    def _counties(self) -> Iterator[tuple[str, Truths]]:
        codes = pc.utf8_slice_codeunits(self._division, 0, _COUNTY_DIGITS).combine_chunks()
        coded = codes.dictionary_encode()
        places = coded.indices.to_numpy()
        for place, county in enumerate(coded.dictionary.to_pylist()):
            yield county, places == place

    def _groups(self) -> Iterator[tuple[str, Truths]]:
        before, after = self._before.entitled, self._after.entitled
        yield "winners", (self._change > 0) & before
        yield "losers", (self._change < 0) & after
        yield "newly", after & ~before
        yield "no_longer", before & ~after

    def _add_benefits(self, found: Comparison) -> None:
        for name, side in self._sides.items():
            for given in side.benefits:
                sums = found.benefits.setdefault(given.outcome.key, Counter())
                sums[f"monthly_{name}"] = given.monthly
                sums[f"entitled_{name}"] = given.entitled
                sums[f"households_{name}"] = given.households
                if given.outcome.entity is Entity.PERSON:
                    found.personal.add(given.outcome.key)

    def _add_near(self, found: Comparison, near: Nearness) -> None:
        measured = self._after.measured
        measure, threshold = measured[near.measure], measured[near.threshold]
        homes = np.flatnonzero((measure != UNKNOWN) & (threshold != UNKNOWN))
        width, last = NEARNESS_EDGES[1], NEARNESS_EDGES[-1]
        hundredths = measure[homes] * 100 // np.maximum(threshold[homes], 1)
        edges = np.minimum(hundredths // width * width, last)
        for edge, chosen in _by_edge(homes, edges):
            found.near[near, edge] = Counter(
                households=len(chosen), persons=int(self._persons[chosen].sum())
            )

    def _add_distances(self, found: Comparison, near: Nearness) -> None:
        for name, side in self._sides.items():
            measured = (side.measured[rule] for rule in near.rules)
            for edge, chosen in _by_edge(*distances(*measured)):
                sums = found.distances.setdefault((near, edge), Counter())
                sums[f"households_{name}"] = len(chosen)
                sums[f"persons_{name}"] = int(self._persons[chosen].sum())


def _by_edge(homes: Words, edges: Words) -> Iterator[tuple[int, Words]]:
    """The places of the households of each band."""
    for edge in np.unique(edges):
        yield int(edge), homes[edges == edge]


def _sizes(tables: Tables) -> Words:
    """How many members each household has."""
    numbers = tables[Entity.HOUSEHOLD]["household_no"].to_numpy()
    of_members = tables[Entity.PERSON]["household_no"].to_numpy()
    first = np.searchsorted(of_members, numbers, side="left")
    sizes: Words = np.searchsorted(of_members, numbers, side="right") - first
    return sizes
