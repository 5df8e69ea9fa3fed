"""Households, members and supporters."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.results.facts import StatementRow


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A person in a household over a period; ``until`` is the first day that no longer counts."""

    id: UUID
    person: UUID
    person_name: str
    sex: int
    birth_date: date | None
    death_date: date | None
    household: UUID
    household_kind: str
    household_number: str
    household_division: str
    relation: int
    relation_title: str
    number: int
    since: date
    until: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class SupporterRow:
    """A statutory supporter; ``registered`` is their own file, where they have one."""

    id: UUID
    person: UUID
    registered: UUID | None
    relation: int
    relation_title: str
    name: str
    birth_date: date | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """A household in a list."""

    id: UUID
    division: str
    label: Label
    kind: str
    number: str
    head: str
    members: int
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class HouseholdFile:
    """Everything about one household. ``memberships`` holds past ones too."""

    id: UUID
    division: str
    label: Label
    kind: str
    kind_title: str
    number: str
    address: str = field(repr=False)
    valid_from: date
    valid_to: date | None
    version: int
    memberships: tuple[MembershipRow, ...]
    supporters: tuple[SupporterRow, ...]
    statements: tuple[StatementRow, ...]
