"""Own cases as residents see them: days, words and papers; nobody's notes."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OwnCaseRow:
    """A case in the list. `wants_me` says that the resident has something to do.

    `differs` says that what a department found waits for the resident's word.
    """

    id: UUID
    number: str
    item: str
    title: str
    state: str
    state_title: str
    outcome: str
    outcome_title: str
    opened_at: datetime
    submitted_at: datetime | None
    due_on: date | None
    wants_me: bool
    differs: bool


@dataclass(frozen=True, slots=True)
class OwnStage:
    """A stage of the way: "done", "now" or "ahead"."""

    title: str
    state: str


@dataclass(frozen=True, slots=True)
class OwnLetter:
    """A letter that was written to the resident."""

    id: UUID
    kind: str
    title: str
    number: str
    dated: date


@dataclass(frozen=True, slots=True)
class OwnHearing:
    """The question whether there is anything to say before a cut or an end."""

    id: UUID
    proposed_title: str
    amount_fen: int | None
    because: str
    answer_by: date | None
    outcome: str
    outcome_title: str
    statement: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OwnObjection:
    """What the resident has said against something, and what came of it."""

    id: UUID
    received_on: date
    due_on: date | None
    state_title: str
    text: str = field(repr=False)
    answer: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OwnDecision:
    """What was decided; the letter says why."""

    outcome_title: str
    amount_fen: int | None
    effective_from: date | None
    decided_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCase:
    """Everything about a case on one page. `version` goes with what is sent about it.

    `differences` counts the lines of the means check that wait for the resident's word.
    """

    row: OwnCaseRow
    version: int
    stages: tuple[OwnStage, ...]
    accepted_on: date | None
    promised_on: date | None
    paused: bool
    missing: tuple[str, ...]
    missing_note: str
    letters: tuple[OwnLetter, ...]
    hearing: OwnHearing | None
    differences: int
    objections: tuple[OwnObjection, ...]
    decision: OwnDecision | None
    may_fill: bool
    may_withdraw: bool
    may_object: bool


@dataclass(frozen=True, slots=True)
class Consent:
    """Whether somebody allows to be asked about at departments, for one case."""

    case: UUID
    title: str
    applicant: str
    opened_at: datetime
    state: str
    state_title: str
    authorisation: UUID | None
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class OwnDifference:
    """A line of the means check in which what departments know is not what was declared."""

    id: UUID
    whose: str
    fact_title: str
    declared_text: str = field(repr=False)
    found_text: str = field(repr=False)
    sources: tuple[str, ...]
    snapshot_on: date | None
    state: str
    state_title: str
    said: str = field(repr=False)
    said_on: date | None
    settled_because: str
    may_dispute: bool


@dataclass(frozen=True, slots=True)
class OwnCheck:
    """The lines that the office has told the household of; until when it may explain them."""

    explain_by: date | None
    lines: tuple[OwnDifference, ...]
