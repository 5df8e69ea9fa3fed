"""Specialises a program for one set of numbers: what the numbers decide is decided once.

A switch that is off, a month that is not in force, a table that is not used: whatever no fact can
change becomes a constant, and rules that only pass on another value disappear.  The values of the
outcomes stay the same for every household, unknown ones included.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.numbers.definition import Stored
from minzheng.rules.numbers.parameter_set import Numbers
from minzheng.rules.program import Program, Step
from minzheng.rules.reading.algebra import truth
from minzheng.rules.sql.nullability import Holes, Nullability
from minzheng.rules.tree import (
    Age,
    Aggregate,
    AllOf,
    AnyOf,
    Arithmetic,
    Choose,
    Compare,
    Expression,
    Extreme,
    FactRead,
    Known,
    Literal,
    MonthOf,
    MonthReaching,
    Not,
    NumberRead,
    Reach,
    RuleRead,
)
from minzheng.rules.units import DATE, YES_NO, Unit


def specialised(program: Program, numbers: Mapping[str, Stored], holes: Holes) -> Program:
    """The program for these numbers alone; steps that no outcome needs any more are left out.

    ``holes`` names the facts that may be unknown: where nothing is, more can be decided beforehand.
    """
    return _Specialiser(program, numbers, holes).program()


class _Specialiser:
    def __init__(self, program: Program, numbers: Mapping[str, Stored], holes: Holes) -> None:
        self._program = program
        self._nullability = Nullability(program, holes)
        self._nobody = Subject("", {}, Numbers(program.month, "", numbers, {}))
        self._evaluator = Evaluator(replace(program, steps={}))
        self._expressions: dict[str, Expression] = {}

    def program(self) -> Program:
        for key, step in self._program.steps.items():
            self._expressions[key] = self._simple(step.expression)
        steps: dict[str, Step] = {}
        for key in self._kept():
            steps[key] = replace(self._program.steps[key], expression=self._expressions[key])
        return replace(self._program, steps=steps)

    def _kept(self) -> Iterator[str]:
        """What outcomes still read, in the program's order."""
        needed: set[str] = set()

        def visit(key: str) -> None:
            if key not in needed:
                needed.add(key)
                for read in rules_read(self._expressions[key]):
                    visit(read)

        for key in (*self._program.outcomes, *self._program.also):
            visit(key)
            starts = self._program.steps[key].rule.starts
            if starts is not None:
                visit(starts)
        return (key for key in self._program.steps if key in needed)

    def _simple(self, node: Expression) -> Expression:
        if isinstance(node, RuleRead):
            return self._read(node)
        # Whether a value is known is itself never unknown, and yet decided by the facts.
        asked = node.operand if isinstance(node, Known) else node
        unknown = self._nullability.of(asked)
        node = rebuilt(node, self._simple)
        if _is_constant(node):
            return self._folded(node)
        rule = _SIMPLER.get(type(node))
        node = rule(node) if rule is not None else node
        if isinstance(node, NumberRead):
            node = self._steps_of_age(node)
        return node if unknown else self._known(node)

    def _steps_of_age(self, node: NumberRead) -> Expression:
        """A table of steps read by an age is a choice by the date of birth."""
        age = node.position
        if isinstance(age, RuleRead) and age.reach is Reach.OWN:
            age = self._expressions[age.key]
        if not isinstance(age, Age) or not isinstance(age.month, Literal):
            return node
        stored = self._nobody.numbers.stored[node.key]
        if isinstance(stored, int) or min(stored) > 0 or len(stored) == 1:
            return node
        entries = [(start, literal(node.unit, stored[start])) for start in sorted(stored)]
        chosen: Expression = entries[0][1]
        for start, entry in entries[1:]:
            reached = Compare(YES_NO, 0, 1, ">=", age, literal(age.unit, start))
            chosen = Choose(node.unit, node.low, node.high, _compare(reached), entry, chosen)
        return chosen

    def _known(self, node: Expression) -> Expression:
        """What can be decided of a value that is never unknown."""
        if isinstance(node, Known):
            return truth(True)
        if isinstance(node, NumberRead):
            stored = self._nobody.numbers.stored[node.key]
            entries = {stored} if isinstance(stored, int) else set(stored.values())
            if len(entries) == 1:
                return literal(node.unit, entries.pop())
        return node

    def _read(self, node: RuleRead) -> Expression:
        """A rule that is constant, or only passes on what can be read here, is read through."""
        found = self._expressions[node.key]
        if isinstance(found, Literal):
            return found
        if isinstance(found, FactRead | RuleRead) and Reach.OWN in (node.reach, found.reach):
            reach = found.reach if node.reach is Reach.OWN else node.reach
            return replace(found, reach=reach)
        return node

    def _folded(self, node: Expression) -> Expression:
        value = self._evaluator.closure(node)(self._nobody)
        if value is None:
            return node
        return literal(node.unit, value)


def literal(unit: Unit, value: int) -> Literal:
    """A constant."""
    return Literal(unit, int(value), int(value), value)


def rules_read(expression: Expression) -> Iterator[str]:
    """The keys of the rules that an expression reads itself."""
    if isinstance(expression, RuleRead):
        yield expression.key
    for child in expression.children():
        yield from rules_read(child)


def rebuilt(node: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """The node with changed operands; the same object where nothing changed."""
    changed: dict[str, object] = {}
    for field in fields(node):
        held = getattr(node, field.name)
        if isinstance(held, Expression):
            new: object = change(held)
        elif isinstance(held, tuple) and held and isinstance(held[0], Expression):
            new = tuple(change(each) for each in held)
            new = held if all(a is b for a, b in zip(held, new, strict=True)) else new
        else:
            continue
        if new is not held:
            changed[field.name] = new
    return replace(node, **changed) if changed else node  # type: ignore[arg-type]  # names of its own


def _is_constant(node: Expression) -> bool:
    """Whether nothing but numbers and the month is in it."""
    if isinstance(node, Literal | FactRead | RuleRead | Aggregate):
        return False
    return all(isinstance(child, Literal) for child in node.children())


def _all_of(node: AllOf) -> Expression:
    return _junction(node, node.operands, neutral=True)


def _any_of(node: AnyOf) -> Expression:
    return _junction(node, node.operands, neutral=False)


def _junction(
    node: AllOf | AnyOf, operands: tuple[Expression, ...], *, neutral: bool
) -> Expression:
    """``and`` without what is always yes, ``or`` without what is always no; nested laid flat."""
    flat: list[Expression] = []
    for each in operands:
        flat += each.operands if type(each) is type(node) else [each]
    kept = []
    for each in flat:
        if isinstance(each, Literal):
            if bool(each.value) is not neutral:
                return each
        elif each not in kept:
            kept.append(each)
    return kept[0] if len(kept) == 1 else replace(node, operands=tuple(kept))


def _choose(node: Choose) -> Expression:
    if isinstance(node.test, Literal):
        return node.then if node.test.value else node.otherwise
    then, otherwise = node.then, node.otherwise
    if isinstance(then, Literal) and isinstance(otherwise, Literal):
        return node.test if then.value is True and otherwise.value is False else node
    return node


def _arithmetic(node: Arithmetic) -> Expression:
    left, right = node.left, node.right
    neutral = 1 if node.operator == "*" else 0
    if isinstance(right, Literal) and right.value == neutral and left.unit.scale == node.unit.scale:
        return replace(left, unit=node.unit)
    passed_on = isinstance(left, Literal) and left.value == neutral and node.operator != "-"
    if passed_on and right.unit.scale == node.unit.scale:
        return replace(right, unit=node.unit)
    return node


def _extreme(node: Extreme) -> Expression:
    """``max(x, 0)`` of what is never below zero is what it is."""
    if len(node.operands) == 2:
        for own, other in (node.operands, node.operands[::-1]):
            beyond = own.low >= other.high if node.greatest else own.high <= other.low
            if isinstance(other, Literal) and beyond:
                return own
    return node


def _compare(node: Compare) -> Expression:
    """A comparison of a date's month or of an age with a constant is one of dates."""
    if isinstance(node.left, Literal) and node.operator in _MIRRORED:
        node = replace(node, operator=_MIRRORED[node.operator], left=node.right, right=node.left)
    if not isinstance(node.right, Literal) or node.operator not in _BEFORE:
        return node
    border, read = _date_border(node.left, node.right.value)
    if read is None:
        return node
    from_next, operator = _BEFORE[node.operator]
    if isinstance(node.left, Age):
        from_next, operator = _AGES[node.operator]
    day = _first_day(border + from_next)
    return replace(node, operator=operator, left=read, right=literal(DATE, day))


def _date_border(node: Expression, value: int) -> tuple[int, Expression | None]:
    """The month (since year 0) that a date is compared with, and the date."""
    if isinstance(node, MonthOf):
        return value, node.date
    if isinstance(node, MonthReaching) and isinstance(node.years, Literal):
        return value - 12 * node.years.value, node.birth
    if isinstance(node, Age) and isinstance(node.month, Literal) and value > 0:
        return node.month.value - 12 * value, node.birth
    return 0, None


_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}

_BEFORE = {"<": (0, "<"), "<=": (1, "<"), ">": (1, ">="), ">=": (0, ">=")}
"""Operator on months -> whether the border is the next month's first day, operator on dates."""

_AGES = {">=": (1, "<"), "<": (1, ">="), ">": (-11, "<"), "<=": (-11, ">=")}
"""Operator on ages -> months from the month in which the age is reached, operator on births."""


def _first_day(month: int) -> int:
    return month // 12 * 10_000 + (month % 12 + 1) * 100 + 1


def _not(node: Not) -> Expression:
    return node.operand.operand if isinstance(node.operand, Not) else node


_SIMPLER: Mapping[type[Expression], Callable[..., Expression]] = {
    AllOf: _all_of,
    AnyOf: _any_of,
    Choose: _choose,
    Compare: _compare,
    Arithmetic: _arithmetic,
    Extreme: _extreme,
    Not: _not,
}
