"""What faces are shown of published tables."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from minzheng.base.months import Month


@dataclass(frozen=True, slots=True)
class TableRow:
    """A table in a list."""

    id: UUID
    division: str
    kind: str
    kind_title: str
    benefit: str
    benefit_title: str
    month: Month
    count: int
    total_fen: int
    state: str
    state_title: str
    posted_on: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class TableFile:
    """Everything about a table. `may` says what whoever looks may do with it: approve, withdraw."""

    row: TableRow
    title: str
    columns: tuple[str, ...]
    shown: tuple[tuple[str, ...], ...] = field(repr=False)
    prepared_name: str
    prepared_at: datetime
    approved_name: str
    closed_at: datetime | None
    closed_because: str
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as strangers read it."""

    id: UUID
    division: str
    title: str
    office: str
    month: Month
    columns: tuple[str, ...]
    shown: tuple[tuple[str, ...], ...]
    posted_on: date
    last_day: date
