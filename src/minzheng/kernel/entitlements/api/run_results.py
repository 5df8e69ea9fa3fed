"""What faces are shown of monthly runs and their differences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from minzheng.base.months import Month
from minzheng.kernel.casework.api.editions import RuleResult


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run in a list."""

    id: UUID
    month: Month
    division: str
    engine: str
    engine_title: str
    state: str
    state_title: str
    ordered_by_name: str
    ordered_at: datetime
    taken_at: datetime | None
    finished_at: datetime | None
    failure: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of a run; `digest` is that of what the rules answered."""

    name: str
    division: str
    households: int
    persons: int
    milliseconds: int
    digest: str
    done: bool


@dataclass(frozen=True, slots=True)
class DifferenceCount:
    """How many differences of one kind, benefit and reason, and what they come to in a month."""

    kind: str
    kind_title: str
    benefit: str
    title: str
    reason_code: str
    reason: str
    count: int
    change_fen: int


@dataclass(frozen=True, slots=True)
class RunView:
    """A run with its parts and its differences as far as the reader sees them."""

    row: RunRow
    edition: str
    parts: tuple[PartRow, ...]
    counts: tuple[DifferenceCount, ...]


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One difference; `now_fen` is due, `then_fen` what the rules say (None: undecided)."""

    id: UUID
    run: UUID
    division: str
    kind: str
    kind_title: str
    benefit: str
    title: str
    household: UUID | None
    person: UUID | None
    who: str = field(repr=False)
    award: UUID | None
    now_fen: int | None
    then_fen: int | None
    reason_code: str
    reason: str


@dataclass(frozen=True, slots=True)
class DifferenceExplained:
    """A difference with what the rules say of the household as the run saw it.

    `result` is None for somebody who is not on file in the month.
    """

    row: DifferenceRow
    month: Month
    taken_at: datetime
    result: RuleResult | None

    @property
    def explanation(self) -> Mapping[str, Any]:
        """The tree of reasons, empty where there is nothing to explain."""
        return self.result.explanation if self.result else {}


@dataclass(frozen=True, slots=True)
class RunChange:
    """Of one kind and benefit: differences that are new, those that stay, those that are gone."""

    kind: str
    kind_title: str
    benefit: str
    title: str
    new: int
    same: int
    gone: int
