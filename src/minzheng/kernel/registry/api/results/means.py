"""Who belongs to a household or supports its members, as a means check needs them."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from minzheng.kernel.protection.labels import Label


@dataclass(frozen=True, slots=True)
class Party:
    """A member, or a member's statutory supporter; `person` is the member in both cases."""

    person: UUID
    supporter: UUID | None
    name: str
    relation_title: str
    member_name: str
    birth_date: date | None
    death_date: date | None
    division: str
    label: Label


@dataclass(frozen=True, slots=True)
class Identified:
    """By what a department recognises somebody. `number` is empty where none is confirmed."""

    name: str
    names: tuple[str, ...]
    number: str = field(repr=False)
    birth_date: date | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """What is on file of one fact, other than by a means check."""

    value: int | None
    source: str
    source_title: str
    since: date
