"""What the registry tells those above: published with `base.events.publish`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minzheng.rules.evaluation.people import Value


@dataclass(frozen=True, slots=True)
class PersonDied:
    """A death was recorded in a person's file."""

    person: UUID
    on: date


@dataclass(frozen=True, slots=True)
class DeathWithdrawn:
    """A death that was recorded in a person's file for that day was none."""

    person: UUID
    on: date


@dataclass(frozen=True, slots=True)
class PersonStated:
    """A source said something of a person: stored values by the names of facts."""

    person: UUID
    facts: Mapping[str, Value]
    valid_from: date


@dataclass(frozen=True, slots=True)
class PersonMoved:
    """A person's file lies in another division, with everything that follows it."""

    person: UUID
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HouseholdMoved:
    """A household's file lies in another division."""

    household: UUID
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class MemberJoined:
    """Somebody belongs to an assistance household from a day on."""

    household: UUID
    person: UUID
    on: date


@dataclass(frozen=True, slots=True)
class MemberLeft:
    """Somebody belongs to an assistance household until the day before."""

    household: UUID
    person: UUID
    on: date


@dataclass(frozen=True, slots=True)
class HouseholdEnded:
    """An assistance household exists until the day before."""

    household: UUID
    on: date


@dataclass(frozen=True, slots=True)
class NumberConfirmed:
    """The worker found that nobody else holds a person's number."""

    person: UUID


@dataclass(frozen=True, slots=True)
class PersonsMerged:
    """Two files became one."""

    survivor: UUID
    merged: UUID


@dataclass(frozen=True, slots=True)
class DivisionsRecoded:
    """Divisions have other codes: every file lies under the new one."""

    recoded: Mapping[str, str]
