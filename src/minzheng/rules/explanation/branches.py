"""Which parts of an expression decided its value: the branch taken, and nothing else.

Like the evaluator's, the search through each expression becomes a Python closure once.
"""

from collections.abc import Callable, Sequence
from functools import singledispatchmethod

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject, Value
from minzheng.rules.explanation.gathered import Gathered
from minzheng.rules.tree import (
    Aggregate,
    AllOf,
    AnyOf,
    Arithmetic,
    Choose,
    Expression,
    Extreme,
    FactRead,
    Literal,
    MonthEvaluated,
    NumberRead,
    Reach,
    RoundTo,
    RuleRead,
)
from minzheng.rules.units import RATIO_ONE

Leaf = tuple[RuleRead | NumberRead, Subject]
"""A rule and whom it is about, or a number and who reads it."""

Leaves = Callable[[Subject], Sequence[Leaf]]
Parts = Callable[[Subject], Sequence[Expression]]
Asked = Callable[[Subject], Sequence[tuple[Expression, Subject]]]
Telling = Callable[[Sequence[Value], Subject], Sequence[Expression]]
"""Of operands that are all known those that decided, by their values."""


def _nothing(subject: Subject) -> Sequence[Leaf]:
    return ()


def _may_lack(node: Expression) -> bool:
    """Whether an operand may be unknown."""
    certain = isinstance(node, Literal | MonthEvaluated)
    return not certain and not (isinstance(node, NumberRead) and node.position is None)


class Branches:
    """Finds what decided; thread-safe like the evaluator it asks."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._leaves: dict[Expression, Leaves] = {}
        self._parts: dict[Expression, Parts] = {}
        self._gathered: dict[Aggregate, Gathered] = {}

    def leaves_of(self, expression: Expression) -> Leaves:
        """Finds the rules and numbers read on the branch taken, in the order of the rule."""
        found = self._leaves.get(expression)
        if found is None:
            found = self._leaves[expression] = self._search(expression)
        return found

    def parts_of(self, expression: Expression) -> Parts:
        """Finds the operands that decided; of a value that is unknown, those that are unknown."""
        found = self._parts.get(expression)
        if found is None:
            found = self._parts[expression] = self._choice(expression)
        return found

    def gathered(self, node: Aggregate) -> Gathered:
        """Who made an aggregate what it is."""
        found = self._gathered.get(node)
        if found is None:
            found = self._gathered[node] = Gathered(node, self._evaluator)
        return found

    def asked(self, node: Aggregate) -> Asked:
        """Of a count why each is counted or not; of all others only what was gathered."""
        gathered = self.gathered(node)

        def found(subject: Subject) -> Sequence[tuple[Expression, Subject]]:
            asked = []
            for member in gathered.asked_about(subject):
                if node.test is not None and (gathered.counts or gathered.includes(member) is None):
                    asked.append((node.test, member))
                if not gathered.counts:
                    asked.append((node.element, member))
            return asked

        return found

    @singledispatchmethod
    def _search(self, node: Expression) -> Leaves:
        """What reads facts alone is not searched."""
        below = {each: self.leaves_of(each) for each in node.children()}
        if all(each is _nothing for each in below.values()):
            return _nothing
        if len(below) == 1:
            return next(iter(below.values()))
        parts = self.parts_of(node)
        return lambda subject: [leaf for each in parts(subject) for leaf in below[each](subject)]

    @_search.register
    def _fact(self, node: FactRead) -> Leaves:
        return _nothing

    @_search.register
    def _rule(self, node: RuleRead) -> Leaves:
        if node.reach is Reach.OWN:
            return lambda subject: ((node, subject),)
        return lambda subject: ((node, subject.up),)

    @_search.register
    def _number(self, node: NumberRead) -> Leaves:
        position = _nothing if node.position is None else self.leaves_of(node.position)
        if position is _nothing:
            return lambda subject: ((node, subject),)
        return lambda subject: ((node, subject), *position(subject))

    @_search.register
    def _aggregate(self, node: Aggregate) -> Leaves:
        asked, below = self.asked(node), {each: self.leaves_of(each) for each in node.children()}
        if all(each is _nothing for each in below.values()):
            return _nothing
        return lambda subject: [
            leaf for each, member in asked(subject) for leaf in below[each](member)
        ]

    @singledispatchmethod
    def _choice(self, node: Expression) -> Parts:
        """All operands; numbers and the month need not be asked whether they are known."""
        operands = tuple(node.children())
        closures = [(each, self._evaluator.closure(each)) for each in operands if _may_lack(each)]
        if len(closures) == 1:
            lacking, only = (closures[0][0],), closures[0][1]
            return lambda subject: lacking if only(subject) is None else operands

        def chosen(subject: Subject) -> Sequence[Expression]:
            return [each for each, closure in closures if closure(subject) is None] or operands

        return chosen

    @_choice.register(AllOf)
    @_choice.register(AnyOf)
    def _junction(self, node: AllOf | AnyOf) -> Parts:
        """Every operand that refuses, or the first that suffices; else the unknown; else all."""
        operands, suffices = node.operands, isinstance(node, AnyOf)
        closures = [(each, self._evaluator.closure(each)) for each in operands]

        def chosen(subject: Subject) -> Sequence[Expression]:
            deciding, unknown = [], []
            for operand, closure in closures:
                value = closure(subject)
                if value is None:
                    unknown.append(operand)
                elif bool(value) is suffices:
                    if suffices:
                        return (operand,)
                    deciding.append(operand)
            return deciding or unknown or operands

        return chosen

    @_choice.register
    def _choose(self, node: Choose) -> Parts:
        test = self._evaluator.closure(node.test)
        unknown, then, otherwise = (node.test,), (node.test, node.then), (node.test, node.otherwise)

        def chosen(subject: Subject) -> Sequence[Expression]:
            yes = test(subject)
            if yes is None:
                return unknown
            return then if yes else otherwise

        return chosen

    @_choice.register
    def _arithmetic(self, node: Arithmetic) -> Parts:
        """Without what adds nothing to a sum."""
        operands = (node.left, node.right)

        def telling(values: Sequence[Value], subject: Subject) -> Sequence[Expression]:
            if node.operator == "*" or all(values):
                return operands
            return [each for each, value in zip(operands, values, strict=True) if value] or operands

        return self._known(operands, telling)

    @_choice.register
    def _extreme(self, node: Extreme) -> Parts:
        """Of a maximum or minimum only the one taken."""
        best = max if node.greatest else min
        return self._known(
            node.operands,
            lambda values, subject: (node.operands[values.index(best(values))],),  # type: ignore[type-var]  # all are known
        )

    @_choice.register
    def _round_to(self, node: RoundTo) -> Parts:
        """How it was rounded only where that changed anything."""
        operands, result = tuple(node.children()), self._evaluator.closure(node)
        finer: int = RATIO_ONE**node.amount.unit.scale

        def telling(values: Sequence[Value], subject: Subject) -> Sequence[Expression]:
            changed = values[0] != (result(subject) or 0) * finer
            return operands if changed else operands[:1]

        return self._known(operands, telling)

    def _known(self, operands: tuple[Expression, ...], telling: Telling) -> Parts:
        """Where any operand is unknown, the unknown ones; else what tells of the known."""
        closures = [self._evaluator.closure(each) for each in operands]

        def chosen(subject: Subject) -> Sequence[Expression]:
            values = [closure(subject) for closure in closures]
            if None in values:
                return [each for each, v in zip(operands, values, strict=True) if v is None]
            return telling(values, subject)

        return chosen
