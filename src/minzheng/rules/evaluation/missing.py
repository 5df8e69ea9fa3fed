"""Which facts are missing where a value is unknown: those whose answer could still decide it."""

from collections.abc import Iterator
from dataclasses import dataclass

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.facts import Entity
from minzheng.rules.tree import (
    Aggregate,
    Choose,
    Expression,
    FactRead,
    Gathering,
    Reach,
    RuleRead,
)


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact that nobody has told us."""

    subject: str
    entity: Entity
    fact: str

    def __str__(self) -> str:
        return f"{self.subject}.{self.fact}"


def missing_facts(evaluator: Evaluator, key: str, subject: Subject) -> tuple[MissingFact, ...]:
    """The facts to ask for before the rule can be decided; empty where it is decided."""
    if evaluator.value(key, subject) is not None:
        return ()
    search = _Search(evaluator)
    found = search.rule(key, subject)
    return tuple(dict.fromkeys(found))


class _Search:
    """Follows unknown values down to the facts, each named value once."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._seen: set[tuple[str, int]] = set()

    def rule(self, key: str, subject: Subject) -> Iterator[MissingFact]:
        if (key, id(subject)) in self._seen:
            return
        self._seen.add((key, id(subject)))
        yield from self._expression(self._evaluator.program.steps[key].expression, subject)

    def _unknown(self, expression: Expression, subject: Subject) -> bool:
        return self._evaluator.closure(expression)(subject) is None

    def _expression(self, expression: Expression, subject: Subject) -> Iterator[MissingFact]:
        if not self._unknown(expression, subject):
            return
        if isinstance(expression, FactRead):
            target = subject if expression.reach is Reach.OWN else subject.up
            yield MissingFact(target.name, expression.entity, expression.name)
        elif isinstance(expression, RuleRead):
            target = subject if expression.reach is Reach.OWN else subject.up
            yield from self.rule(expression.key, target)
        elif isinstance(expression, Choose):
            yield from self._choose(expression, subject)
        elif isinstance(expression, Aggregate):
            yield from self._aggregate(expression, subject)
        else:
            for child in expression.children():
                yield from self._expression(child, subject)

    def _choose(self, node: Choose, subject: Subject) -> Iterator[MissingFact]:
        test = self._evaluator.closure(node.test)(subject)
        if test is None:
            yield from self._expression(node.test, subject)
        else:
            yield from self._expression(node.then if test else node.otherwise, subject)

    def _aggregate(self, node: Aggregate, subject: Subject) -> Iterator[MissingFact]:
        members = subject.members if node.over is Entity.PERSON else subject.supporters
        harmless = {Gathering.ANY: False, Gathering.ALL: True}.get(node.gathering)
        for member in members:
            included = True
            if node.test is not None:
                test = self._evaluator.closure(node.test)(member)
                if test is not None and not test:
                    continue
                included = test is not None
            if harmless is not None or included:
                value = self._evaluator.closure(node.element)(member)
                if value is not None and harmless is not None and bool(value) is harmless:
                    continue
                yield from self._expression(node.element, member)
            if not included and node.test is not None:
                yield from self._expression(node.test, member)
