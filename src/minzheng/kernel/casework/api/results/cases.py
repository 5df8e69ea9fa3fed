"""Cases as lists and pages show them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from minzheng.kernel.casework.api.results.tasks import DoneView, TaskView


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHead:
    """The strip above every form about a case."""

    id: UUID
    number: str
    item: str
    item_title: str
    applicant_name: str
    household: UUID | None
    subject: UUID | None
    applicant: UUID | None
    division: str
    state: str
    state_title: str
    stage_title: str
    due_on: date | None
    urgent: bool
    version: int


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list."""

    id: UUID
    number: str
    item: str
    item_title: str
    applicant_name: str
    division: str
    state: str
    state_title: str
    outcome_title: str
    due_on: date | None
    colour: str
    opened_at: datetime
    urgent: bool
    duplicate_pending: bool


@dataclass(frozen=True, slots=True)
class FlagView:
    """Something known of a case that changes what is done."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class ClockView:
    """A limit of a case. `grounds` are those on which it may be extended."""

    id: UUID
    code: str
    title: str
    kind: str
    kind_title: str
    started_on: date
    due_on: date
    extended_because: str
    stopped_on: date | None
    colour: str
    extendable: bool
    grounds: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class SuspensionView:
    """Days that do not count."""

    id: UUID
    kind: str
    kind_title: str
    from_on: date
    to_on: date | None
    basis: str


@dataclass(frozen=True, slots=True)
class CompletionView:
    """What was asked for, all at once."""

    id: UUID
    asked_on: date
    missing: tuple[str, ...]
    note: str
    met_at: datetime | None


@dataclass(frozen=True, slots=True)
class EventView:
    """One act, in words."""

    at: datetime
    on: date
    title: str
    result_title: str
    by_name: str
    office: str
    note: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """An objection and what came of it."""

    id: UUID
    source: str
    source_title: str
    text: str = field(repr=False)
    received_on: date
    due_on: date | None
    state: str
    state_title: str
    answer: str = field(repr=False)
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class ConferenceView:
    """A conference in the list of a case."""

    id: UUID
    subject: str
    planned_on: date
    state: str
    state_title: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody whom a case is about."""

    person: UUID
    name: str
    relation_title: str
    sex: int
    birth_date: date | None
    death_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView(CaseHead):
    """Everything about a case on one screen. `may` names acts that whoever looks may do now."""

    outcome: str
    outcome_title: str
    channel: str
    channel_title: str
    household_number: str
    window: str
    office: str
    deciding_office: str
    opened_at: datetime
    submitted_at: datetime | None
    applied_on: date | None
    accepted_on: date | None
    backdated_because: str
    promised_on: date | None
    decided_on: date | None
    closed_at: datetime | None
    confidential: bool
    duplicate_pending: bool
    outdated: bool
    flags: tuple[FlagView, ...]
    tasks: tuple[TaskView, ...]
    done: tuple[DoneView, ...]
    clocks: tuple[ClockView, ...]
    suspensions: tuple[SuspensionView, ...]
    completions: tuple[CompletionView, ...]
    events: tuple[EventView, ...]
    objections: tuple[ObjectionView, ...]
    conferences: tuple[ConferenceView, ...]
    people: tuple[PersonView, ...]
    may: frozenset[str]
    recused: bool
