"""Working on a case: tasks, limits, objections."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from minzheng.base.calendar import national_calendar
from minzheng.catalogue.casework.clocks import Start
from minzheng.catalogue.casework.flow import NotNow, after
from minzheng.catalogue.casework.positions import Act, ActKind, CaseState
from minzheng.catalogue.casework.steps import Flag, StepKind
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework import clocks, timeline
from minzheng.kernel.casework.api.intake import required
from minzheng.kernel.casework.cases import locked, locked_task, seen_case
from minzheng.kernel.casework.concerned import require_uninvolved
from minzheng.kernel.casework.duties import may_do, require_duty, require_post
from minzheng.kernel.casework.finishing import prepare
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.limits import Limits
from minzheng.kernel.casework.models import (
    Case,
    Objection,
    ObjectionSource,
    ObjectionState,
    SuspensionKind,
    TaskState,
)
from minzheng.kernel.casework.moving import move
from minzheng.kernel.casework.places import place
from minzheng.kernel.casework.positions import position_of
from minzheng.kernel.casework.tasking import live_tasks, redate
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.registry.api.listing import one

TAKEN = "这项任务已由他人认领，请刷新后再看。"
OVER = "这项任务已经办完，请刷新后再看。"
OBJECTION_DAYS = 15
"""Working days in which an objection is looked into where the item sets no limit of its own."""


@query(permission="case.read", action="case.read")
def own_step(actor: Actor, *, case: UUID, kind: StepKind) -> str:
    """The open step of a kind that is the actor's post's to end; "" where none is. `Unseen`."""
    row = seen_case(case)
    tell(row)
    kinds = {each.code for each in item_of(row).steps if each.kind is kind}
    return next(
        (each.step for each in live_tasks(row) if each.step in kinds and may_do(actor, each)), ""
    )


@command(permission="case.read", action="case.take")
def take(actor: Actor, *, task: UUID) -> UUID:
    """Say that one is at it; of two, one has it. The case. Raises `Conflict`, `NotAllowed`.

    A claim is for colleagues to see. Whoever else holds the post may still finish the task.
    """
    found, row = locked_task(task)
    require_post(actor, found)
    require_uninvolved(actor, row, found.permission)
    if found.state == TaskState.TAKEN and found.taken_by == actor.account:
        return row.pk
    if found.state != TaskState.OPEN:
        raise Conflict(TAKEN if found.state == TaskState.TAKEN else OVER)
    found.state, found.taken_by = TaskState.TAKEN, actor.account
    found.taken_by_name, found.taken_at = actor.name, clock.now()
    found.save(update_fields=["state", "taken_by", "taken_by_name", "taken_at"])
    clocks.begun(row, found.step)
    tell(row, step=found.step)
    return row.pk


@command(permission="case.read", action="case.release")
def release(actor: Actor, *, task: UUID) -> UUID:
    """Give a task back to the office: one's own, or somebody's who is away."""
    found, row = locked_task(task)
    require_post(actor, found)
    if found.state != TaskState.TAKEN:
        raise Conflict("这项任务没有人认领。")
    found.state, found.taken_by, found.taken_at = TaskState.OPEN, None, None
    found.taken_by_name = ""
    found.save(update_fields=["state", "taken_by", "taken_by_name", "taken_at"])
    tell(row, step=found.step)
    return row.pk


@command(permission="case.read", action="case.finish")
def finish(
    actor: Actor,
    *,
    case: UUID,
    step: str,
    result: str = "",
    note: str = "",
    version: int | None = None,
    flags: Iterable[Flag] = (),
) -> None:
    """Do a step: whoever holds its office's post and has not done what excludes it.

    Raises `Unseen`, `Conflict` (somebody was first; not now), `NotAllowed`, `SamePerson`,
    `Recused`. The system of the worker may finish what time alone finishes.
    """
    row = locked(case, version)
    require_uninvolved(actor, row, "case.read")
    require_duty(actor, row, step)
    prepare(actor, row, item_of(row), step, note)
    noted = frozenset(flags)
    if noted:
        move(actor, row, Act(ActKind.FLAG, flags=noted), note=note)
    move(actor, row, Act(ActKind.FINISH, step, result), note=note)
    tell(row, step=step, result=result)


@command(permission="case.handle", action="case.suspend")
def suspend(actor: Actor, *, case: UUID, kind: str, basis: str) -> None:
    """Let the days from today on not count, on a legal basis. Raises `Refused`, `Conflict`."""
    row, limits = _timed(actor, case)
    if kind not in SuspensionKind.values:
        raise Refused("请选择中止的事由。")
    said = required(basis, "请填写中止计算时限的依据。")
    if limits.suspend(SuspensionKind(kind), clock.today(), said, actor.account) is None:
        raise Conflict("该事由的中止已经在进行中。")
    _retimed(actor, row, limits, "suspend", kind, said)


@command(permission="case.handle", action="case.resume")
def resume(actor: Actor, *, case: UUID, kind: str) -> None:
    """Let the days count again from tomorrow on. Raises `Conflict`."""
    row, limits = _timed(actor, case)
    if not limits.resume(kind, clock.today()):
        raise Conflict("没有该事由的中止。")
    _retimed(actor, row, limits, "resume", kind, "")


@command(permission="case.decide", action="case.extend")
def extend(actor: Actor, *, case: UUID, limit: UUID, because: str) -> None:
    """Lengthen a limit once, as far as the law lets, on one of its grounds.

    Raises `Refused`, `Conflict`, `Unseen`, `Recused`.
    """
    row, limits = _timed(actor, case, "case.decide")
    found = next((each for each in limits.running if each.pk == limit), None)
    if found is None:
        raise Conflict("该时限已经停止，不能延长。")
    declared = item_of(row).limit(found.code)
    said = required(because, "请填写延长的理由。")
    if declared.extend_to is None or found.extended_on is not None:
        raise Refused("该时限依法不能延长，或者已经延长过一次。")
    grounds = declared.extension_grounds
    if grounds and not said.startswith(tuple(grounds)):
        raise Refused(f"只有下列情形可以延长：{'；'.join(grounds)}。")
    for each in limits.running:
        if each.code == found.code:
            each.extended_on, each.extended_because = clock.today(), said[:300]
            each.save(update_fields=["extended_on", "extended_because"])
    limits.recount()
    _retimed(actor, row, limits, "extend", found.code, said)


@command(permission="case.handle", action="case.object")
def object_to(
    actor: Actor,
    *,
    case: UUID,
    text: str,
    source: str = ObjectionSource.PUBLIC.value,
    received_on: date | None = None,
) -> UUID:
    """Put down an objection. While a notice stands, nothing is decided before it is looked into.

    Raises `Refused`, `Conflict`.
    """
    row = locked(case)
    today = clock.today()
    if source not in ObjectionSource.values:
        raise Refused("请选择异议来源。")
    if received_on is not None and received_on > today:
        raise Refused("收到日期不能晚于今天。")
    if row.state == CaseState.CLOSED:
        raise Conflict("办件已经办结；请按投诉举报登记。")
    found = Objection(
        **place(row),
        source=source,
        text=required(text, "请填写异议内容。"),
        received_at=clock.now(),
        received_on=received_on or today,
        due_on=national_calendar().add_working_days(received_on or today, OBJECTION_DAYS),
    )
    found.save(force_insert=True)
    _stop_for(actor, row, found)
    tell(row, objection=str(found.pk), source=source)
    return found.pk


def _stop_for(actor: Actor, row: Case, found: Objection) -> None:
    """During a notice the objection stops the case; at any other time it is a complaint on it."""
    act = Act(ActKind.OBJECT)
    item = item_of(row)
    try:
        after(item, position_of(row), act)
    except NotNow:
        known = Flag.COMPLAINED in item.flags and Flag.COMPLAINED.value not in row.flags
        if known and row.state == CaseState.OPEN:
            move(actor, row, Act(ActKind.FLAG, flags=frozenset({Flag.COMPLAINED})))
        else:
            timeline.note(actor, row, "object", facts={"objection": str(found.pk)})
        return
    limits = Limits(row, item)
    limits.start(Start.OBJECTED, found.received_on)
    move(actor, row, act, facts={"objection": str(found.pk)})


@command(permission="case.handle", action="case.answer_objection")
def answer_objection(actor: Actor, *, objection: UUID, upheld: bool, answer: str) -> None:
    """What came of looking into an objection, in words. Raises `Unseen`, `Conflict`, `Recused`."""
    found = one(Objection.objects, objection)
    row = locked(found.case_id)
    require_uninvolved(actor, row, "case.handle")
    if Objection.objects.get(pk=objection).state != ObjectionState.OPEN:
        raise Conflict("该异议已经处理。")
    found.state = ObjectionState.UPHELD if upheld else ObjectionState.REJECTED
    found.answer = required(answer, "请填写处理结果。")
    found.answered_by, found.answered_on = actor.account, clock.today()
    found.save(update_fields=["state", "answer", "answered_by", "answered_on"])
    timeline.note(actor, row, "answer_objection", result=found.state)
    tell(row, objection=str(found.pk), state=found.state)


@command(permission="case.handle", action="case.reinvestigate")
def reinvestigate(
    actor: Actor,
    *,
    case: UUID,
    reason: str,
    disputed: bool = False,
    version: int | None = None,
) -> None:
    """Look into it again; what was proposed is void. `disputed` wants the villagers' appraisal."""
    row = locked(case, version)
    require_uninvolved(actor, row, "case.handle")
    said = required(reason, "请填写重新调查的原因。")
    flags = frozenset({Flag.DISPUTED} if disputed else ())
    move(actor, row, Act(ActKind.REINVESTIGATE, flags=flags), note=said)
    tell(row, reason=said)


def _timed(actor: Actor, case: UUID, permission: str = "case.handle") -> tuple[Case, Limits]:
    row = locked(case)
    require_uninvolved(actor, row, permission)
    if row.state in (CaseState.DRAFT, CaseState.CLOSED):
        raise Conflict("办件现在没有时限在计算。")
    return row, Limits(row, item_of(row))


def _retimed(actor: Actor, row: Case, limits: Limits, act: str, result: str, note: str) -> None:
    limits.recount()
    row.version += 1
    row.save(update_fields=["due_on", "promised_on", "version"])
    redate(row, limits)
    timeline.note(actor, row, act, result=result, note=note)
    tell(row, kind=result)
