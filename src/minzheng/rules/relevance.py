"""Which households a run must look at closely: where an outcome may be yes or undecided.

Most households are refused everything by a few facts: nobody is disabled, ill, old or without
parents, and there is too much property.  From the rules themselves a test of facts alone is derived
that holds wherever any outcome could be anything but "no"; all rules are evaluated only there.
"""

from dataclasses import replace
from functools import cached_property, singledispatchmethod

from minzheng.rules.facts import Entity
from minzheng.rules.junctions import both, either, implies
from minzheng.rules.program import Program, Step
from minzheng.rules.reading.algebra import truth
from minzheng.rules.reading.declarations import Role
from minzheng.rules.rulebook import Rule
from minzheng.rules.sql.nullability import Nullability
from minzheng.rules.sql.stages import levels_of
from minzheng.rules.tree import (
    Aggregate,
    AllOf,
    AnyOf,
    Arithmetic,
    Choose,
    Compare,
    Expression,
    Extreme,
    Gathering,
    Known,
    Literal,
    Not,
    Reach,
    RuleRead,
)
from minzheng.rules.units import YES_NO

PERSON_TEST = "relevance.person"
HOUSEHOLD_TEST = "relevance.household"


def plain_outcomes(program: Program) -> frozenset[str]:
    """The outcomes that follow, with their first months, from the facts of the one concerned alone.

    They cost less than a test of whom they concern, so they are computed for everybody.
    """
    levels = levels_of(program)
    found = set()
    for key in program.outcomes:
        starts = program.steps[key].rule.starts
        if levels[key] == 0 and (starts is None or levels[starts] == 0):
            found.add(key)
    return frozenset(found)


def relevance_test(program: Program, nullability: Nullability) -> Program:
    """A program of two tests: ``relevance.household`` and ``relevance.person``.

    Neither is ever unknown, and one of them is yes wherever any but a plain outcome of the given
    program may be yes or undecided, whatever comes of the rules that facts alone do not decide.  A
    member's test reads the member's facts only, so that it filters a scan.
    """
    plain = plain_outcomes(program)
    asked = [key for key in program.outcomes if key not in plain]
    wide, above = _Finder(program, nullability), _Above(program, nullability)
    personal = [key for key in asked if program.steps[key].entity is Entity.PERSON]
    of_home = [key for key in personal if _always(wide.outcome(key))]
    tests = [above.outcome(key) for key in of_home]
    tests += [wide.outcome(key) for key in asked if key not in personal]
    households = either(tests)
    narrow = _Finder(program, nullability, met_above=households)
    members = either(narrow.outcome(key) for key in personal if key not in of_home)
    found = {
        HOUSEHOLD_TEST: _step(HOUSEHOLD_TEST, Entity.HOUSEHOLD, households),
        PERSON_TEST: _step(PERSON_TEST, Entity.PERSON, members),
    }
    return replace(program, steps={**program.steps, **found}, outcomes=tuple(found), also=())


def _always(test: Expression) -> bool:
    return isinstance(test, Literal) and bool(test.value)


def _step(key: str, entity: Entity, expression: Expression) -> Step:
    rule = Rule(key, Role.VALUE, entity, expression.unit, (), None)
    return Step(key, rule, None, expression)


class _Finder:
    """Widens expressions to what may be so, judging by facts only."""

    def __init__(
        self,
        program: Program,
        nullability: Nullability,
        met_above: Expression | None = None,
    ) -> None:
        self._program = program
        self._nullability = nullability
        self._levels = levels_of(program)
        self._met_above = met_above
        self._of_home: dict[tuple[str, bool], Expression] = {}

    def outcome(self, key: str) -> Expression:
        """Whether an outcome may be yes or undecided."""
        step = self._program.steps[key]
        found = self.may if step.rule.unit == YES_NO else self.positive
        return found(step.expression)

    def may(self, node: Expression) -> Expression:
        """Yes wherever a truth value is yes or unknown; yes, too, where facts do not decide it."""
        if not self._is_fact(node):
            return self._may(node)
        if not self._nullability.of(node):
            return node
        return AnyOf(YES_NO, 0, 1, (node, Not(YES_NO, 0, 1, Known(YES_NO, 0, 1, node))))

    @singledispatchmethod
    def _may(self, node: Expression) -> Expression:
        return truth(True)

    @_may.register
    def _all_of(self, node: AllOf) -> Expression:
        return both(self.may(each) for each in node.operands)

    @_may.register
    def _any_of(self, node: AnyOf) -> Expression:
        return either(self.may(each) for each in node.operands)

    @_may.register
    def _choose(self, node: Choose) -> Expression:
        then = both((self.may(node.test), self.may(node.then)))
        return either((then, self.may(node.otherwise)))

    @_may.register
    def _rule(self, node: RuleRead) -> Expression:
        if node.reach is Reach.OWN:
            return self.may(self._program.steps[node.key].expression)
        return self._above(node, amount=False)

    @_may.register
    def _compare(self, node: Compare) -> Expression:
        if node.operator == ">" and isinstance(node.right, Literal) and node.right.value == 0:
            return self.positive(node.left)
        if node.operator in ("<", "<=") and not self._nullability.of(node):
            most = self._most(node.right)
            if self._is_fact(node.left) and most is not None:
                return replace(node, right=most)
        return truth(True)

    def positive(self, node: Expression) -> Expression:
        """Yes wherever an amount is above zero or unknown."""
        if isinstance(node, Literal):
            return truth(node.value > 0)
        if isinstance(node, Choose):
            then = both((self.may(node.test), self.positive(node.then)))
            return either((then, self.positive(node.otherwise)))
        if isinstance(node, RuleRead):
            if node.reach is Reach.OWN:
                return self.positive(self._program.steps[node.key].expression)
            return self._above(node, amount=True)
        if isinstance(node, Extreme) and node.greatest:
            return either(self.positive(each) for each in node.operands)
        if isinstance(node, Arithmetic) and node.operator == "+":
            return either((self.positive(node.left), self.positive(node.right)))
        return truth(True)

    def _above(self, node: RuleRead, *, amount: bool) -> Expression:
        """No, where the household's own test, which is asked anyway, holds wherever this may.

        Whoever this could concern is then found by the household's test.
        """
        if self._met_above is None or node.reach is not Reach.HOUSEHOLD:
            return truth(True)
        asked = (node.key, amount)
        if asked not in self._of_home:
            widen = self._home.positive if amount else self._home.may
            test = widen(self._program.steps[node.key].expression)
            self._of_home[asked] = truth(not implies(test, self._met_above))
        return self._of_home[asked]

    @cached_property
    def _home(self) -> "_Finder":
        return _Finder(self._program, self._nullability)

    def _most(self, node: Expression) -> Expression | None:
        """The most that a known amount can be, from facts; ``None`` if they do not say."""
        if self._is_fact(node):
            return node
        if isinstance(node, RuleRead) and node.reach is Reach.OWN:
            return self._most(self._program.steps[node.key].expression)
        if isinstance(node, Aggregate) and node.gathering is Gathering.COUNT:
            return replace(node, element=truth(True), test=None)
        if isinstance(node, Arithmetic) and node.operator in ("+", "*") and node.left.low >= 0:
            left, right = self._most(node.left), self._most(node.right)
            if left is not None and right is not None and node.right.low >= 0:
                return replace(node, left=left, right=right)
        return None

    def _is_fact(self, node: Expression) -> bool:
        """Whether a value follows from the facts of the one it is about."""
        if isinstance(node, Aggregate):
            return False
        if isinstance(node, RuleRead):
            return self._levels[node.key] == 0 and node.reach is Reach.OWN
        if getattr(node, "reach", Reach.OWN) is not Reach.OWN:
            return False
        return all(self._is_fact(child) for child in node.children())


class _Above(_Finder):
    """What a member's outcome demands of the household, whatever the member is."""

    def may(self, node: Expression) -> Expression:
        if isinstance(node, RuleRead) and node.reach is Reach.HOUSEHOLD:
            return self._home.may(self._program.steps[node.key].expression)
        return truth(True) if self._is_fact(node) else self._may(node)

    def positive(self, node: Expression) -> Expression:
        if isinstance(node, RuleRead) and node.reach is Reach.HOUSEHOLD:
            return self._home.positive(self._program.steps[node.key].expression)
        return super().positive(node)
