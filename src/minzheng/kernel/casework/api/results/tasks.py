"""Tasks as lists show them, and how many there are."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minzheng.catalogue.casework.steps import Choice


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in the inbox of an office. `colour` is ``overdue``, ``soon`` or ``later``."""

    id: UUID
    case: UUID
    number: str
    item: str
    item_title: str
    step: str
    title: str
    applicant_name: str
    division: str
    state: str
    due_on: date | None
    promised_on: date | None
    colour: str
    taken_by: UUID | None
    taken_by_name: str
    urgent: bool


@dataclass(frozen=True, slots=True)
class InboxCounts:
    """How many tasks of one's post are overdue, due within three days, due later."""

    overdue: int
    soon: int
    later: int


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task on the page of its case. `why_not` is empty when whoever looks may do it now."""

    id: UUID
    step: str
    kind: str
    title: str
    office: str
    permission: str
    state: str
    due_on: date | None
    promised_on: date | None
    colour: str
    taken_by: UUID | None
    taken_by_name: str
    results: tuple[Choice, ...]
    why_not: str


@dataclass(frozen=True, slots=True)
class DoneView:
    """A task that is done: by whom, when, with which result."""

    id: UUID
    step: str
    title: str
    office: str
    result: str
    result_title: str
    done_by_name: str
    done_on: date
    in_time: bool
