"""Tasks as records."""

from collections.abc import Iterable
from datetime import date

from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.kernel.access import api as access
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import NotAllowed, Recused
from minzheng.kernel.casework.api.results import DoneView, TaskRow, TaskView
from minzheng.kernel.casework.duties import SamePerson, done_by_same, require_post
from minzheng.kernel.casework.items import titles
from minzheng.kernel.casework.models import Task, TaskState
from minzheng.kernel.casework.showing.colours import colour, shown_day
from minzheng.kernel.protection.labels import Label

NOBODY = "现在没有岗位能办：请系统管理员提出、安全管理员批准一个有“{label}”保密范围的经办岗位。"


def task_rows(tasks: Iterable[Task], today: date) -> list[TaskRow]:
    """Tasks of an inbox; nothing more is asked of the database."""
    listed = list(tasks)
    known = titles(each.item for each in listed)
    return [
        TaskRow(
            id=each.pk,
            case=each.case_id,
            number=each.number,
            item=each.item,
            item_title=known[each.item],
            step=each.step,
            title=each.title,
            applicant_name=each.who,
            division=each.division,
            state=each.state,
            due_on=shown_day(each.due_on),
            promised_on=each.promised_on,
            colour=colour(each.due_on, today),
            taken_by=each.taken_by,
            taken_by_name=each.taken_by_name,
            urgent=each.urgent,
        )
        for each in listed
    ]


def task_views(
    actor: Actor, item: ServiceItem, tasks: list[Task], today: date, *, recused: bool
) -> tuple[TaskView, ...]:
    """The live tasks of a case, each with the reason why the actor may not do it."""
    done = [each for each in tasks if each.state == TaskState.DONE]
    live = [each for each in tasks if each.state in (TaskState.OPEN, TaskState.TAKEN)]
    return tuple(
        TaskView(
            id=each.pk,
            step=each.step,
            kind=item.step(each.step).kind.value,
            title=each.title,
            office=each.office,
            permission=each.permission,
            state=each.state,
            due_on=shown_day(each.due_on),
            promised_on=each.promised_on,
            colour=colour(each.due_on, today),
            taken_by=each.taken_by,
            taken_by_name=each.taken_by_name,
            results=item.step(each.step).results,
            why_not=why_not(actor, each, done, recused=recused),
        )
        for each in live
    )


def why_not(actor: Actor, task: Task, done: Iterable[Task], *, recused: bool) -> str:
    """Why the actor may not do a task, in the words of the refusal; empty when they may."""
    try:
        require_post(actor, task)
    except NotAllowed as refusal:
        return _unmanned(task) or refusal.message
    if recused:
        return Recused(task.permission).message
    if done_by_same(actor, task, done):
        return SamePerson(task.permission, task.title).message
    return ""


def _unmanned(task: Task) -> str:
    """Of a protected file: that no post of the office sees it which could do the task.

    Said to those alone who see the file. An ordinary one is not asked about.
    """
    label = Label(task.label)
    if label is Label.ORDINARY:
        return ""
    manned = access.somebody_sees(label, permission=task.permission, office=task.office)
    return "" if manned else NOBODY.format(label=label.title)


def done_views(item: ServiceItem, tasks: Iterable[Task]) -> tuple[DoneView, ...]:
    """What has been done in a case, in order."""
    done = [each for each in tasks if each.state == TaskState.DONE and each.done_at is not None]
    return tuple(
        DoneView(
            id=each.pk,
            step=each.step,
            title=each.title,
            office=each.office,
            result=each.result,
            result_title=result_title(item, each.step, each.result),
            done_by_name=each.done_by_name,
            done_on=each.done_on,
            in_time=each.done_on <= each.due_on,
        )
        for each in sorted(done, key=lambda task: (task.done_at, task.pk))
        if each.done_on is not None
    )


def result_title(item: ServiceItem, step: str, result: str) -> str:
    """The words for a result of a step, the code itself where it names none."""
    declared = {each.code: each for each in item.steps}
    choices = declared[step].results if step in declared else ()
    return next((each.title for each in choices if each.code == result), result)
