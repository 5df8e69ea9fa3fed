"""What faces are shown of numbers, of proposals to change them, and of what comes of these."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from minzheng.base.months import Month


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number with the value in force in an area. `open` where another one may be proposed."""

    key: str
    title: str
    line: str
    unit: str
    value: str
    since: Month | None
    area: str
    source: str
    confirmed: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of a table; `code` is "" where the number has one value. `now` as one types it."""

    code: str
    title: str
    now: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NumberShape:
    """What is asked for when a value is proposed; `rules` says what binds it."""

    row: NumberRow
    entries: tuple[Entry, ...]
    rules: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal in a list."""

    id: UUID
    number: str
    title: str
    area: str
    value: str
    valid_from: Month
    document: str
    state: str
    state_title: str
    proposed_by_name: str
    proposed_at: datetime
    settled_by_name: str
    settled_at: datetime | None
    opinion: str


@dataclass(frozen=True, slots=True)
class WorkRow:
    """Work in the background; `result` by the names in `numbers.simulating` and `rerating`."""

    id: UUID
    state: str
    state_title: str
    done: int
    persons: int
    run: UUID | None
    ordered_at: datetime
    finished_at: datetime | None
    failure: str
    result: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal with what it would change, and what it has changed; `may` names the next acts.

    `before` is the value that it takes the place of, `warnings` what else has to follow it.
    """

    row: ProposalRow
    before: str
    before_since: Month | None
    warnings: Sequence[str]
    simulation: WorkRow | None
    rerating: WorkRow | None
    may: frozenset[str]
