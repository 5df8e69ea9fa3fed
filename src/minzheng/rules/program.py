"""A program: the rules as they read in one month, in an order in which each can be computed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from minzheng.rules.errors import Refusal, RuleRefused
from minzheng.rules.facts import Entity, Vocabulary
from minzheng.rules.numbers.text import month_text
from minzheng.rules.reading.algebra import number, truth
from minzheng.rules.reading.declarations import Role
from minzheng.rules.rulebook import Rule, RuleBook, Version
from minzheng.rules.tree import Expression, NumberRead, RuleRead, walk


@dataclass(frozen=True, slots=True)
class Step:
    """One rule in force: its key, whom it is about, its version and the expression to compute."""

    key: str
    rule: Rule
    version: Version | None
    expression: Expression

    @property
    def entity(self) -> Entity:
        """Whom the value is about."""
        return self.rule.entity


@dataclass(frozen=True, slots=True)
class Program:
    """What is needed for some outcomes in one month: steps in order, each after those it reads.

    ``also`` names other rules whose values will be asked for; ``numbers`` the numbers read.
    """

    month: int
    vocabulary: Vocabulary
    steps: Mapping[str, Step]
    outcomes: tuple[str, ...]
    also: tuple[str, ...]
    numbers: frozenset[str]


def program(
    rulebook: RuleBook,
    month: int,
    outcomes: Iterable[str] | None = None,
    also: Iterable[str] = (),
) -> Program:
    """The program for a month (months since year 0) and some outcomes, all if none are named.

    ``also`` names other rules whose values will be asked for.

    A benefit or status not yet in force is "no"; any other rule not in force that is needed raises
    ``RuleRefused``, because its value would be invented.
    """
    wanted = tuple(outcomes or (rule.key for rule in rulebook.outcomes()))
    asked = tuple(also)
    steps: dict[str, Step] = {}
    for key in _needed(rulebook, month, (*wanted, *asked)):
        steps[key] = _step(rulebook.rules[key], month)
    numbers = frozenset(
        node.key
        for step in steps.values()
        for node in walk(step.expression)
        if isinstance(node, NumberRead)
    )
    return Program(month, rulebook.vocabulary, steps, wanted, asked, numbers)


def _needed(rulebook: RuleBook, month: int, wanted: Iterable[str]) -> Iterator[str]:
    """Depth first: every rule after all that it reads, each once."""
    done: set[str] = set()

    def visit(key: str) -> Iterator[str]:
        if key in done:
            return
        done.add(key)
        step = _step(rulebook.rules[key], month)
        for node in walk(step.expression):
            if isinstance(node, RuleRead):
                yield from visit(node.key)
        yield key

    for key in wanted:
        yield from visit(key)
        starts = rulebook.rules[key].starts
        if starts is not None:
            yield from visit(starts)


def _step(rule: Rule, month: int) -> Step:
    version = rule.at(month)
    if version is not None:
        return Step(rule.key, rule, version, version.value)
    if rule.role is Role.BENEFIT:
        return Step(rule.key, rule, None, number(0, rule.unit))
    if rule.role is Role.STATUS:
        return Step(rule.key, rule, None, truth(False))
    first = rule.versions[0]
    reason = f"{rule.key} 自 {month_text(first.since)} 起才有效, {month_text(month)} 不能引用"
    raise RuleRefused((Refusal(first.file, first.line, reason),))
