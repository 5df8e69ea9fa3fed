"""How a case leaves the ordinary way: withdrawn, discontinued, handed over, dated back, flagged."""

from datetime import date
from uuid import UUID

from minzheng.base.divisions import contains, level, normalise
from minzheng.catalogue.casework.positions import Act, ActKind, CaseState
from minzheng.catalogue.casework.refusing import ELSEWHERE
from minzheng.catalogue.casework.steps import Flag, StepKind
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused
from minzheng.kernel.casework import timeline
from minzheng.kernel.casework.api.intake import required
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.concerned import require_uninvolved
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.limits import Limits
from minzheng.kernel.casework.models import Case, Clock, Handover
from minzheng.kernel.casework.moving import move
from minzheng.kernel.casework.places import place
from minzheng.kernel.casework.tasking import live_tasks, redate
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.casework.windows.receiving import pass_on

HIGHER_ONLY = "更正受理日期应由上级机关办理。"


@command(permission="case.open", action="case.withdraw")
def withdraw(
    actor: Actor,
    *,
    case: UUID,
    reason: str,
    document: UUID | None = None,
    version: int | None = None,
) -> None:
    """The applicant does not want it any more. Raises `Refused`, `Conflict`."""
    row = locked(case, version)
    said = required(reason, "请填写申请人撤回的原因。")
    facts = {"document": str(document)} if document else None
    move(actor, row, Act(ActKind.WITHDRAW), note=said, facts=facts)
    tell(row, reason=said)


@command(permission="case.handle", action="case.discontinue")
def discontinue(actor: Actor, *, case: UUID, reason: str, version: int | None = None) -> None:
    """End the procedure: no cooperation without reason, death, the matter is settled otherwise."""
    row = locked(case, version)
    require_uninvolved(actor, row, "case.handle")
    said = required(reason, "请填写终止办理的原因和依据。")
    move(actor, row, Act(ActKind.DISCONTINUE), note=said)
    tell(row, reason=said)


@command(permission="case.handle", action="case.hand_over")
def hand_over(
    actor: Actor, *, case: UUID, to_office: str, reason: str, version: int | None = None
) -> None:
    """Give a case to the office that is responsible. Raises `Refused`, `Conflict`, `Recused`.

    A submitted one goes as it is to an office above the file, such as the county's own window.
    Anywhere else it ends here as passed on, and the application goes there as one from a window.
    In an accepted one this is the step of forwarding, where its procedure has one.
    """
    row = locked(case, version)
    require_uninvolved(actor, row, "case.handle")
    office, said = normalise(to_office), required(reason, "请填写转交的原因。")
    if office == row.window:
        raise Refused("该办件就在这个机关，不用转交。")
    Handover(
        **place(row),
        from_office=actor.division,
        to_office=office,
        reason=said,
        at=clock.now(),
        by=actor.account,
        by_name=actor.name,
    ).save(force_insert=True)
    if row.state != CaseState.SUBMITTED:
        move(actor, row, Act(ActKind.HAND_OVER, _forwarding(row)), note=said)
    elif contains(office, row.division):
        _within(actor, row, office, said)
    else:
        pass_on(actor, row, office, said)
        act = Act(ActKind.HAND_OVER, result=ELSEWHERE)
        move(actor, row, act, note=said, facts={"to": office})
    tell(row, to=office, reason=said)


def _within(actor: Actor, row: Case, office: str, said: str) -> None:
    """Another window of the same place takes it in."""
    row.window = office
    move(actor, row, Act(ActKind.HAND_OVER), note=said, facts={"to": office})
    for task in live_tasks(row):
        task.office = office
        task.save(update_fields=["office"])


def _forwarding(row: Case) -> str:
    """The step by which an accepted case is sent on, "" where none is open."""
    kinds = {each.code: each.kind for each in item_of(row).steps}
    return next((code for code in row.open_steps if kinds[code] is StepKind.FORWARD), "")


@command(permission="case.supervise", action="case.backdate")
def backdate(
    actor: Actor, *, case: UUID, on: date, because: str, version: int | None = None
) -> None:
    """Correct the day of acceptance to an earlier one, as a superior office, for a reason.

    Everything counts from that day then. Raises `Refused`, `NotAllowed`, `Conflict`, `Recused`.
    """
    row = locked(case, version)
    require_uninvolved(actor, row, "case.supervise")
    said = required(because, "请填写更正受理日期的原因。")
    if row.accepted_on is None or row.state != CaseState.OPEN:
        raise Conflict("只有已受理、尚未作出决定的办件才能更正受理日期。")
    if level(actor.division) >= level(row.window):
        raise NotAllowed("case.supervise", HIGHER_ONLY)
    if on >= row.accepted_on or on > clock.today():
        raise Refused("只能更正为更早的日期；受理日期不能晚于实际受理之日。")
    was, row.accepted_on, row.backdated_because = row.accepted_on, on, said[:300]
    row.applied_on = min(on, row.applied_on or on)
    _count_from(row, was, on)
    timeline.note(actor, row, "backdate", note=said, facts={"was": str(was), "on": str(on)})
    tell(row, was=str(was), on=str(on), because=said)


def _count_from(row: Case, was: date, on: date) -> None:
    Clock.objects.filter(case=row, stopped_on=None, started_on=was).update(started_on=on)
    limits = Limits(row, item_of(row))
    limits.recount()
    row.version += 1
    row.save()
    redate(row, limits)


@command(permission="case.handle", action="case.save")
def flag(actor: Actor, *, case: UUID, flags: frozenset[Flag], note: str) -> None:
    """Note what is known of a case; steps that it makes due open. Raises `Conflict`."""
    _flags(actor, case, ActKind.FLAG, flags, note)


@command(permission="case.handle", action="case.save")
def clear(actor: Actor, *, case: UUID, flags: frozenset[Flag], note: str) -> None:
    """Note that something no longer holds. Raises `Conflict`."""
    _flags(actor, case, ActKind.CLEAR, flags, note)


def _flags(actor: Actor, case: UUID, kind: ActKind, flags: frozenset[Flag], note: str) -> None:
    row = locked(case)
    require_uninvolved(actor, row, "case.handle")
    said = required(note, "请说明理由。")
    move(actor, row, Act(kind, flags=flags), note=said)
    tell(row, flags=sorted(each.value for each in flags))
