"""The one way in which a case moves: an act of the pure flow on a locked row.

    row = locked(case, version)
    move(actor, row, Act(ActKind.FINISH, "visit", "done"), note="…")

Two who act at once wait for each other at the row; the second one is measured against what the
first one left, so that one act has one effect however often it is sent.
"""

from collections.abc import Mapping
from datetime import date

from minzheng.catalogue.casework.advancing import acceptance
from minzheng.catalogue.casework.flow import NotNow, after
from minzheng.catalogue.casework.positions import Act, ActKind, CaseState, Position
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.casework import tasking, timeline
from minzheng.kernel.casework.closing import closed
from minzheng.kernel.casework.duties import require_other_eyes, require_post
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.limits import Limits
from minzheng.kernel.casework.models import Case, Task
from minzheng.kernel.casework.notifying import told_of
from minzheng.kernel.casework.places import office_of
from minzheng.kernel.casework.positions import position_of, put
from minzheng.kernel.casework.windows.telling import tell_window_of

AT_THE_WINDOW = frozenset({ActKind.ACCEPT, ActKind.RETURN, ActKind.DECLINE})
"""Acts that whoever accepts may do, besides accepting."""


def move(
    actor: Actor,
    row: Case,
    act: Act,
    *,
    note: str = "",
    facts: Mapping[str, object] | None = None,
) -> Position:
    """Do an act to a case whose row is locked; its new position, with tasks, clocks and timeline.

    Whatever else was set on the row is saved with it. Raises `Conflict` for what cannot be done
    now, `NotAllowed` for another office's task, `SamePerson`.
    """
    item = item_of(row)
    before = position_of(row)
    position = _after(item, before, act)
    live = tasking.live_tasks(row)
    own = _own_task(item, act, live)
    if own is not None:
        require_post(actor, own)
        require_other_eyes(actor, row, own)
        if _does(before, position, own):
            tasking.finish(own, actor, act.result)
    _settle(row, item, before, position, live)
    event = timeline.note(
        actor,
        row,
        act.kind.value,
        step=act.step,
        result=act.result,
        note=note,
        facts={**_told(act, position), **(facts or {})},
    )
    told_of(position, event)
    return position


def settle(row: Case, item: ServiceItem, before: Position, position: Position) -> None:
    """Bring a row to a position that no act has led to: when its declaration has changed."""
    _settle(row, item, before, position, tasking.live_tasks(row))


def _settle(
    row: Case, item: ServiceItem, before: Position, position: Position, live: list[Task]
) -> None:
    put(row, position)
    today: date = clock.today()
    if position.state is CaseState.DECIDED and row.decided_on is None:
        row.decided_on = today
    limits = Limits(row, item)
    limits.follow(before, position)
    row.version += 1
    if position.state is CaseState.CLOSED and row.closed_at is None:
        row.closed_at = clock.now()
    _place(row, item, position)
    row.save()
    tasking.follow(row, item, position, live, limits)
    tell_window_of(row)
    if before.state is not CaseState.CLOSED and position.state is CaseState.CLOSED:
        closed(row)


def _after(item: ServiceItem, before: Position, act: Act) -> Position:
    try:
        return after(item, before, act)
    except NotNow as problem:
        raise Conflict(problem.message) from problem


def _own_task(item: ServiceItem, act: Act, live: list[Task]) -> Task | None:
    """The task that an act belongs to, if any."""
    step = act.step
    if act.kind in AT_THE_WINDOW:
        first = acceptance(item)
        step = first.code if first else ""
    return next((each for each in live if each.step == step), None) if step else None


def _does(before: Position, position: Position, task: Task) -> bool:
    """Whether the act has done the task, rather than called it off."""
    return task.step in position.done - before.done


def _place(row: Case, item: ServiceItem, position: Position) -> None:
    """The office that a list shows as responsible: that of the first open step."""
    step = next((each for each in item.steps if each.code in position.open), None)
    if step is not None:
        row.office = office_of(step.office, row)


def _told(act: Act, position: Position) -> dict[str, object]:
    return {
        "noted": sorted(each.value for each in act.flags),
        "state": position.state.value,
        "stage": position.stage,
        "flags": sorted(each.value for each in position.flags),
        "outcome": position.outcome.value if position.outcome else "",
    }
