"""What faces are shown of awards."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from minzheng.base.months import Month


@dataclass(frozen=True, slots=True)
class AwardRow:
    """An award in a list. `amount_fen` is what is due this month; `held` where it is not paid."""

    id: UUID
    division: str
    label: str
    benefit: str
    title: str
    form_title: str
    household: UUID | None
    person: UUID | None
    payee: UUID | None
    payee_name: str = field(repr=False)
    state: str
    state_title: str
    start_month: Month
    end_month: Month | None
    amount_fen: int
    held: bool
    review_class: str
    review_title: str
    next_review: date | None
    case: UUID | None
    version: int


@dataclass(frozen=True, slots=True)
class LineRow:
    """What is due from a month on, and why."""

    id: UUID
    sequence: int
    kind: str
    kind_title: str
    from_month: Month
    to_month: Month | None
    amount_fen: int
    decision: UUID | None
    rerating: UUID | None
    reason: str
    recorded_by_name: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class CoverRow:
    """Whom an award covers in which months; `name` is "" for somebody who is not seen."""

    person: UUID
    name: str = field(repr=False)
    from_month: Month
    to_month: Month | None


@dataclass(frozen=True, slots=True)
class HoldRow:
    """Why nothing is paid out. `may_settle`: whoever looks may confirm or release it."""

    id: UUID
    award: UUID
    benefit: str
    title: str
    kind: str
    kind_title: str
    person: UUID | None
    from_month: Month
    since: date
    source: str
    note: str
    raised_by_name: str
    raised_at: datetime
    confirmed_by_name: str
    confirmed_at: datetime | None
    released_by_name: str
    released_at: datetime | None
    release_reason: str
    may_settle: bool


@dataclass(frozen=True, slots=True)
class PayeeRow:
    """A change of who is paid."""

    id: UUID
    award: UUID
    title: str
    before_name: str = field(repr=False)
    payee_name: str = field(repr=False)
    payee: UUID
    reason: str
    evidence: UUID | None
    state: str
    state_title: str
    proposed_by_name: str
    proposed_at: datetime
    settled_by_name: str
    settled_at: datetime | None
    may_settle: bool


@dataclass(frozen=True, slots=True)
class FormerPayerRow:
    """Who paid in some months, before the file moved."""

    payer: str
    from_month: Month
    to_month: Month


@dataclass(frozen=True, slots=True)
class AwardFile:
    """Everything about an award."""

    award: AwardRow
    lines: tuple[LineRow, ...]
    covers: tuple[CoverRow, ...]
    holds: tuple[HoldRow, ...]
    payee_changes: tuple[PayeeRow, ...]
    former_payers: tuple[FormerPayerRow, ...]
