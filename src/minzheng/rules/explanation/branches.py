"""Which parts of an expression decided its value: the branch taken, and nothing else.

Like the evaluator's, the search through each expression becomes a Python closure once.
"""

from collections.abc import Callable, Sequence
from functools import singledispatchmethod
from typing import TypeVar

from minzheng.rules.evaluation.closures import Closure, Evaluator
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

T = TypeVar("T")
Parts = Callable[[Subject], Sequence[T]]
Asked = Callable[[Subject], Sequence[tuple[T, Subject]]]
Telling = Callable[[Sequence[Value], Subject], Sequence[T]]
"""Of what stands for operands that are all known, what stands for those that decided."""


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
        self._gathered: dict[Aggregate, Gathered] = {}

    def leaves_of(self, expression: Expression) -> Leaves:
        """Finds the rules and numbers read on the branch taken, in the order of the rule."""
        found = self._leaves.get(expression)
        if found is None:
            found = self._leaves[expression] = self._search(expression)
        return found

    def parts_of(self, node: Expression, of: Callable[[Expression], T]) -> Parts[T]:
        """Finds the operands that decided; of a value that is unknown, those that are unknown.

        It gives not the operands, but what was made ``of`` each beforehand.
        """
        found: Parts[T] = self._choice(node, tuple(of(each) for each in node.children()))
        return found

    def gathered(self, node: Aggregate) -> Gathered:
        """Who made an aggregate what it is."""
        found = self._gathered.get(node)
        if found is None:
            found = self._gathered[node] = Gathered(node, self._evaluator)
        return found

    def asked(self, node: Aggregate, of: Callable[[Expression], T]) -> Asked[T]:
        """Of a count why each is counted or not; of all others only what was gathered."""
        gathered, element = self.gathered(node), of(node.element)
        test = None if node.test is None else of(node.test)

        def found(subject: Subject) -> Sequence[tuple[T, Subject]]:
            asked = []
            for member in gathered.asked_about(subject):
                if test is not None and (gathered.counts or gathered.includes(member) is None):
                    asked.append((test, member))
                if not gathered.counts:
                    asked.append((element, member))
            return asked

        return found

    @singledispatchmethod
    def _search(self, node: Expression) -> Leaves:
        """What reads facts alone is not searched."""
        below = [self.leaves_of(each) for each in node.children()]
        if all(each is _nothing for each in below):
            return _nothing
        if len(below) == 1:
            return below[0]
        parts = self.parts_of(node, self.leaves_of)
        return lambda subject: [leaf for find in parts(subject) for leaf in find(subject)]

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
        if all(self.leaves_of(each) is _nothing for each in node.children()):
            return _nothing
        asked = self.asked(node, self.leaves_of)
        return lambda subject: [leaf for find, member in asked(subject) for leaf in find(member)]

    @singledispatchmethod
    def _choice(self, node: Expression, parts: tuple[T, ...]) -> Parts[T]:
        """All operands; numbers and the month need not be asked whether they are known."""
        lacking = [
            (part, self._evaluator.closure(each))
            for each, part in zip(node.children(), parts, strict=True)
            if _may_lack(each)
        ]
        if len(lacking) == 1:
            ((part, only),) = lacking
            unknown = (part,)
            return lambda subject: unknown if only(subject) is None else parts

        def chosen(subject: Subject) -> Sequence[T]:
            return [part for part, closure in lacking if closure(subject) is None] or parts

        return chosen

    @_choice.register
    def _all_of(self, node: AllOf, parts: tuple[T, ...]) -> Parts[T]:
        """Every operand that refuses, else those that are unknown, else all."""
        closures = self._beside(parts, node.operands)

        def chosen(subject: Subject) -> Sequence[T]:
            refusing, unknown = [], []
            for part, closure in closures:
                value = closure(subject)
                if value is None:
                    unknown.append(part)
                elif not value:
                    refusing.append(part)
            return refusing or unknown or parts

        return chosen

    @_choice.register
    def _any_of(self, node: AnyOf, parts: tuple[T, ...]) -> Parts[T]:
        """The first operand that suffices, else those that are unknown, else all."""
        closures = self._beside(parts, node.operands)

        def chosen(subject: Subject) -> Sequence[T]:
            unknown = []
            for part, closure in closures:
                value = closure(subject)
                if value:
                    return (part,)
                if value is None:
                    unknown.append(part)
            return unknown or parts

        return chosen

    @_choice.register
    def _choose(self, node: Choose, parts: tuple[T, ...]) -> Parts[T]:
        test, (asked, then, otherwise) = self._evaluator.closure(node.test), parts
        unknown, if_yes, if_no = (asked,), (asked, then), (asked, otherwise)

        def chosen(subject: Subject) -> Sequence[T]:
            yes = test(subject)
            if yes is None:
                return unknown
            return if_yes if yes else if_no

        return chosen

    @_choice.register
    def _arithmetic(self, node: Arithmetic, parts: tuple[T, ...]) -> Parts[T]:
        """Without what adds nothing to a sum."""

        def telling(values: Sequence[Value], subject: Subject) -> Sequence[T]:
            if node.operator == "*" or all(values):
                return parts
            return [part for part, value in zip(parts, values, strict=True) if value] or parts

        return self._known((node.left, node.right), parts, telling)

    @_choice.register
    def _extreme(self, node: Extreme, parts: tuple[T, ...]) -> Parts[T]:
        """Of a maximum or minimum only the one taken."""
        best = max if node.greatest else min
        return self._known(
            node.operands,
            parts,
            lambda values, subject: (parts[values.index(best(values))],),  # type: ignore[type-var]  # all are known
        )

    @_choice.register
    def _round_to(self, node: RoundTo, parts: tuple[T, ...]) -> Parts[T]:
        """How it was rounded only where that changed anything."""
        result, amount = self._evaluator.closure(node), parts[:1]
        finer: int = RATIO_ONE**node.amount.unit.scale

        def telling(values: Sequence[Value], subject: Subject) -> Sequence[T]:
            return parts if values[0] != (result(subject) or 0) * finer else amount

        return self._known(tuple(node.children()), parts, telling)

    def _known(
        self, operands: tuple[Expression, ...], parts: tuple[T, ...], telling: Telling[T]
    ) -> Parts[T]:
        """Where any operand is unknown, the unknown ones; else what tells of the known."""
        closures = [self._evaluator.closure(each) for each in operands]

        def chosen(subject: Subject) -> Sequence[T]:
            values = [closure(subject) for closure in closures]
            if None in values:
                return [part for part, v in zip(parts, values, strict=True) if v is None]
            return telling(values, subject)

        return chosen

    def _beside(
        self, parts: tuple[T, ...], operands: tuple[Expression, ...]
    ) -> list[tuple[T, Closure]]:
        return [
            (part, self._evaluator.closure(each))
            for part, each in zip(parts, operands, strict=True)
        ]
