"""Tasks follow the position: what opened gets a task, what closed loses it."""

from collections.abc import Iterable

from minzheng.catalogue.casework.positions import Position
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.casework.limits import Limits
from minzheng.kernel.casework.models import LIVE, Case, Task, TaskState
from minzheng.kernel.casework.places import office_of, place


def live_tasks(row: Case) -> list[Task]:
    """What is to be done in a case now."""
    return list(Task.objects.filter(LIVE, case=row))


def finish(task: Task, actor: Actor, result: str) -> None:
    """Put down who did it, by account and by person."""
    task.state = TaskState.DONE
    task.done_by, task.done_by_person = actor.account, actor.person or None
    task.done_by_name, task.result = actor.name, result
    task.done_at, task.done_on = clock.now(), clock.today()
    task.save()


def follow(
    row: Case, item: ServiceItem, after: Position, live: Iterable[Task], limits: Limits
) -> None:
    """Open and cancel tasks until they are those of the position, with the days of their limits."""
    kept = {each.step: each for each in live if each.state in (TaskState.OPEN, TaskState.TAKEN)}
    for gone in set(kept) - after.open:
        _cancel(kept.pop(gone))
    for task in kept.values():
        _date(task, limits)
    new = [_opened(row, item, step, limits) for step in sorted(after.open - set(kept))]
    if new:
        Task.objects.bulk_create(new)


def _cancel(task: Task) -> None:
    task.state = TaskState.CANCELLED
    task.done_at, task.done_on = clock.now(), clock.today()
    task.save(update_fields=["state", "done_at", "done_on"])


def _opened(row: Case, item: ServiceItem, code: str, limits: Limits) -> Task:
    step = item.step(code)
    return Task(
        **place(row),
        step=code,
        stage=row.stage,
        title=step.title,
        item=row.item,
        number=row.number,
        who=row.who,
        urgent=row.urgent,
        office=office_of(step.office, row),
        permission=step.permission,
        not_by=list(step.not_by),
        opened_at=clock.now(),
        opened_on=clock.today(),
        due_on=limits.statutory(step.limit),
        promised_on=limits.promised(step.limit),
    )


def _date(task: Task, limits: Limits) -> None:
    """A clock that was moved moves the task's day."""
    due, promised = limits.of_step(task.step)
    if (task.due_on, task.promised_on) != (due, promised):
        task.due_on, task.promised_on = due, promised
        task.save(update_fields=["due_on", "promised_on"])


def redate(row: Case, limits: Limits) -> None:
    """Give the live tasks the days of their limits, after a clock was moved."""
    for task in live_tasks(row):
        _date(task, limits)
