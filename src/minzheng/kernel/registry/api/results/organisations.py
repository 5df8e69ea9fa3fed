"""Organisations, facilities and village staff."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from minzheng.kernel.protection.labels import Label


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation in a list and on its page."""

    id: UUID
    division: str
    label: Label
    credit_code: str
    name: str
    kind: str
    kind_title: str
    state: str
    state_title: str
    legal_representative: str
    address: str
    registered_on: date | None
    ended_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class FacilityRow:
    """A facility."""

    id: UUID
    division: str
    organisation: UUID | None
    name: str
    kind: str
    kind_title: str
    address: str
    beds: int | None
    floor_area: int | None
    opened_on: date | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class OrganisationFile:
    """An organisation with its facilities."""

    organisation: OrganisationRow
    facilities: tuple[FacilityRow, ...]


@dataclass(frozen=True, slots=True)
class RosterRow:
    """Somebody in a village post; the phone is masked."""

    id: UUID
    division: str
    person: UUID | None
    name: str
    post: str
    post_title: str
    phone: str = field(repr=False)
    valid_from: date
    valid_to: date | None
