"""Which parts of an expression decided its value: the branch taken, and nothing else."""

from collections.abc import Iterator

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.facts import Entity
from minzheng.rules.tree import (
    Aggregate,
    AllOf,
    AnyOf,
    Arithmetic,
    Choose,
    Expression,
    Extreme,
    FactRead,
    Gathering,
    Known,
    NumberRead,
    RoundTo,
    RuleRead,
)
from minzheng.rules.units import RATIO_ONE

Leaf = tuple[FactRead | RuleRead | NumberRead, Subject]
"""Something read, and by whom."""


class Branches:
    """Finds what decided; thread-safe like the evaluator it asks."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator

    def leaves(self, expression: Expression, subject: Subject) -> Iterator[Leaf]:
        """What is read on the branch taken, in the order in which it is written."""
        if isinstance(expression, FactRead | RuleRead):
            yield expression, subject
        elif isinstance(expression, NumberRead):
            yield expression, subject
            if expression.position is not None:
                yield from self.leaves(expression.position, subject)
        elif isinstance(expression, Aggregate):
            yield from self._gathered(expression, subject)
        else:
            for part in self.parts(expression, subject):
                yield from self.leaves(part, subject)

    def parts(self, expression: Expression, subject: Subject) -> list[Expression]:
        """The operands that decided; of a value that is unknown, those that are unknown."""
        if isinstance(expression, AllOf):
            return self._decisive(expression.operands, subject, decisive=False)
        if isinstance(expression, AnyOf):
            return self._decisive(expression.operands, subject, decisive=True)
        if isinstance(expression, Choose):
            yes = self.value(expression.test, subject)
            if yes is None:
                return [expression.test]
            return [expression.test, expression.then if yes else expression.otherwise]
        operands = list(expression.children())
        if len(operands) < 2 or isinstance(expression, Known):
            return operands
        values = [self.value(each, subject) for each in operands]
        if None in values:
            return [each for each, value in zip(operands, values, strict=True) if value is None]
        if isinstance(expression, RoundTo) and self._rounds_nothing(expression, subject):
            return operands[:1]
        return _telling(expression, operands, values)

    def _rounds_nothing(self, node: RoundTo, subject: Subject) -> bool:
        rounded = self.value(node, subject) or 0
        finer: int = RATIO_ONE**node.amount.unit.scale
        return self.value(node.amount, subject) == rounded * finer

    def members(self, node: Aggregate, subject: Subject) -> list[Subject]:
        """The members or supporters who made the aggregate what it is."""
        everybody = subject.members if node.over is Entity.PERSON else subject.supporters
        included = [each for each in everybody if self.includes(node, each) is not False]
        if node.gathering is Gathering.COUNT:
            return included
        if node.gathering is Gathering.SUM:
            return [each for each in included if self.value(node.element, each) != 0]
        decisive = {Gathering.ANY: True, Gathering.ALL: False}.get(node.gathering)
        if decisive is None:
            return included
        values = [self.value(node.element, each) for each in included]
        for wanted in (decisive, None):
            for each, value in zip(included, values, strict=True):
                if (value is None) is (wanted is None) and value == wanted:
                    return [each]
        return included

    def left_out(self, node: Aggregate, subject: Subject) -> list[Subject]:
        """The members whom a count does not include."""
        everybody = subject.members if node.over is Entity.PERSON else subject.supporters
        return [each for each in everybody if self.includes(node, each) is False]

    def includes(self, node: Aggregate, member: Subject) -> bool | None:
        """Whether an aggregate is over a member."""
        value = True if node.test is None else self.value(node.test, member)
        return None if value is None else bool(value)

    def value(self, expression: Expression, subject: Subject) -> int | None:
        """The value of any expression."""
        return self._evaluator.closure(expression)(subject)

    def _gathered(self, node: Aggregate, subject: Subject) -> Iterator[Leaf]:
        """Of a count why each is counted or not; of all others only what was gathered."""
        counts = node.gathering is Gathering.COUNT
        members = self.members(node, subject)
        for member in [*members, *self.left_out(node, subject)] if counts else members:
            if node.test is not None and (counts or self.includes(node, member) is None):
                yield from self.leaves(node.test, member)
            if not counts:
                yield from self.leaves(node.element, member)

    def _decisive(
        self, operands: tuple[Expression, ...], subject: Subject, *, decisive: bool
    ) -> list[Expression]:
        """Every operand that refuses, or the first that suffices; else the unknown; else all."""
        found: dict[bool | None, list[Expression]] = {True: [], False: [], None: []}
        for operand in operands:
            value = self.value(operand, subject)
            found[None if value is None else bool(value)].append(operand)
        deciding = found[decisive]
        return (deciding[:1] if decisive else deciding) or found[None] or list(operands)


def _telling(
    expression: Expression, operands: list[Expression], values: list[int | None]
) -> list[Expression]:
    """Without what adds nothing to a sum, and of a maximum or minimum only the one taken."""
    if isinstance(expression, Arithmetic) and expression.operator != "*":
        return [each for each, value in zip(operands, values, strict=True) if value] or operands
    if isinstance(expression, Extreme):
        known = [value for value in values if value is not None]
        best = max(known) if expression.greatest else min(known)
        return [operands[values.index(best)]]
    return operands
