"""The units of the rule language, and what comes out when they meet: tried, not copied."""

import ast
from collections.abc import Callable, Iterator, Mapping

from minzheng.interfaces.reference.markdown import code, table
from minzheng.rules import language
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.definition import UNITS
from minzheng.rules.reading.algebra import Unfit, add, compare, multiply
from minzheng.rules.reading.declarations import Declaration, Role
from minzheng.rules.reading.units import return_unit
from minzheng.rules.tree import Expression, FactRead, Reach
from minzheng.rules.units import Code, Kind, Unit

_STORED = {
    Kind.MONEY: "whole fen",
    Kind.COUNT: "a whole number",
    Kind.MONTHS: "a whole number",
    Kind.RATIO: "ten-thousandths",
    Kind.MONTH: "months since year 0",
    Kind.DATE: "the number 20260731",
    Kind.YES_NO: "yes or no",
}
_ALGEBRA = (
    "Row, operator, column; a dash is refused, with the reason in Chinese. Beside these: a literal "
    "0 fits any amount; `n.month + 1` is a month; an amount multiplied by a ratio is exact "
    "(未取整) until one of the roundings brings it to the fen, and only then may be returned; a "
    "quotient `a / b` stands directly inside a rounding, money by a number or a ratio."
)
_OPERATIONS: Mapping[str, Callable[[Expression, Expression], Expression]] = {
    "+": lambda left, right: add("+", left, right),
    "-": lambda left, right: add("-", left, right),
    "*": multiply,
    "<": lambda left, right: compare("<", left, right),
}


def unit_section(codes: Mapping[str, type[Code]]) -> str:
    """What a rule may return, how a parameter file names it, and how it is stored."""
    words = {unit: word for word, unit in UNITS.items()}
    rows = [
        (code(name), unit.title, code(words[unit]), _STORED[unit.kind])
        for name, unit in annotations(codes).items()
    ]
    rows.append(("the name of a code list", "代码", code("code:Name"), "its number"))
    headings = ("Annotation", "中文", "In a parameter file", "Stored as")
    return "## Units\n\n" + table(headings, rows)


def annotations(codes: Mapping[str, type[Code]]) -> dict[str, Unit]:
    """The units that the language names, as the engine understands them."""
    names = [name for name, kind in vars(language).items() if kind in (int, bool)]
    return {name: return_unit(_returning(name), codes) for name in names}


def algebra_section() -> str:
    """One table per operation: row, operation, column; a dash is refused."""
    units = {unit.title: unit for unit in UNITS.values()}
    exact = Unit(Kind.MONEY, per="month", scale=1)
    units[exact.title] = exact
    parts = ["## The algebra of units", _ALGEBRA]
    for operator, operate in _OPERATIONS.items():
        rows = [row for row in _rows(operate, units) if set(row[1:]) != {"–"}]
        parts += [f"### {code(operator)}", table((code(operator), *units), rows)]
    return "\n\n".join(parts)


def _rows(
    operate: Callable[[Expression, Expression], Expression], units: Mapping[str, Unit]
) -> Iterator[tuple[str, ...]]:
    for title, left in units.items():
        yield (f"**{title}**", *(_outcome(operate, left, right) for right in units.values()))


def _outcome(
    operate: Callable[[Expression, Expression], Expression], left: Unit, right: Unit
) -> str:
    try:
        return operate(_some(left), _some(right)).unit.title
    except Unfit:
        return "–"


def _some(unit: Unit) -> Expression:
    """A value of a unit that nothing else is known about."""
    return FactRead(unit, 1, 1, Entity.PERSON, "some", Reach.OWN)


def _returning(name: str) -> Declaration:
    """A declaration that returns a unit and says nothing else."""
    written = ast.parse(f"def some() -> {name}: ...").body
    function = next(each for each in written if isinstance(each, ast.FunctionDef))
    return Declaration(
        line="",
        name="some",
        role=Role.VALUE,
        entity=Entity.PERSON,
        returns=name,
        title="",
        law="",
        since=0,
        conditions=(),
        of="",
        function=function,
        file="",
    )
