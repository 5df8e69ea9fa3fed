"""Possible duplicates, disputes and merges."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from minzheng.kernel.registry.api.results.people import PersonRow


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two files that may be of one person. ``score`` is in ten-thousandths."""

    id: UUID
    division: str
    a: PersonRow
    b: PersonRow
    score: int
    agreements: Mapping[str, str]
    state: str
    state_title: str


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """A number that two persons hold; shown to the office that sees both."""

    id: UUID
    division: str
    first: PersonRow
    second: PersonRow
    number: str = field(repr=False)
    state: str
    state_title: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class MergeRow:
    """Two files that became one."""

    id: UUID
    survivor: UUID
    merged: UUID
    merged_name: str
    reason: str
    merged_by: UUID
    merged_at: datetime
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether a number is on file anywhere, and the office that holds it; nothing else."""

    matches: bool
    office: str = ""
