"""What a rule's function reads: facts, other rules, numbers, and those who are gathered."""

from dataclasses import dataclass, replace

from minzheng.rules.facts import Entity
from minzheng.rules.native.analysis import Analysis
from minzheng.rules.native.expressions import ExpressionWriter
from minzheng.rules.native.gathering import gathered
from minzheng.rules.native.instructions import INVARIANT, Body
from minzheng.rules.native.layout import UNKNOWN, Column, Layout, Word
from minzheng.rules.tree import Aggregate, FactRead, NumberRead, RuleRead
from minzheng.rules.units import Kind

ARGUMENTS = {
    Entity.HOUSEHOLD: ("%household",),
    Entity.PERSON: ("%household", "%person"),
    Entity.SUPPORTER: ("%household", "%person", "%supporter"),
}
"""Whom a function is about: the row of each, from the household down."""

PREFETCH = "llvm.prefetch.p0"

_WIDTHS = {Kind.MONEY: 64, Kind.CODE: 16, Kind.YES_NO: 1}
"""Bits of a stored fact; 32 where nothing is said."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A place in a function, from which ``rows`` are at hand: the household's and those below."""

    body: Body
    layout: Layout
    analysis: Analysis
    rows: tuple[str, ...]

    def fact(self, node: FactRead) -> str:
        """The value of a fact, of the row of its entity."""
        column = node.entity, node.name
        row = self.rows[len(ARGUMENTS[node.entity]) - 1]
        value = self._stored(column, row)
        if column not in self.analysis.holes:
            return value
        known = self._bit(self._word(column) + 1, row)
        return self.body.chosen(known, value, str(UNKNOWN))

    def call_up(self, column: Column, row: str) -> None:
        """Ask the memory for what a column holds for a row; of bits there are too few to ask."""
        if self._width(column) > 1:
            place = self._place(column, row)
            self.body.do(f"call void @{PREFETCH}(ptr {place}, i32 0, i32 3, i32 1)")

    def _stored(self, column: Column, row: str) -> str:
        width = self._width(column)
        if width == 1:
            return self.body.yes_no(self._bit(self._word(column), row))
        place = self._place(column, row)
        if width == 64:
            return self.body.held(place, INVARIANT)
        value = self.body.value(f"load i{width}, ptr {place}, align {width // 8}{INVARIANT}")
        return self.body.value(f"sext i{width} {value} to i64")

    def _place(self, column: Column, row: str) -> str:
        """The address of what a column holds for a row, where that is not a bit."""
        return self.body.place(self.address(self._word(column)), row, f"i{self._width(column)}")

    def _word(self, column: Column) -> int:
        return Word.COLUMNS + 2 * self.layout.columns[column]

    def _width(self, column: Column) -> int:
        entity, name = column
        return _WIDTHS.get(self.analysis.vocabulary.of(entity)[name].unit.kind, 32)

    def _bit(self, column: int, row: str) -> str:
        byte = self.body.value(f"lshr i64 {row}, 3")
        place = self.body.place(self.address(column), byte, "i8")
        eight = self.body.value(f"load i8, ptr {place}, align 1{INVARIANT}")
        within = self.body.value(f"and i64 {row}, 7")
        shift = self.body.value(f"trunc i64 {within} to i8")
        return self.body.value(f"trunc i8 {self.body.value(f'lshr i8 {eight}, {shift}')} to i1")

    def address(self, word: int) -> str:
        """An address that the slate holds and that never changes."""
        return self.body.pointer(self.body.place("%slate", word), INVARIANT)

    def held(self, word: Word) -> str:
        """A word of the slate as it is now."""
        return self.body.held(self.body.place("%slate", word))

    def rule(self, node: RuleRead) -> str:
        """The value of another rule, by its function."""
        return self.call(node.key, node.entity)

    def call(self, key: str, entity: Entity) -> str:
        """The value of a rule of an entity."""
        rows = ", ".join(f"i64 {row}" for row in self.rows[: len(ARGUMENTS[entity])])
        return self.body.value(f'call fastcc i64 @"{key}"(ptr %slate, {rows})')

    def number(self, node: NumberRead, position: str | None) -> str:
        """A number in force, or an entry of a table."""
        numbers = self.body.pointer(self.body.place("%slate", Word.NUMBERS))
        found = self.body.held(self.body.place(numbers, self.layout.numbers[node.key]))
        if position is None:
            return found
        table = self.body.place(numbers, found)
        return self.body.value(f"call fastcc i64 @entry_of_table(ptr {table}, i64 {position})")

    def gathered(self, node: Aggregate, writer: ExpressionWriter) -> str:
        """An aggregate over the household's members, or over a person's supporters."""
        start, end = self._members() if node.over is Entity.PERSON else self._supporters()

        def seen_from(row: str) -> ExpressionWriter:
            return writer.seen_from(replace(self, rows=(*self.rows, row)))

        return gathered(node, self.body, (start, end), seen_from)

    def _members(self) -> tuple[str, str]:
        return self.held(Word.FIRST), self.held(Word.END)

    def _supporters(self) -> tuple[str, str]:
        starts = self.address(Word.STARTS)
        position = self.body.value(f"sub i64 {self.rows[-1]}, {self.held(Word.FIRST)}")
        following = self.body.value(f"add i64 {position}, 1")
        start, end = (
            self.body.held(self.body.place(starts, each)) for each in (position, following)
        )
        return start, end
