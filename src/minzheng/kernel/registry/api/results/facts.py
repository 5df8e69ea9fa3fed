"""Statements, facts with their provenance, and what follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement: what a source said, when, on what evidence."""

    id: UUID
    person: UUID | None
    household: UUID | None
    supporter: UUID | None
    source: str
    source_title: str
    facts: Mapping[str, int | None]
    valid_from: date
    valid_to: date | None
    evidence: UUID | None
    note: str
    recorded_by: UUID | None
    recorded_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Known:
    """One fact as it stands, with where it comes from. ``others`` are statements that lost."""

    name: str
    title: str
    value: int | None
    text: str
    source: str
    source_title: str
    statement: UUID | None
    since: date | None
    evidence: UUID | None
    others: tuple["Known", ...] = ()
