"""Where everything lies that the machine code reads and writes.

The code is handed one array of 64-bit words, the *slate*: how far it has come, and the addresses of
all else.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import IntEnum

from minzheng.rules.evaluation.python_text import cost
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.definition import Stored
from minzheng.rules.program import Program
from minzheng.rules.tree import Expression, FactRead, NumberRead, Reach, RuleRead, walk

UNKNOWN = -(2**63)
"""The value that says unknown: no rule reaches it, for the translator proves every bound."""

UNSET = int.from_bytes(b"\x80" * 8, "little", signed=True)
"""What stands where nothing is kept yet: equal bytes, so that clearing is fast."""

_DEAREST_REPEATED = 10
"""What costs no more is computed anew wherever it is read."""

Column = tuple[Entity, str]
"""A fact, by its entity and name."""


class Word(IntEnum):
    """The first words of the slate; two addresses for each column follow."""

    HOUSEHOLD = 0
    PERSON = 1
    SUPPORTER = 2
    HOUSEHOLDS = 3
    PERSONS = 4
    SUPPORTERS = 5
    FIRST = 6
    END = 7
    STARTS = 8
    KEPT = 9
    NUMBERS = 10
    NUMBERS_OF = 11
    ROWS = 12
    ROOM = 13
    HOME = 14
    WHO = 15
    WHAT = 16
    VALUE = 17
    SINCE = 18
    HOUSEHOLD_NO = 19
    HOUSEHOLD_OF_PERSON = 20
    PERSON_NO = 21
    PERSON_OF_SUPPORTER = 22
    COLUMNS = 23


class Layout:
    """The places of a program's columns, numbers and kept values."""

    def __init__(self, program: Program) -> None:
        self.columns: Mapping[Column, int] = {
            column: place for place, column in enumerate(dict.fromkeys(_columns(program)))
        }
        self.numbers: Mapping[str, int] = {
            key: place for place, key in enumerate(sorted(program.numbers))
        }
        self._tables = {
            node.key
            for node in _nodes(program)
            if isinstance(node, NumberRead) and node.position is not None
        }
        self.kept: Mapping[Entity, Mapping[str, int]] = _kept(program)

    @property
    def words(self) -> int:
        """How many words the slate has."""
        return Word.COLUMNS + 2 * len(self.columns)

    def written(self, numbers: Mapping[str, Stored]) -> list[int]:
        """A set of numbers as words: each number, or for a table where its entries follow.

        Of a table: how many entries, then each position with its entry, in their order. One value
        for a whole table is its only entry.
        """
        words = [0] * len(self.numbers)
        for key, place in self.numbers.items():
            stored = numbers[key]
            if key not in self._tables:
                words[place] = int(stored)  # type: ignore[arg-type]  # only tables are mappings
                continue
            entries = {0: stored} if isinstance(stored, int) else stored
            words[place] = len(words)
            words.append(len(entries))
            for position in sorted(entries):
                words += [position, int(entries[position])]
        return words


def _columns(program: Program) -> Iterator[Column]:
    for node in _nodes(program):
        if isinstance(node, FactRead):
            yield node.entity, node.name


def _kept(program: Program) -> dict[Entity, dict[str, int]]:
    """What is read more than once and costs more than keeping it; of supporters nothing is."""
    uses: Counter[str] = Counter()
    for node in _nodes(program):
        if isinstance(node, RuleRead):
            uses[node.key] += 1 if node.reach is Reach.OWN else 2
    kept: dict[Entity, dict[str, int]] = {entity: {} for entity in Entity}
    for key, step in program.steps.items():
        often = uses[key] > 1 and cost(step.expression) > _DEAREST_REPEATED
        if often and step.entity is not Entity.SUPPORTER:
            places = kept[step.entity]
            places[key] = len(places)
    return kept


def _nodes(program: Program) -> Iterator[Expression]:
    for step in program.steps.values():
        yield from walk(step.expression)
