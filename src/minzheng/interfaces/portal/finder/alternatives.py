"""Where a yes or no is missing, both are tried: what comes out either way is no longer open.

An illness that nobody has looked into may raise an amount and not decide whether there is one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from minzheng.base.months import Month
from minzheng.catalogue.facts import VOCABULARY
from minzheng.kernel.registry.api.estimates import (
    EnteredHousehold,
    EnteredPerson,
    Estimate,
    Wanting,
    estimated,
)
from minzheng.rules.facts import Entity
from minzheng.rules.units import Kind

MOST = 3
"""Eight evaluations; more would be guessing."""


@dataclass(frozen=True, slots=True)
class EitherWay:
    """What comes out whichever way it is: granted or not, and the least of the amounts."""

    granted: bool
    least: Estimate


def either_way(home: EnteredHousehold, result: Estimate, month: Month) -> EitherWay | None:
    """None where it makes a difference, or where more than a yes or no is missing."""
    wanted = result.missing
    if not wanted or len(wanted) > MOST or not all(map(_is_yes_no, wanted)):
        return None
    outcomes = [
        each
        for answers in product((False, True), repeat=len(wanted))
        for each in _of(_with(home, dict(zip(wanted, answers, strict=True))), result, month)
    ]
    values = [each.value for each in outcomes]
    if None in values or len({bool(value) for value in values}) != 1:
        return None
    return EitherWay(bool(values[0]), min(outcomes, key=lambda each: each.value or 0))


def _is_yes_no(wanting: Wanting) -> bool:
    entity = Entity.PERSON if wanting.who else Entity.HOUSEHOLD
    fact = VOCABULARY.of(entity).get(wanting.fact)
    return fact is not None and fact.unit.kind is Kind.YES_NO


def _of(home: EnteredHousehold, result: Estimate, month: Month) -> Iterator[Estimate]:
    found = estimated(home, month=month, keys=(result.key,))
    return (each for each in found if each.who == result.who)


def _with(home: EnteredHousehold, answers: dict[Wanting, bool]) -> EnteredHousehold:
    told = {(each.who, each.fact): answer for each, answer in answers.items()}
    return replace(
        home,
        facts={**home.facts, **{fact: yes for (who, fact), yes in told.items() if not who}},
        persons=[_person_with(each, told) for each in home.persons],
    )


def _person_with(person: EnteredPerson, told: dict[tuple[str, str], bool]) -> EnteredPerson:
    own = {fact: yes for (who, fact), yes in told.items() if who == person.name}
    return replace(person, facts={**person.facts, **own})
