"""What an expression reads if no fact that it reads was entered: blank facts, and rules.

Each expression becomes a closure once, which stops at the first fact that was entered.  Where that
is so whatever the facts are, as of anything that follows from a date of birth, nothing is searched.
"""

from collections.abc import Callable, Sequence
from functools import singledispatchmethod

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.branches import Branches
from minzheng.rules.facts import Vocabulary
from minzheng.rules.tree import (
    Aggregate,
    AllOf,
    AnyOf,
    Arithmetic,
    Choose,
    Expression,
    Extreme,
    FactRead,
    NumberRead,
    RoundTo,
    RuleRead,
)
from minzheng.rules.units import Kind

Blank = Sequence[tuple[FactRead | RuleRead, Subject]]
"""What is read, and by whom."""

Reads = Callable[[Subject], Blank | None]
"""``None`` where any fact was entered."""

_CHOOSY = (AllOf, AnyOf, Arithmetic, Extreme, RoundTo)
"""Of these some operands may be left out where others suffice."""


def _entered(subject: Subject) -> None:
    return None


def _constant(subject: Subject) -> Blank:
    return ()


class Entered:
    """Makes the closures of one program."""

    def __init__(self, evaluator: Evaluator, branches: Branches, vocabulary: Vocabulary) -> None:
        self._evaluator = evaluator
        self._branches = branches
        self._vocabulary = vocabulary
        self._reads: dict[Expression, Reads] = {}

    def reads(self, expression: Expression) -> Reads:
        """The closure of an expression, made once."""
        found = self._reads.get(expression)
        if found is None:
            found = self._reads[expression] = self._make(expression)
        return found

    @singledispatchmethod
    def _make(self, node: Expression) -> Reads:
        below = {each: self.reads(each) for each in node.children()}
        choosy = isinstance(node, _CHOOSY)
        reading = [each for each in below.values() if choosy or each is not _constant]
        if len(reading) == 1 and not choosy:
            return reading[0]
        if all(each is _entered for each in reading):
            return _entered if reading else _constant
        return self._over_parts(node, below)

    @_make.register
    def _choose(self, node: Choose) -> Reads:
        below = {each: self.reads(each) for each in node.children()}
        return _entered if below[node.test] is _entered else self._over_parts(node, below)

    def _over_parts(self, node: Expression, below: dict[Expression, Reads]) -> Reads:
        parts = self._branches.parts_of(node)

        def found(subject: Subject) -> Blank | None:
            blank: list[tuple[FactRead | RuleRead, Subject]] = []
            for part in parts(subject):
                more = below[part](subject)
                if more is None:
                    return None
                blank += more
            return blank

        return found

    @_make.register
    def _fact(self, node: FactRead) -> Reads:
        blank = self._vocabulary.of(node.entity)[node.name].blank
        money = node.unit.kind is Kind.MONEY
        if blank is None and not money:
            return _entered
        closure = self._evaluator.closure(node)

        def found(subject: Subject) -> Blank | None:
            value = closure(subject)
            if value is not None and (value == blank or (money and value == 0)):
                return ((node, subject),)
            return None

        return found

    @_make.register
    def _rule(self, node: RuleRead) -> Reads:
        return lambda subject: ((node, subject),)

    @_make.register
    def _number(self, node: NumberRead) -> Reads:
        return _constant if node.position is None else self.reads(node.position)

    @_make.register
    def _aggregate(self, node: Aggregate) -> Reads:
        asked = self._branches.asked(node)
        below = {each: self.reads(each) for each in node.children()}

        def found(subject: Subject) -> Blank | None:
            blank: list[tuple[FactRead | RuleRead, Subject]] = []
            for part, member in asked(subject):
                more = below[part](member)
                if more is None:
                    return None
                blank += more
            return blank

        return found
