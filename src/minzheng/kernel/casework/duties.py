"""Whose a task is: a post's, by office and permission; and which steps need two persons."""

from collections.abc import Iterable

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import NotAllowed
from minzheng.kernel.access.worker import SYSTEM
from minzheng.kernel.casework.models import LIVE, Case, Task, TaskState
from minzheng.kernel.casework.places import beneath

OTHER_OFFICE = "这一环节由其他机关办理。"


class SamePerson(NotAllowed):
    """One human being would do two steps that two must do. Answered 403."""

    def __init__(self, permission: str, title: str) -> None:
        super().__init__(permission, f"“{title}”不得由办理过前面环节的同一人办理，请交由他人办理。")
        self.title = title

    def __reduce__(self) -> tuple[type["SamePerson"], tuple[str, str]]:
        return type(self), (self.permission, self.title)


def may_do(actor: Actor, task: Task) -> bool:
    """Whether a task is one of the actor's post."""
    if actor.account == SYSTEM:
        return True
    at_home = task.office == actor.division or beneath(task.office, actor)
    return at_home and actor.may(task.permission)


def require_post(actor: Actor, task: Task) -> None:
    """Raises `NotAllowed` when a task is another office's, or beyond the role."""
    if may_do(actor, task):
        return
    if not actor.may(task.permission):
        raise NotAllowed(task.permission)
    raise NotAllowed(task.permission, OTHER_OFFICE)


def require_other_eyes(actor: Actor, row: Case, task: Task) -> None:
    """Raises `SamePerson`. The database refuses it too, whoever writes."""
    done = Task.objects.filter(case=row, state=TaskState.DONE)
    if done_by_same(actor, task, done):
        raise SamePerson(task.permission, task.title)


def require_duty(actor: Actor, row: Case, step: str) -> None:
    """The same for a step that is open, before anything is done for it."""
    task = Task.objects.filter(LIVE, case=row, step=step).first()
    if task is not None:
        require_post(actor, task)
        require_other_eyes(actor, row, task)


def done_by_same(actor: Actor, task: Task, done: Iterable[Task]) -> bool:
    """Whether the actor, with whatever account, has done a step that excludes this one."""
    return any(
        (each.step in task.not_by or task.step in each.not_by)
        and (each.done_by == actor.account or _same(each.done_by_person, actor.person))
        for each in done
    )


def _same(held: bytes | None, person: bytes) -> bool:
    return bool(person) and held is not None and bytes(held) == person
