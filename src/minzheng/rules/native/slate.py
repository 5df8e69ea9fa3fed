"""One part of a snapshot laid out for machine code, and what the code has noted about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from minzheng.base.errors import MinzhengError
from minzheng.rules.facts import Entity
from minzheng.rules.native.layout import Word
from minzheng.rules.native.machine import Machine
from minzheng.rules.native.walk import NOTED

Words = npt.NDArray[np.int64]
Tables = Mapping[Entity, pa.Table]

_ROOM = 1 << 16
"""Rows that are noted before they are fetched."""

_KEYS = {
    Word.HOUSEHOLD_NO: (Entity.HOUSEHOLD, "household_no"),
    Word.HOUSEHOLD_OF_PERSON: (Entity.PERSON, "household_no"),
    Word.PERSON_NO: (Entity.PERSON, "person_no"),
    Word.PERSON_OF_SUPPORTER: (Entity.SUPPORTER, "person_no"),
}

_LAST = {
    Word.HOUSEHOLDS: Entity.HOUSEHOLD,
    Word.PERSONS: Entity.PERSON,
    Word.SUPPORTERS: Entity.SUPPORTER,
}


class HolesUnforeseen(MinzhengError):
    """Unknown values of a fact that the machine code takes to be known."""


class NotInOrder(MinzhengError):
    """Members or supporters of whom the one above is missing, or stands elsewhere."""


@dataclass(frozen=True, slots=True)
class Noted:
    """Each answer that is yes or unknown, in the order of the households.

    ``home`` is a row of the households, ``who`` one of the households or persons, ``what`` a place
    among the program's outcomes (or, after them, the other rules asked for), ``value`` and
    ``since`` stored values or ``UNKNOWN``.
    """

    home: Words
    who: Words
    what: Words
    value: Words
    since: Words


class Slate:
    """The addresses of everything that ``walk`` reads, which is held as long as this lives."""

    def __init__(self, machine: Machine, tables: Tables, numbers: Words) -> None:
        """``numbers``: for each household the address of its set of numbers.

        Columns that a table lacks are those that no number in force lets matter.
        Raises ``HolesUnforeseen``.
        """
        self._machine = machine
        self._arrays = {entity: dict(_arrays(table)) for entity, table in tables.items()}
        self._sizes = {entity: table.num_rows for entity, table in tables.items()}
        self._blocks: list[Words] = []
        self._words = np.zeros(machine.layout.words, np.int64)
        self._words[Word.NUMBERS_OF] = self._address(numbers)
        for word, (entity, name) in _KEYS.items():
            self._words[word] = _addresses(self._arrays[entity][name])[1]
        for word, entity in _LAST.items():
            self._words[word] = self._sizes[entity]
        self._lay_columns()
        self._lay_scratch()
        self._rows = self._laid_rows()

    def walk(self) -> Noted:
        """Ask about everybody.  Raises ``NotInOrder``."""
        found = []
        while self._words[Word.HOUSEHOLD] < self._words[Word.HOUSEHOLDS]:
            self._words[Word.ROWS] = 0
            self._machine.walk(self._words.ctypes.data)
            found.append(self._rows[:, : int(self._words[Word.ROWS])].copy())
        reached = self._words[[Word.PERSON, Word.SUPPORTER]]
        if (reached != self._words[[Word.PERSONS, Word.SUPPORTERS]]).any():
            raise NotInOrder("成员或赡养抚养人与家庭的次序不一致, 无法测算。")
        return Noted(*np.concatenate(found, axis=1)) if found else Noted(*self._rows[:, :0])

    def _lay_columns(self) -> None:
        longest = max(self._sizes.values())
        nothing = self._address(np.zeros(longest + 1, np.int64))
        everything = self._address(np.full(longest // 64 + 1, -1, np.int64))
        for (entity, name), place in self._machine.layout.columns.items():
            known, values = self._laid(entity, name)
            self._words[Word.COLUMNS + 2 * place] = values or nothing
            self._words[Word.COLUMNS + 2 * place + 1] = known or everything

    def _laid(self, entity: Entity, name: str) -> tuple[int, int]:
        array = self._arrays[entity].get(name)
        if array is None:
            return 0, 0
        if array.null_count and (entity, name) not in self._machine.holes:
            raise HolesUnforeseen(f"{entity} 的 {name} 有空值, 而测算程序按没有空值编译。")
        return _addresses(array)

    def _lay_scratch(self) -> None:
        """Room for the largest household."""
        kept, most = self._machine.layout.kept, self._most_members
        size = len(kept[Entity.HOUSEHOLD]) + most * len(kept[Entity.PERSON])
        self._words[Word.KEPT] = self._address(np.empty(size, np.int64))
        self._words[Word.STARTS] = self._address(np.empty(most + 1, np.int64))

    def _laid_rows(self) -> Words:
        asked = self._machine.program
        most = (self._most_members + 1) * len(asked.outcomes + asked.also)
        rows = np.empty((len(NOTED), _ROOM + most), np.int64)
        self._words[Word.ROOM] = _ROOM
        for word, row in zip(NOTED, rows, strict=True):
            self._words[word] = row.ctypes.data
        return rows

    @cached_property
    def _most_members(self) -> int:
        homes = np.asarray(self._arrays[Entity.PERSON]["household_no"].buffers()[1])
        homes = np.frombuffer(homes, np.int64, self._sizes[Entity.PERSON])
        lasts = np.flatnonzero(homes[1:] != homes[:-1])
        return int(np.diff(lasts, prepend=-1, append=len(homes) - 1).max())

    def _address(self, block: Words) -> int:
        self._blocks.append(block)
        return block.ctypes.data


def _arrays(table: pa.Table) -> Iterator[tuple[str, pa.Array]]:
    """By name, each column as one array that begins where its memory does."""
    for name, column in zip(table.column_names, table.itercolumns(), strict=True):
        array = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
        yield name, pa.concat_arrays([array.slice(0, 0), array]) if array.offset else array


def _addresses(array: pa.Array) -> tuple[int, int]:
    """Of the bits for "known" and of the values; 0 where there are none."""
    known, values = array.buffers()[:2]
    return known.address if known else 0, values.address if values else 0
