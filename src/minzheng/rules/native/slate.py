"""One part of a snapshot laid out for machine code, and what the code has noted about it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from minzheng.base.errors import MinzhengError
from minzheng.rules.facts import Entity
from minzheng.rules.native.layout import Word
from minzheng.rules.native.machine import Machine

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

KEYS: Mapping[Entity, tuple[str, ...]] = {
    Entity.HOUSEHOLD: ("household_no",),
    Entity.PERSON: ("household_no", "person_no"),
    Entity.SUPPORTER: ("person_no",),
}
"""What a part's tables must hold beside the facts; all are sorted alike, households first."""


class NotInOrder(MinzhengError):
    """Members or supporters of whom the one above is missing, or stands elsewhere."""


@dataclass(frozen=True, slots=True)
class Noted:
    """Each answer that is yes or unknown, in the order of the households.

    ``who`` is a row of the households or of the persons, ``what`` a place among the program's
    outcomes (or, after them, the other rules asked for), ``value`` and ``since`` stored values or
    ``UNKNOWN``.
    """

    who: Words
    what: Words
    value: Words
    since: Words


class Slate:
    """The addresses of everything that ``walk`` reads, which is held as long as this lives."""

    def __init__(self, machine: Machine, tables: Tables, numbers: Words) -> None:
        """``numbers``: for each household the address of its set of numbers.

        Columns that a table lacks are those that no number in force lets matter.
        """
        self._machine = machine
        self._tables = tables
        self._held: list[object] = [numbers]
        self._words = np.zeros(machine.layout.words, np.int64)
        self._words[Word.NUMBERS_OF] = numbers.ctypes.data
        for word, (entity, name) in _KEYS.items():
            self._words[word] = self._address(self._column(entity, name), 1)
        self._lay_columns()
        self._lay_members()

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
        longest = max(table.num_rows for table in self._tables.values())
        nothing = self._block(np.zeros(longest + 1, np.int64))
        everything = self._block(np.full(longest // 64 + 1, -1, np.int64))
        present = {entity: set(table.column_names) for entity, table in self._tables.items()}
        for (entity, name), place in self._machine.layout.columns.items():
            values = known = 0
            if name in present[entity]:
                array = self._column(entity, name)
                values, known = self._address(array, 1), self._address(array, 0)
            self._words[Word.COLUMNS + 2 * place] = values or nothing
            self._words[Word.COLUMNS + 2 * place + 1] = known or everything

    def _lay_members(self) -> None:
        for word, entity in zip((Word.HOUSEHOLDS, Word.PERSONS, Word.SUPPORTERS), Entity, strict=True):
            self._words[word] = self._tables[entity].num_rows
        homes = np.frombuffer(self._column(Entity.PERSON, "household_no").buffers()[1], np.int64)
        firsts = np.flatnonzero(np.diff(homes, prepend=-1, append=-1))
        most = int(np.diff(firsts).max(initial=0))
        kept = self._machine.layout.kept
        size = len(kept[Entity.HOUSEHOLD]) + most * len(kept[Entity.PERSON])
        self._words[Word.KEPT] = self._block(np.empty(size, np.int64))
        self._words[Word.STARTS] = self._block(np.empty(most + 1, np.int64))
        asked = self._machine.program
        most_rows = (most + 1) * len(asked.outcomes + asked.also)
        self._rows = np.empty((4, _ROOM + most_rows), np.int64)
        self._words[Word.ROOM] = _ROOM
        for word, row in zip((Word.WHO, Word.WHAT, Word.VALUE, Word.SINCE), self._rows, strict=True):
            self._words[word] = row.ctypes.data

    def _column(self, entity: Entity, name: str) -> pa.Array:
        """A column as one array that begins where its memory does."""
        column = self._tables[entity][name]
        array = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
        if array.offset:
            array = pa.concat_arrays([array.slice(0, 0), array])
        self._held.append(array)
        return array

    def _address(self, array: pa.Array, buffer: int) -> int:
        found = array.buffers()[buffer]
        return found.address if found is not None else 0

    def _block(self, block: Words) -> int:
        self._held.append(block)
        return block.ctypes.data
