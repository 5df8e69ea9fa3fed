"""Evaluates one written rule for one household: what tests of the evaluators ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.missing import missing_facts
from minzheng.rules.evaluation.people import Subject, household
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.parameter_set import Numbers
from minzheng.rules.numbers.text import stored_month
from minzheng.rules.program import program
from tests.rules.written_lines import (
    VOCABULARY,
    WrittenLine,
    of_household,
    of_person,
    parameters,
    rulebook,
)

Facts = Mapping[str, int | None]
Member = tuple[Facts, Sequence[Facts]]
"""A member's facts and those of each supporter; what is not given is unknown."""

MONTH = stored_month("2026-11")
AREA = "320402"


@dataclass(frozen=True)
class Answer:
    """The stored value of a rule, ``None`` if unknown, and the facts that are missing for it."""

    value: int | None
    missing: tuple[str, ...]


@cache
def _evaluator(line: WrittenLine, key: str) -> Evaluator:
    return Evaluator(program(rulebook(line), MONTH, [key]))


@cache
def numbers_of(line: WrittenLine) -> Numbers:
    """Every number of a line."""
    found = parameters(line)
    return found.numbers(MONTH, AREA, found.definitions)


def with_all_facts(entity: Entity, given: Facts) -> Facts:
    """The facts given, and unknown for all others."""
    return {name: given.get(name) for name in VOCABULARY.of(entity)}


def home(line: WrittenLine, facts: Facts, members: Sequence[Member] = ()) -> Subject:
    """A household with members called 甲, 乙, 丙 …"""
    persons = [
        (
            "甲乙丙丁戊己庚辛"[i],
            with_all_facts(Entity.PERSON, own),
            [with_all_facts(Entity.SUPPORTER, each) for each in supporters],
        )
        for i, (own, supporters) in enumerate(members)
    ]
    return household(with_all_facts(Entity.HOUSEHOLD, facts), persons, numbers_of(line))


def ask(line: WrittenLine, key: str, subject: Subject) -> Answer:
    """A rule's value for a subject."""
    evaluator = _evaluator(line, key)
    missing = sorted(str(each) for each in missing_facts(evaluator, key, subject))
    return Answer(evaluator.value(key, subject), tuple(missing))


def of_home(
    value: str, returns: str, facts: Facts | None = None, members: Sequence[Member] = ()
) -> Answer:
    """The value of an expression about a household ``h``."""
    line = WrittenLine(of_household(f"return {value}", returns))
    return ask(line, "line.answer", home(line, facts or {}, members))


def of_member(value: str, returns: str, facts: Facts, supporters: Sequence[Facts] = ()) -> Answer:
    """The value of an expression about a person ``p``, the only member."""
    line = WrittenLine(of_person(f"return {value}", returns))
    return ask(line, "line.answer", home(line, {}, [(facts, supporters)]).members[0])
