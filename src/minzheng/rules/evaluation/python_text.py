"""Writes typed expressions as Python text for values that are all known.

Where every fact is known, Python's own ``and``, ``or``, ``if`` and integers mean what the rules
mean, and short-circuiting leaves out what does not matter.
"""

import re
from collections.abc import Callable, Mapping
from functools import singledispatchmethod
from typing import Any

from minzheng.rules.numbers.definition import Stored
from minzheng.rules.tree import (
    Age,
    Aggregate,
    AllOf,
    AnyOf,
    Arithmetic,
    Choose,
    Compare,
    Divide,
    Expression,
    Extreme,
    FactRead,
    Known,
    Literal,
    MonthEvaluated,
    MonthOf,
    MonthReaching,
    Not,
    NumberRead,
    OneOf,
    Rounding,
    RoundTo,
    RuleRead,
    walk,
)
from minzheng.rules.units import RATIO_ONE, Kind

Readable = FactRead | RuleRead | NumberRead | Aggregate | Known

Read = Callable[[Readable], str]
"""Gives the text for what is read, in the scope being written."""


class PythonText:
    """Writes expressions for one month; what they read is written by whoever asks."""

    def __init__(self, month: int) -> None:
        self._month = month

    def write(self, node: Expression, read: Read) -> str:
        """The Python text of an expression, in brackets where needed."""
        return self._write(node, read)

    @singledispatchmethod
    def _write(self, node: Expression, read: Read) -> str:
        raise TypeError(f"no Python for {type(node).__name__}")

    @_write.register
    def _literal(self, node: Literal, read: Read) -> str:
        return constant(node.value, node.unit.kind)

    @_write.register
    def _fact(self, node: FactRead, read: Read) -> str:
        return read(node)

    @_write.register
    def _rule(self, node: RuleRead, read: Read) -> str:
        return read(node)

    @_write.register
    def _aggregate(self, node: Aggregate, read: Read) -> str:
        return read(node)

    @_write.register
    def _evaluated(self, node: MonthEvaluated, read: Read) -> str:
        return str(self._month)

    @_write.register
    def _number(self, node: NumberRead, read: Read) -> str:
        return read(node)

    @_write.register
    def _arithmetic(self, node: Arithmetic, read: Read) -> str:
        left, right = self._write(node.left, read), self._write(node.right, read)
        if node.operator == "*" and right == "1":
            return left
        return f"({left} {node.operator} {right})"

    @_write.register
    def _compare(self, node: Compare, read: Read) -> str:
        return f"({self._write(node.left, read)} {node.operator} {self._write(node.right, read)})"

    @_write.register
    def _divide(self, node: Divide, read: Read) -> str:
        dividend, divisor = self._write(node.dividend, read), self._write(node.divisor, read)
        return _rounded(node.rounding, dividend, divisor)

    @_write.register
    def _round_to(self, node: RoundTo, read: Read) -> str:
        amount, multiple = self._write(node.amount, read), self._write(node.multiple, read)
        divisor = f"({multiple} * {RATIO_ONE**node.amount.unit.scale})"
        half, up, down = (
            f"{_rounded(each, amount, divisor)} * {multiple}"
            for each in (Rounding.HALF_UP, Rounding.CEIL, Rounding.FLOOR)
        )
        mode = self._write(node.mode, read)
        if mode.isdigit():
            return f"({(half, up, down)[int(mode) - 1]})"
        return f"({half} if {mode} == 1 else {up} if {mode} == 2 else {down})"

    @_write.register
    def _extreme(self, node: Extreme, read: Read) -> str:
        """Comparing with something plain is several times as fast as calling ``max``.

        One spare name serves all: it is read before anything else can be put there.
        """
        first, *others = sorted((self._write(each, read) for each in node.operands), key=_is_plain)
        sign = ">" if node.greatest else "<"
        if len(others) != 1 or not _is_plain(others[0]):
            return f"{'max' if node.greatest else 'min'}({', '.join((first, *others))})"
        taken = first if _is_plain(first) else "spare"
        compared = first if _is_plain(first) else f"(spare := {first})"
        return f"({taken} if {compared} {sign} {others[0]} else {others[0]})"

    @_write.register
    def _one_of(self, node: OneOf, read: Read) -> str:
        operand, word = self._write(node.operand, read), "not in" if node.negated else "in"
        if len(node.codes) == 1:
            return f"({operand} {'!=' if node.negated else '=='} {node.codes[0]})"
        return f"({operand} {word} {{{', '.join(map(str, node.codes))}}})"

    @_write.register
    def _all_of(self, node: AllOf, read: Read) -> str:
        return self._joined(" and ", node.operands, read)

    @_write.register
    def _any_of(self, node: AnyOf, read: Read) -> str:
        return self._joined(" or ", node.operands, read)

    def _joined(self, word: str, operands: tuple[Expression, ...], read: Read) -> str:
        """The cheapest first: with all values known the order changes nothing but the time."""
        ordered = sorted(operands, key=cost)
        return f"({word.join(self._write(each, read) for each in ordered)})"

    @_write.register
    def _not(self, node: Not, read: Read) -> str:
        return f"(not {self._write(node.operand, read)})"

    @_write.register
    def _choose(self, node: Choose, read: Read) -> str:
        test, then, otherwise = (
            self._write(each, read) for each in (node.test, node.then, node.otherwise)
        )
        return f"({then} if {test} else {otherwise})"

    @_write.register
    def _known(self, node: Known, read: Read) -> str:
        return read(node)

    @_write.register
    def _age(self, node: Age, read: Read) -> str:
        born = self._month_in(node.birth, read)
        age = f"({self._write(node.month, read)} - {born}) // 12"
        return f"(spare if (spare := {age}) > 0 else 0)"

    @_write.register
    def _reaching(self, node: MonthReaching, read: Read) -> str:
        return f"({self._month_in(node.birth, read)} + {self._write(node.years, read)} * 12)"

    @_write.register
    def _month_of(self, node: MonthOf, read: Read) -> str:
        return self._month_in(node.date, read)

    def _month_in(self, date: Expression, read: Read) -> str:
        day = self._write(date, read)
        return f"({day} // 10000 * 12 + {day} // 100 % 100 - 1)"


class FixedText(PythonText):
    """The same for one set of numbers, which become constants; tables are constants with a name."""

    def __init__(self, month: int, numbers: Mapping[str, Stored]) -> None:
        super().__init__(month)
        self._numbers = numbers
        self.constants: dict[str, Any] = {}

    def number(self, node: NumberRead, read: Read) -> str:
        """A number, or the entry of a table."""
        stored = self._numbers[node.key]
        if node.position is None or isinstance(stored, int):
            return constant(stored, node.unit.kind)  # type: ignore[arg-type]  # a table is indexed
        if len(set(stored.values())) == 1:
            return constant(next(iter(stored.values())), node.unit.kind)
        position = self.write(node.position, read)
        if node.position.unit.kind is Kind.CODE:
            return f"{self._named(stored)}[{position}]"
        text = constant(stored[min(stored)], node.unit.kind)
        for start in sorted(stored)[1:]:
            entry = constant(stored[start], node.unit.kind)
            text = f"({entry} if {position} >= {start} else {text})"
        return text

    def _named(self, value: Any) -> str:
        """A constant that cannot stand in the text, by a name."""
        for name, known in self.constants.items():
            if known == value:
                return name
        name = f"constant_{len(self.constants)}"
        self.constants[name] = value
        return name


def cost(node: Expression) -> int:
    """Roughly how much work an expression is; values of other rules weigh most."""
    return sum(_WEIGHT.get(type(each), 1) for each in walk(node))


_WEIGHT: dict[type[Expression], int] = {RuleRead: 5, Aggregate: 12, Literal: 0, FactRead: 1}


_PLAIN = re.compile(r"\w+(\[\d+\])?")
"""A name, a number or a fact by its place."""


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None


def constant(value: int, kind: Kind) -> str:
    """A stored value as Python writes it."""
    return str(bool(value)) if kind is Kind.YES_NO else str(int(value))


def _rounded(rounding: Rounding, dividend: str, divisor: str) -> str:
    if rounding is Rounding.FLOOR:
        return f"({dividend} // {divisor})"
    if rounding is Rounding.CEIL:
        return f"(-(-{dividend} // {divisor}))"
    return f"((2 * {dividend} + {divisor}) // (2 * {divisor}))"
