"""What the examples have not shown yet, rule by rule and number by number."""

from collections.abc import Iterator
from functools import cache

from minzheng.config.platform import platform
from minzheng.rules.numbers.definition import Confidence, Dated, NumberDefinition
from minzheng.rules.numbers.parameter_set import covers
from minzheng.rules.numbers.text import month_text
from minzheng.rules.program import program
from minzheng.rules.reading.declarations import Role
from minzheng.rules.rulebook import Rule, Version
from tests.conformance.seen import seen
from tests.conformance.unknowns import can_be_unknown
from tools.mutation.subject import numbers_read

_STATES = {True: "met", False: "unmet", None: "unknown"}


@cache
def conditions() -> tuple[str, ...]:
    """Every rule that is a condition of a benefit or status."""
    found = (
        condition.key
        for rule in platform().rulebook.outcomes()
        for version in rule.versions
        for condition in version.conditions
    )
    return tuple(sorted(set(found)))


def unseen_states(key: str) -> Iterator[str]:
    """Whether a condition has not been seen met, unmet or unknown."""
    present = {None if value is None else bool(value) for value in seen().values.get(key, ())}
    for state, name in _STATES.items():
        if state not in present and (state is not None or _can_be_unknown(key)):
            yield name


def _can_be_unknown(key: str) -> bool:
    return can_be_unknown(program(platform().rulebook, _LATEST, [key]), key)


_LATEST = 2026 * 12 + 11
"""December 2026: every rule written so far is in force."""


@cache
def exceptions() -> tuple[str, ...]:
    """Every exception to a condition."""
    rules = platform().rulebook.rules.values()
    return tuple(rule.key for rule in rules if rule.role is Role.UNLESS)


def uncrossed_versions(rule: Rule) -> Iterator[str]:
    """The dates of effect of a rule of which one side has not been seen."""
    months = seen().months.get(rule.key, set())
    for position, version in enumerate(rule.versions):
        if not version.since:
            continue
        if not any(rule.at(month) is version for month in months):
            yield f"no example from {month_text(version.since)} on"
        if _has_a_before(rule, position) and version.since - 1 not in months:
            yield f"no example in {month_text(version.since - 1)}, the month before"


def _has_a_before(rule: Rule, position: int) -> bool:
    """What was not yet in force is "no" for an outcome; any other rule could not be read."""
    return position > 0 or rule.role in (Role.BENEFIT, Role.STATUS)


def dated_rules() -> tuple[Rule, ...]:
    """Rules with a date of effect."""
    return tuple(
        rule
        for rule in platform().rulebook.rules.values()
        if any(version.since for version in rule.versions)
    )


def unread_values(definition: NumberDefinition) -> Iterator[str]:
    """The values of a number that no example reads as they stand.

    A number that no rule reads is there to bound another, or to say how a benefit is given, and no
    example can show it.
    """
    if definition.key not in numbers_read(platform().rulebook):
        if definition.key not in _bounds() | _of_benefits():
            yield "no rule or benefit reads it, and it bounds no other number"
        return
    read = {id(dated) for _, _, dated in seen().reads.get(definition.key, ())}
    for dated in definition.values:
        if id(dated) not in read:
            yield f"no example uses {_name(dated)}"


def _bounds() -> frozenset[str]:
    """The numbers that bound another."""
    found = platform().parameters.definitions.values()
    bounds = (bound for each in found for bound in (each.at_least, each.at_most))
    return frozenset(bound.of for bound in bounds if bound is not None)


def _of_benefits() -> frozenset[str]:
    """The numbers that say how services and things are given."""
    found = platform().benefits.values()
    shares = (mode.share for each in found for mode in each.modes)
    return frozenset((*shares, *(each.carry_months for each in found)))


def uncrossed_values(definition: NumberDefinition) -> Iterator[str]:
    """The values of a number, examples aside, before or after which it has not been seen read."""
    own = {id(each) for each in definition.values}
    for dated in definition.values:
        if dated.confidence is Confidence.EXAMPLE or not _replaces(definition, dated):
            continue
        months = {
            month
            for month, area, found in seen().reads.get(definition.key, ())
            if id(found) in own and covers(dated.area, area)
        }
        if dated.since - 1 not in months:
            yield f"no example in the month before {_name(dated)}"


def _replaces(definition: NumberDefinition, dated: Dated) -> bool:
    """Whether another value was in force in the month before."""
    earlier = platform().parameters.in_force(definition.key, dated.since - 1, dated.area)
    return earlier is not None


def _name(dated: Dated) -> str:
    return f"the value for {dated.area} from {month_text(dated.since)} on"


def versions() -> tuple[tuple[Rule, Version], ...]:
    """Every rule in each of its versions."""
    rules = platform().rulebook.rules.values()
    return tuple((rule, version) for rule in rules for version in rule.versions)


def areas() -> tuple[str, ...]:
    """Every area for which a value is set."""
    found = platform().parameters.definitions.values()
    return tuple(sorted({dated.area for each in found for dated in each.values}))
