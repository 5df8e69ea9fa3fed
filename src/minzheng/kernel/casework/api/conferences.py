"""Conferences on a case (个案会商): called, held and written down, and what they agreed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework import timeline
from minzheng.kernel.casework.api.intake import required
from minzheng.kernel.casework.cases import locked, seen_case
from minzheng.kernel.casework.concerned import require_uninvolved
from minzheng.kernel.casework.models import (
    AssignmentState,
    Case,
    Conference,
    ConferenceState,
    ConferenceTask,
)
from minzheng.kernel.casework.places import place
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.registry.api.listing import one

PERMISSION = "case.confer"
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Agreed:
    """Something that a conference wants done: what, by whom, until when."""

    text: str
    responsible: str
    due_on: date
    office: str = ""


@dataclass(frozen=True, slots=True)
class AgreedRow:
    """The same as it stands."""

    id: UUID
    text: str
    responsible: str
    due_on: date
    state: str
    state_title: str
    result: str
    done_on: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class ConferenceRow:
    """A conference with what it agreed on."""

    id: UUID
    case: UUID
    subject: str
    state: str
    state_title: str
    planned_on: date
    place: str
    attendees: tuple[str, ...]
    record: str
    agreed: str
    called_by: str
    held_on: date | None
    tasks: tuple[AgreedRow, ...]


@command(permission=PERMISSION, action="case.confer")
def call_conference(
    actor: Actor,
    *,
    case: UUID,
    subject: str,
    planned_on: date,
    attendees: Sequence[str],
    place_of: str = "",
) -> UUID:
    """Call several together about a case. Raises `Refused`, `Conflict`, `Recused`."""
    row = _open(actor, case)
    if planned_on < clock.today():
        raise Refused("召开日期不能早于今天。")
    found = Conference(
        **place(row),
        planned_on=planned_on,
        place=place_of.strip()[:100],
        subject=required(subject, "请填写会商议题。")[:300],
        attendees=_several(attendees),
        called_by=actor.account,
        called_by_name=actor.name,
    )
    found.save(force_insert=True)
    timeline.note(actor, row, "call_conference", facts={"conference": str(found.pk)})
    tell(row, conference=str(found.pk))
    return found.pk


@command(permission=PERMISSION, action="case.confer")
def record_conference(
    actor: Actor,
    *,
    conference: UUID,
    record: str,
    agreed: str,
    attendees: Sequence[str],
    tasks: Sequence[Agreed] = (),
) -> None:
    """Who came, what was said and agreed, and what is to be done. Raises `Conflict`, `Refused`."""
    row, found = _called(actor, conference)
    today = clock.today()
    if today < found.planned_on:
        raise Refused("会商还没有到召开日期。")
    found.state, found.held_on = ConferenceState.HELD, today
    found.attendees = _several(attendees)
    found.record = required(record, "请填写会商记录。")
    found.agreed = required(agreed, "请填写会商结论。")
    found.save()
    for each in tasks:
        _task(row, found, each).save(force_insert=True)
    facts = {"conference": str(found.pk), "tasks": len(tasks)}
    timeline.note(actor, row, "hold_conference", note=agreed, facts=facts)
    tell(row, conference=str(found.pk), tasks=len(tasks))


@command(permission=PERMISSION, action="case.confer")
def cancel_conference(actor: Actor, *, conference: UUID, reason: str) -> None:
    """Call a conference off. Raises `Unseen`, `Conflict`, `Refused`."""
    row, found = _called(actor, conference)
    said = required(reason, "请填写取消的原因。")
    found.state = ConferenceState.CANCELLED
    found.save(update_fields=["state"])
    timeline.note(actor, row, "cancel_conference", note=said)
    tell(row, conference=str(found.pk), reason=said)


@command(permission=PERMISSION, action="case.confer")
def end_task(actor: Actor, *, task: UUID, result: str, done: bool = True) -> None:
    """Something that was agreed on is done, or not needed any more; in words."""
    found = one(ConferenceTask.objects, task)
    row = locked(found.case_id)
    require_uninvolved(actor, row, PERMISSION)
    if ConferenceTask.objects.get(pk=task).state != AssignmentState.OPEN:
        raise Conflict("该事项已经办结，请刷新后再看。")
    found.state = AssignmentState.DONE if done else AssignmentState.DROPPED
    found.result = required(result, "请填写完成情况。")[:300]
    found.done_by, found.done_on = actor.account, clock.today()
    found.save(update_fields=["state", "result", "done_by", "done_on"])
    timeline.note(actor, row, "end_agreed", result=found.state, facts={"task": str(task)})
    tell(row, task=str(task), state=found.state)


@query(permission="case.read", action="case.read")
def conferences_of(actor: Actor, *, case: UUID) -> tuple[ConferenceRow, ...]:
    """The conferences on a case, the newest first: two queries. Raises `Unseen`."""
    row = seen_case(case)
    tell(row)
    return conference_rows(row)


def conference_rows(row: Case) -> tuple[ConferenceRow, ...]:
    """The same for a page that has the case already."""
    found = Conference.objects.filter(case=row).order_by("-id").prefetch_related("tasks")
    return tuple(_row(each) for each in found)


def _row(found: Conference) -> ConferenceRow:
    return ConferenceRow(
        id=found.pk,
        case=found.case_id,
        subject=found.subject,
        state=found.state,
        state_title=found.get_state_display(),
        planned_on=found.planned_on,
        place=found.place,
        attendees=tuple(found.attendees),
        record=found.record or "",
        agreed=found.agreed or "",
        called_by=found.called_by_name,
        held_on=found.held_on,
        tasks=tuple(map(_agreed, found.tasks.all())),
    )


def _agreed(each: ConferenceTask) -> AgreedRow:
    return AgreedRow(
        id=each.pk,
        text=each.text,
        responsible=each.responsible,
        due_on=each.due_on,
        state=each.state,
        state_title=each.get_state_display(),
        result=each.result,
        done_on=each.done_on,
        overdue=each.state == AssignmentState.OPEN and each.due_on < clock.today(),
    )


def _task(row: Case, found: Conference, agreed: Agreed) -> ConferenceTask:
    if agreed.due_on < clock.today():
        raise Refused("完成期限不能早于今天。")
    return ConferenceTask(
        **place(row),
        conference=found,
        text=required(agreed.text, "请填写议定事项。")[:300],
        responsible=required(agreed.responsible, "请填写责任单位或责任人。")[:100],
        office=agreed.office or row.office,
        due_on=agreed.due_on,
    )


def _open(actor: Actor, case: UUID) -> Case:
    row = locked(case)
    require_uninvolved(actor, row, PERMISSION)
    if row.closed_at is not None:
        raise Conflict("办件已经办结。")
    return row


def _called(actor: Actor, conference: UUID) -> tuple[Case, Conference]:
    row = _open(actor, one(Conference.objects, conference).case_id)
    found = Conference.objects.get(pk=conference)
    if found.state != ConferenceState.CALLED:
        raise Conflict("这次会商已经记录或取消，请刷新后再看。")
    return row, found


def _several(attendees: Sequence[str]) -> list[str]:
    named = list(dict.fromkeys(each.strip()[:100] for each in attendees if each.strip()))
    if len(named) < FEWEST:
        raise Refused("个案会商至少有两人参加，请填写参加人。")
    return named
