"""One part of the city while it is being drawn: columns of numpy arrays, filled topic by topic."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from minzheng.adapters.population.city import Block
from minzheng.adapters.population.kinds import SIZES, Members, Role, draw_members
from minzheng.adapters.population.mix import household_mix
from minzheng.adapters.population.streams import Array, Mask, Streams, between


class Columns:
    """The facts of one table: stored values by name, and in which rows they are unknown."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self._values: dict[str, Array] = {}
        self._unknown: dict[str, Mask] = {}

    def __setitem__(self, name: str, values: Array) -> None:
        self._values[name] = values

    def __getitem__(self, name: str) -> Array:
        return self._values[name]

    def names(self) -> set[str]:
        """The facts that have values."""
        return set(self._values)

    def hide(self, name: str, rows: Mask) -> None:
        """Make a fact unknown in these rows."""
        self._unknown[name] = self._unknown.get(name, np.zeros(self.rows, bool)) | rows

    def table(self, keys: Mapping[str, pa.Array], types: Mapping[str, pa.DataType]) -> pa.Table:
        """An Arrow table of the key columns and the facts that there are types for."""
        columns = dict(keys)
        for name, values in self._values.items():
            if name in types:
                columns[name] = pa.array(values, mask=self._unknown.get(name)).cast(types[name])
        return pa.table(columns)


class Draft:
    """Households and persons of one part.

    Persons lie household by household. `home` is each person's household (a row number), `seat`
    the place in it, `role` and `age` are finer than the facts made from them.
    """

    def __init__(self, block: Block, seed: int) -> None:
        self.block = block
        self.streams = Streams(seed, int(block.county.code), block.number)
        rng = self.streams.of("households")
        self.kind, self.head_age = household_mix().draw(rng, block.households)
        members = draw_members(self.kind, self.head_age, rng)
        self.size: Array = SIZES[self.kind].astype(np.int64)
        self.first: Array = np.cumsum(self.size) - self.size
        self._lay_out(members)
        self.household = Columns(block.households)
        self.person = Columns(len(self.home))
        self.supporter = Columns(0)
        self.supported: Array = np.zeros(0, np.int64)
        """The person (a row number) whom each supporter is to support."""
        nobody, nowhere = np.zeros(len(self.home), bool), np.zeros(block.households, bool)
        self.village: Array = np.zeros(block.households, np.int64)
        self.local_home = nowhere
        self.from_hong_kong = self.studying = self.dead = self.absent = nobody
        self.severe = self.unfit = self.trading = self.orphaned = self.needy = nobody
        self.parents_away: Array = np.zeros(len(self.home), np.int64)
        self.hardship: Array = np.zeros(block.households, np.int64)

    def _lay_out(self, members: Members) -> None:
        present = members.roles != Role.nobody
        self.home: Array = np.repeat(np.arange(len(self.size)), self.size)
        self.seat: Array = np.arange(len(self.home)) - self.first[self.home]
        self.role: Array = members.roles[present]
        self.sex: Array = members.sexes[present]
        self.age: Array = members.ages[present]
        # Days since the last birthday; brothers and sisters of one age are no twins by accident.
        self.days: Array = between(self.streams.of("birthdays"), 0, 363, len(self.home))

    @property
    def persons(self) -> int:
        """How many persons."""
        return len(self.home)

    @property
    def households(self) -> int:
        """How many households."""
        return len(self.size)

    def total(self, values: Array) -> Array:
        """Sum over the persons of each household."""
        return np.add.reduceat(values.astype(np.int64), self.first)

    def any(self, persons: Mask) -> Mask:
        """The households with at least one such person."""
        return np.asarray(self.total(persons) > 0)

    def first_of(self, persons: Mask) -> Array:
        """Of each household, the row of its first such person, or -1."""
        rows = np.where(persons, np.arange(self.persons), self.persons)
        found = np.minimum.reduceat(rows, self.first)
        return np.where(found < self.persons, found, -1)

    def mark(self, rows: Array) -> Mask:
        """Persons by row numbers (-1 is nobody) as a mask."""
        marked = np.zeros(self.persons, bool)
        marked[rows[rows >= 0]] = True
        return marked
