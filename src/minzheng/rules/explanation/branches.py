"""Which parts of an expression decided its value: the branch taken, and nothing else."""

from collections.abc import Iterator

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.facts import Entity
from minzheng.rules.tree import (
    Aggregate,
    AllOf,
    AnyOf,
    Choose,
    Expression,
    FactRead,
    Gathering,
    NumberRead,
    RuleRead,
)

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
            yield from self._members(expression, subject)
        else:
            for part in self.parts(expression, subject):
                yield from self.leaves(part, subject)

    def parts(self, expression: Expression, subject: Subject) -> list[Expression]:
        """The operands that decided."""
        if isinstance(expression, AllOf):
            return self._decisive(expression.operands, subject, decisive=False)
        if isinstance(expression, AnyOf):
            return self._decisive(expression.operands, subject, decisive=True)
        if isinstance(expression, Choose):
            yes = self._value(expression.test, subject)
            if yes is None:
                return [expression.test]
            return [expression.test, expression.then if yes else expression.otherwise]
        return list(expression.children())

    def members(self, node: Aggregate, subject: Subject) -> list[Subject]:
        """The members or supporters who made the aggregate what it is."""
        everybody = subject.members if node.over is Entity.PERSON else subject.supporters
        if node.gathering is Gathering.COUNT:
            return [each for each in everybody if self._value(node.test, each) is not False]
        included = [each for each in everybody if self._value(node.test, each) is not False]
        if node.gathering is Gathering.SUM:
            return [each for each in included if self._value(node.element, each) != 0]
        decisive = {Gathering.ANY: True, Gathering.ALL: False}.get(node.gathering)
        found = [
            each
            for each in included
            if decisive is not None and self._value(node.element, each) is decisive
        ]
        return found[:1] or included

    def _members(self, node: Aggregate, subject: Subject) -> Iterator[Leaf]:
        for member in self.members(node, subject):
            if node.test is not None:
                yield from self.leaves(node.test, member)
            if node.gathering is not Gathering.COUNT:
                yield from self.leaves(node.element, member)

    def _decisive(
        self, operands: tuple[Expression, ...], subject: Subject, *, decisive: bool
    ) -> list[Expression]:
        """The operands that alone decide, else those that are unknown, else all."""
        values = [self._value(each, subject) for each in operands]
        for wanted in (decisive, None):
            found = [
                operand
                for operand, value in zip(operands, values, strict=True)
                if (
                    value is None if wanted is None else value is not None and bool(value) is wanted
                )
            ]
            if found:
                return found
        return list(operands)

    def _value(self, expression: Expression | None, subject: Subject) -> int | None:
        return True if expression is None else self._evaluator.closure(expression)(subject)
