"""The facts of one household as they stood when something was decided: plain, and for ever."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from minzheng.rules.evaluation import people
from minzheng.rules.evaluation.people import Subject, Value
from minzheng.rules.numbers.parameter_set import Numbers


@dataclass(frozen=True, slots=True)
class FrozenSupporter:
    """A statutory supporter: the name under which explanations speak of one, and the facts."""

    name: str
    facts: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class FrozenPerson:
    """A member: the identifier of the file, the name, the facts, the supporters."""

    id: str
    name: str
    facts: Mapping[str, Value]
    supporters: tuple[FrozenSupporter, ...] = ()


@dataclass(frozen=True, slots=True)
class FrozenHousehold:
    """A household's facts in a month and an area: all that rules are told.

    ``month`` counts months since year 0. Facts are stored values: fen, 20260131, codes by number.
    """

    area: str
    month: int
    facts: Mapping[str, Value]
    persons: tuple[FrozenPerson, ...]

    def subject(self, numbers: Numbers) -> Subject:
        """The household as evaluators meet it; its members stand in the same order."""
        home = people.household(
            self.facts,
            [
                (each.name, each.facts, [supporter.facts for supporter in each.supporters])
                for each in self.persons
            ],
            numbers,
        )
        for member, frozen in zip(home.members, self.persons, strict=True):
            for supporter, named in zip(member.supporters, frozen.supporters, strict=True):
                supporter.name = named.name
        return home

    def position(self, person: str) -> int | None:
        """Where a member stands, by the identifier of the file."""
        found = [at for at, each in enumerate(self.persons) if each.id == person]
        return found[0] if found else None

    def as_json(self) -> dict[str, Any]:
        """Plain values, for keeping."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "FrozenHousehold":
        """What ``as_json`` kept."""
        return cls(kept["area"], kept["month"], kept["facts"], _persons(kept["persons"]))


def _persons(kept: Sequence[Mapping[str, Any]]) -> tuple[FrozenPerson, ...]:
    return tuple(
        FrozenPerson(
            each["id"],
            each["name"],
            each["facts"],
            tuple(FrozenSupporter(one["name"], one["facts"]) for one in each["supporters"]),
        )
        for each in kept
    )
