"""Inbox, lists and the page of a case: each in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, Manager, Q, QuerySet

from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query, touched
from minzheng.kernel.casework.api.deciding import DecisionRow, decision_rows
from minzheng.kernel.casework.api.hearings import HearingRow, hearing_rows
from minzheng.kernel.casework.api.letters import LetterRow, letter_rows
from minzheng.kernel.casework.api.results import (
    CaseHead,
    CaseRow,
    CaseView,
    InboxCounts,
    TaskRow,
)
from minzheng.kernel.casework.cases import seen_case
from minzheng.kernel.casework.concerned import involved
from minzheng.kernel.casework.fieldwork.reading import Fieldwork, fieldwork_rows
from minzheng.kernel.casework.intake.answering import Asked, asked_of
from minzheng.kernel.casework.intake.people import file_of
from minzheng.kernel.casework.items import item_for, item_of
from minzheng.kernel.casework.models import (
    LIVE,
    Case,
    CaseEvent,
    Clock,
    Completion,
    Conference,
    Objection,
    Suspension,
    Task,
    TaskState,
)
from minzheng.kernel.casework.models import CaseRow as CaseRows
from minzheng.kernel.casework.publicity.reading import NoticeRow, notice_rows
from minzheng.kernel.casework.showing import cases as showing
from minzheng.kernel.casework.showing import parts
from minzheng.kernel.casework.showing.colours import LATER, OVERDUE, SOON, of_colour
from minzheng.kernel.casework.showing.events import event_views
from minzheng.kernel.casework.showing.tasks import done_views, task_rows, task_views
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import Page, newest_of, page_of, seen
from minzheng.kernel.registry.api.parties import Parties

INBOX_ORDER = ("due_on", "id")
OWN_COLUMNS = (
    "outcome",
    "channel",
    "window",
    "office",
    "deciding_office",
    "opened_at",
    "submitted_at",
    "applied_on",
    "accepted_on",
    "backdated_because",
    "promised_on",
    "decided_on",
    "closed_at",
    "confidential",
    "duplicate_pending",
)
"""Columns of a case that its page shows as they are."""

Part = TypeVar("Part", bound=CaseRows)


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case with what it asks and what has been written about it."""

    view: CaseView
    asked: Asked
    letters: tuple[LetterRow, ...]
    hearings: tuple[HearingRow, ...]
    decisions: tuple[DecisionRow, ...]


@dataclass(frozen=True, slots=True)
class CaseOutside:
    """What was found and posted outside the office; whether departments are asked as well."""

    asks: bool
    fieldwork: Fieldwork
    notices: tuple[NoticeRow, ...]


@query(permission="case.read", action="case.list")
def inbox(
    actor: Actor,
    *,
    colour: str = "",
    item: str = "",
    division: str = "",
    step: str = "",
    holder: str = "",
    after: str = "",
    limit: int = 50,
) -> Page[TaskRow]:
    """What one's post has to do, the first due first. `holder` is ``mine``, ``free`` or "" for all.

    Two queries with a cursor, one without.
    """
    wanted = of_colour(colour, clock.today()) & _holder(actor, holder)
    rows = _of_post(actor, division).filter(wanted)
    if item:
        rows = rows.filter(item=item)
    if step:
        rows = rows.filter(step=step)
    today = clock.today()
    page = page_of(
        rows, INBOX_ORDER, after, limit, lambda found: task_rows(found, today), covered=not holder
    )
    _told(actor, (str(each.case) for each in page.rows), "inbox")
    return page


@query(permission="case.read")
def inbox_counts(actor: Actor) -> InboxCounts:
    """How many tasks one's post has, by colour: one query."""
    today = clock.today()
    counted = {each: Count("id", filter=of_colour(each, today)) for each in (OVERDUE, SOON, LATER)}
    return InboxCounts(**_of_post(actor, "").aggregate(**counted))


@query(permission="case.supervise", action="case.list")
def escalated(actor: Actor, *, after: str = "", limit: int = 50) -> Page[TaskRow]:
    """Every overdue task within the scope, of whatever office: what a superior looks after."""
    today = clock.today()
    rows = seen(Task.objects).filter(LIVE, due_on__lt=today)
    page = page_of(
        rows, INBOX_ORDER, after, limit, lambda found: task_rows(found, today), covered=True
    )
    _told(actor, (str(each.case) for each in page.rows), "escalated")
    return page


@query(permission="case.supervise")
def count_escalated(actor: Actor, *, most: int) -> int:
    """How many they are, counted up to a number: one query."""
    return seen(Task.objects).filter(LIVE, due_on__lt=clock.today())[:most].count()


@query(permission="case.read")
def case_head(actor: Actor, *, case: UUID) -> CaseHead:
    """The strip above a form about a case: one query. Raises `Unseen`."""
    row = seen_case(case)
    return showing.head_of(row, item_of(row))


@query(permission="case.read", action="case.list")
def cases(
    actor: Actor,
    *,
    state: str = "",
    item: str = "",
    division: str = "",
    number: str = "",
    after: str = "",
    limit: int = 50,
) -> Page[CaseRow]:
    """The cases of a division within the scope, the newest first: one query."""
    rows = seen(Case.objects, division)
    for column, wanted in (("state", state), ("item", item), ("number", number.strip())):
        if wanted:
            rows = rows.filter(**{column: wanted})
    page = newest_of(rows, after, limit, lambda found: showing.case_rows(found, clock.today()))
    _told(actor, (str(each.id) for each in page.rows), "cases")
    return page


@query(permission="case.read", action="case.list")
def cases_of(
    actor: Actor, *, household: UUID | None = None, person: UUID | None = None
) -> tuple[CaseRow, ...]:
    """The cases of a household, or those in which a person is subject or applicant: one query."""
    about = Q(household_id=household) if household else Q(subject_id=person)
    if person and not household:
        about |= Q(applicant_id=person)
    rows = seen(Case.objects).filter(about).order_by("-id")
    found = tuple(showing.case_rows(rows, clock.today()))
    _told(actor, (str(each.id) for each in found), "file")
    return found


@query(permission="case.read", action="case.read")
def case_view(actor: Actor, *, case: UUID) -> CaseView:
    """Everything about a case. Raises `Unseen`."""
    row = seen_case(case)
    tell(row)
    return _view(actor, row, file_of(row))


@query(permission="case.read", action="case.read")
def case_page(actor: Actor, *, case: UUID) -> CasePage:
    """A case with what it asks and what has been written about it; one event. Raises `Unseen`."""
    row = seen_case(case)
    file = file_of(row)
    tell(row)
    return CasePage(
        view=_view(actor, row, file),
        asked=asked_of(row, item_of(row), file=file),
        letters=letter_rows(row),
        hearings=hearing_rows(row),
        decisions=decision_rows(row),
    )


@query(permission="case.read", action="visit.read")
def case_outside(actor: Actor, *, case: UUID) -> CaseOutside:
    """What was found and posted outside the office; one event. Raises `Unseen`."""
    row = seen_case(case)
    tell(row)
    return CaseOutside(item_of(row).authorises, fieldwork_rows(actor, row), notice_rows(row))


def _view(actor: Actor, row: Case, file: Parties | None) -> CaseView:
    """A case that was looked at, with the file that it lies with."""
    item, today = item_of(row), clock.today()
    tasks = list(Task.objects.filter(case=row).order_by("id"))
    live = [each for each in tasks if each.state in (TaskState.OPEN, TaskState.TAKEN)]
    recused = involved(actor, row)
    return CaseView(
        **showing.head_fields(row, item),
        **_own_columns(row),
        outdated=row.closed_at is None and item_for(row.item, today).version != row.item_version,
        outcome_title=Outcome(row.outcome).title if row.outcome else "",
        household_number=file.number if file else "",
        flags=showing.flag_views(row),
        tasks=task_views(actor, item, tasks, today, recused=recused),
        done=done_views(item, tasks),
        clocks=parts.clock_views(item, Clock.objects.filter(case=row).order_by("id"), today),
        suspensions=parts.suspension_views(_rows(Suspension.objects, row)),
        completions=parts.completion_views(_rows(Completion.objects, row)),
        events=event_views(item, CaseEvent.objects.filter(case=row).order_by("-id")),
        objections=parts.objection_views(_rows(Objection.objects, row)),
        conferences=parts.conference_views(_rows(Conference.objects, row)),
        people=showing.people_views(row, file),
        may=showing.may_now(actor, row, item, live, recused=recused),
        recused=recused,
    )


def _rows(rows: "Manager[Part]", row: Case) -> "QuerySet[Part]":
    return rows.filter(case=row).order_by("id")


def _own_columns(row: Case) -> dict[str, Any]:
    own = {name: getattr(row, name) for name in OWN_COLUMNS}
    return own | {"channel_title": row.get_channel_display()}


def _of_post(actor: Actor, division: str) -> "QuerySet[Task]":
    rows = seen(Task.objects, division).filter(LIVE, office=actor.division)
    return rows.filter(permission__in=sorted(actor.permissions))


def _holder(actor: Actor, holder: str) -> Q:
    wanted = {"mine": Q(taken_by=actor.account), "free": Q(state=TaskState.OPEN)}
    return wanted.get(holder, Q())


def _told(actor: Actor, shown: Iterable[str], how: str) -> None:
    """One event for a list, with the ids that were shown."""
    touched(
        "list", None, actor.division, Label.ORDINARY, payload={"how": how, "shown": list(shown)}
    )
