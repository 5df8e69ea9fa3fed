"""Divisions and their changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """A division as it is today, or was on its last day."""

    code: str
    name: str
    level: int
    parent: str
    kind: str
    valid_from: date | None
    valid_to: date | None
    has_children: bool = False


@dataclass(frozen=True, slots=True)
class DivisionChangeRow:
    """A change of divisions."""

    id: UUID
    kind: str
    kind_title: str
    on: date
    approval: str
    before: tuple[Mapping[str, str], ...]
    after: tuple[Mapping[str, str], ...]
    state: str
    state_title: str
    moved_rows: int
    units: tuple["UnitChange", ...] = ()
    divided: str = ""


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What becomes of one unit: an old code without a new one ends, a new one without an old one
    begins."""

    old: str
    old_name: str
    new: str
    new_name: str


@dataclass(frozen=True, slots=True)
class MovedCount:
    """How many rows of one kind would move."""

    title: str
    count: int


@dataclass(frozen=True, slots=True)
class ChangePreview:
    """What a change would do. ``remaining`` households would be left at the abolished code
    ``divided``."""

    units: tuple[UnitChange, ...]
    moved: tuple[MovedCount, ...]
    chosen_households: int
    remaining: int
    divided: str


@dataclass(frozen=True, slots=True)
class DivisionCount:
    """Persons and households of one division within the scope."""

    division: str
    persons: int
    households: int
