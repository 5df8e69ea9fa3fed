"""What casework tells those above: published with `base.events.publish`."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from minzheng.base.months import Month


@dataclass(frozen=True, slots=True)
class CaseSubmitted:
    """An application was handed in."""

    case: UUID
    item: str


@dataclass(frozen=True, slots=True)
class CaseAccepted:
    """An application was accepted; the law's limits run."""

    case: UUID
    item: str
    accepted_on: date


@dataclass(frozen=True, slots=True)
class CaseDecided:
    """Somebody with the power to do so has decided."""

    case: UUID
    item: str
    household: UUID | None
    person: UUID | None
    outcome: str
    amount_fen: int | None
    effective_from: Month | None
    effective_to: Month | None
    decision: UUID


@dataclass(frozen=True, slots=True)
class CaseClosed:
    """Nothing is left to do."""

    case: UUID
    item: str
    outcome: str


@dataclass(frozen=True, slots=True)
class LetterServed:
    """The household has a letter in hand, or counts as having it."""

    case: UUID
    letter: UUID
    kind: str
    on: date


@dataclass(frozen=True, slots=True)
class NoticePublished:
    """Something was put up for objections, or made known."""

    case: UUID
    notice: UUID
    kind: str
    until: date | None


@dataclass(frozen=True, slots=True)
class ClockOverdue:
    """A limit of the law has passed."""

    case: UUID
    code: str
    due_on: date
    office: str


@dataclass(frozen=True, slots=True)
class ObjectionDropped:
    """A stranger objects to something that is up and is no notice of a case; `text` says who."""

    board: UUID
    text: str = field(repr=False)
    received_at: datetime
