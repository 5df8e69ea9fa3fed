"""Households drawn by lot for the platform's own rules: near its thresholds, and with holes."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from random import Random

from minzheng.config.platform import platform
from minzheng.rules.evaluation.people import Subject, Value, household
from minzheng.rules.facts import Entity, Fact, limits
from minzheng.rules.numbers.definition import Stored
from minzheng.rules.numbers.parameter_set import Numbers
from minzheng.rules.units import COUNT, NEVER, Kind

MOST_MEMBERS = 8
MOST_SUPPORTERS = 3
UNKNOWN = (0, 0.03, 0.1, 0.27)
"""How many of a household's facts are unknown: about one in ten, but not alike everywhere."""
UNUSUAL = (0.03, 0.1, 0.3, 0.6)
"""How many facts are drawn by lot; the others are blank or low, so that someone is entitled."""
ALTERED = 0.02
"""How many facts of a household like a given one are drawn anew."""


class Lot:
    """Draws households; the same seed draws the same ones."""

    def __init__(self, seed: int, numbers: Numbers, *, holes: bool) -> None:
        self._random = Random(seed)
        self._numbers = numbers
        self._holes = holes
        self._unknown = self._unusual = 0.0

    def homes(self, persons: int) -> Iterator[Subject]:
        """Households until there are at least so many persons."""
        drawn = 0
        while drawn < persons:
            home = self._home()
            drawn += len(home.members)
            yield home

    def beside(self, given: Sequence[Subject], persons: int) -> Iterator[Subject]:
        """Households like given ones, a few of their facts drawn anew."""
        drawn = 0
        while drawn < persons:
            self._unknown, self._unusual = 0.1, 1.0
            home = self._random.choice(given)
            members = [
                (each.name, self._altered(Entity.PERSON, each), self._altered_supporters(each))
                for each in home.members
            ]
            drawn += len(members)
            yield household(self._altered(Entity.HOUSEHOLD, home), members, self._numbers)

    def _altered_supporters(self, member: Subject) -> Sequence[Mapping[str, Value]]:
        return [self._altered(Entity.SUPPORTER, each) for each in member.supporters]

    def _altered(self, entity: Entity, subject: Subject) -> Mapping[str, Value]:
        facts = platform().rulebook.vocabulary.of(entity)
        altered = dict(subject.facts)
        for name, value in subject.facts.items():
            missing = value is None and not self._holes
            if missing or (name != "member_number" and self._random.random() < ALTERED):
                altered[name] = self._value(facts[name])
        return altered

    def _home(self) -> Subject:
        self._unknown = self._random.choice(UNKNOWN)
        self._unusual = self._random.choice(UNUSUAL)
        members = [
            (
                f"成员{i + 1}",
                self._facts(Entity.PERSON, {"member_number": i + 1}),
                self._supporters(),
            )
            for i in range(self._random.choice((1, 1, 2, 2, 3, 3, 4, 5, 6, MOST_MEMBERS)))
        ]
        return household(self._facts(Entity.HOUSEHOLD, {}), members, self._numbers)

    def _supporters(self) -> Sequence[Mapping[str, Value]]:
        number = self._random.choice((0, 0, 0, 1, 2, MOST_SUPPORTERS))
        return [self._facts(Entity.SUPPORTER, {}) for _ in range(number)]

    def _facts(self, entity: Entity, given: Mapping[str, Value]) -> dict[str, Value]:
        facts = platform().rulebook.vocabulary.of(entity)
        drawn: dict[str, Value] = {name: self._value(fact) for name, fact in facts.items()}
        return {**drawn, **given}

    def _value(self, fact: Fact) -> Value:
        if self._random.random() < self._unknown and self._holes:
            return None
        if self._random.random() < self._unusual:
            return self._known(fact)
        if fact.blank is not None:
            return fact.blank
        common = fact.unit.kind in (Kind.DATE, Kind.CODE) or self._random.random() < 0.3
        return self._known(fact) if common else fact.bounds()[0]

    def _known(self, fact: Fact) -> int:
        low, high = fact.bounds()
        if fact.unit.code is not None:
            return self._random.choice([int(each) for each in fact.unit.code])
        if fact.unit.kind is Kind.YES_NO:
            return self._random.random() < 0.5
        if fact.unit.kind is Kind.DATE:
            return self._random.choice((*self._dates, NEVER))
        near = [each for each in self._near.get(fact.unit.kind, ()) if low <= each <= high]
        small = range(low, min(high, low + 12) + 1)
        among: list[int] = [*near, *small, *([low] * len(near))]
        return self._random.choice(among)

    @cached_property
    def _near(self) -> Mapping[Kind, Sequence[int]]:
        """At each number in force and one beside it, by kind."""
        found: dict[Kind, set[int]] = {}
        for key, stored in self._numbers.stored.items():
            unit = platform().parameters.definitions[key].unit
            low, high = limits(unit)
            for value in _entries(stored):
                beside = {each for each in (value - 1, value, value + 1) if low <= each <= high}
                found.setdefault(unit.kind, set()).update(beside)
        return {kind: sorted(values) for kind, values in found.items()}

    @cached_property
    def _dates(self) -> Sequence[int]:
        """Days around now, and around the birthdays of every age that a number names."""
        ages = {
            age
            for key, stored in self._numbers.stored.items()
            if platform().parameters.definitions[key].unit == COUNT
            for age in _entries(stored)
            if age <= 120
        }
        months = [
            self._numbers.month - 12 * age + beside
            for age in sorted(ages | {0, 1, 30, 45})
            for beside in (-1, 0, 1)
        ]
        return [
            month // 12 * 10_000 + (month % 12 + 1) * 100 + day
            for month in months
            for day in (1, 15, 28)
        ]


def _entries(stored: Stored) -> Sequence[int]:
    return list(stored.values()) if isinstance(stored, Mapping) else [stored]
