"""What an expression reads if no fact that it reads was entered: blank facts, and rules.

Each expression becomes a closure once, which stops at the first fact that was entered.  Where that
is so whatever the facts are, as of anything that follows from a date of birth, nothing is searched;
of several operands that one is searched first in which such a fact stands nearest.
"""

from collections.abc import Callable
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
    Reach,
    RoundTo,
    RuleRead,
)
from minzheng.rules.units import Kind

Said = Callable[[str, Subject], bool | None]
"""Whether a rule about somebody needs no telling."""

Silent = Callable[[Subject, Said], bool | None]
"""Whether anything is read at all; ``None`` where something needs telling."""

_CHOOSY = (AllOf, AnyOf, Arithmetic, Extreme, RoundTo)
"""Of these some operands may be left out where others suffice."""

_NOWHERE = 1_000
"""The distance to what was entered where nothing is ever entered."""


def _entered(subject: Subject, said: Said) -> None:
    return None


def _constant(subject: Subject, said: Said) -> bool:
    return False


class Entered:
    """Makes the closures of one program."""

    def __init__(self, evaluator: Evaluator, branches: Branches, vocabulary: Vocabulary) -> None:
        self._evaluator = evaluator
        self._branches = branches
        self._vocabulary = vocabulary
        self._reads: dict[Expression, Silent] = {}
        self._rules: dict[str, Silent] = {}
        self._distances: dict[Expression, int] = {}

    def of(self, key: str) -> Silent:
        """The closure of a rule's expression."""
        found = self._rules.get(key)
        if found is None:
            found = self._rules[key] = self.reads(self._evaluator.program.steps[key].expression)
        return found

    def reads(self, expression: Expression) -> Silent:
        """The closure of an expression, made once."""
        found = self._reads.get(expression)
        if found is None:
            found = self._reads[expression] = self._make(expression)
        return found

    @singledispatchmethod
    def _make(self, node: Expression) -> Silent:
        choosy = isinstance(node, _CHOOSY)
        below = [self.reads(each) for each in node.children()]
        reading = [each for each in below if choosy or each is not _constant]
        if len(reading) == 1 and not choosy:
            return reading[0]
        if all(each is _entered for each in reading):
            return _entered if reading else _constant
        return self._over_parts(node)

    @_make.register
    def _choose(self, node: Choose) -> Silent:
        return _entered if self.reads(node.test) is _entered else self._over_parts(node)

    def _over_parts(self, node: Expression) -> Silent:
        parts = self._branches.parts_of(node, self.reads)
        operands = sorted(node.children(), key=self._distance)
        soonest = [self.reads(each) for each in operands]

        def found(subject: Subject, said: Said) -> bool | None:
            asked = parts(subject)
            if len(asked) == len(soonest):
                asked = soonest
            anything = False
            for silent in asked:
                more = silent(subject, said)
                if more is None:
                    return None
                anything = anything or more
            return anything

        return found

    def _distance(self, node: Expression) -> int:
        """How many steps down something was surely entered, or at the least may have been."""
        found = self._distances.get(node)
        if found is None:
            found = self._distances[node] = self._far(node)
        return found

    def _far(self, node: Expression) -> int:
        silent = self.reads(node)
        if silent is _entered:
            return 0
        if silent is _constant:
            return _NOWHERE
        if isinstance(node, RuleRead):
            return 1 + self._distance(self._evaluator.program.steps[node.key].expression)
        return 1 + min(map(self._distance, node.children()), default=1)

    @_make.register
    def _fact(self, node: FactRead) -> Silent:
        blank = self._vocabulary.of(node.entity)[node.name].blank
        money = node.unit.kind is Kind.MONEY
        if blank is None and not money:
            return _entered
        name = node.name
        blanks = {0, blank} - {None} if money else {blank}
        if node.reach is Reach.OWN:
            return lambda subject, said: subject.facts[name] in blanks or None
        return lambda subject, said: subject.up.facts[name] in blanks or None

    @_make.register
    def _rule(self, node: RuleRead) -> Silent:
        key = node.key
        if node.reach is Reach.OWN:
            return lambda subject, said: said(key, subject) or None
        return lambda subject, said: said(key, subject.up) or None

    @_make.register
    def _number(self, node: NumberRead) -> Silent:
        return _constant if node.position is None else self.reads(node.position)

    @_make.register
    def _aggregate(self, node: Aggregate) -> Silent:
        asked = self._branches.asked(node, self.reads)

        def found(subject: Subject, said: Said) -> bool | None:
            anything = False
            for silent, member in asked(subject):
                more = silent(member, said)
                if more is None:
                    return None
                anything = anything or more
            return anything

        return found
