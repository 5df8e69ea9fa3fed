"""Finding a case: within the scope, and locked before anything about it changes."""

from uuid import UUID

from minzheng.kernel.access.errors import Conflict, Unseen
from minzheng.kernel.casework.models import Case, Task
from minzheng.kernel.registry.api.listing import one

SOMEBODY_WAS_FIRST = "办件在您打开页面之后已被他人办理，请刷新后再看。"


def locked(case: UUID, version: int | None = None) -> Case:
    """The case, locked until the end of the transaction. Raises `Unseen`, `Conflict`.

    `version` is what the actor saw: whoever acts on an older state is told to look again.
    """
    row = one(Case.objects, case, lock=True)
    if version is not None and row.version != version:
        raise Conflict(SOMEBODY_WAS_FIRST)
    return row


def seen_case(case: UUID) -> Case:
    """The case as it stands. Raises `Unseen`."""
    return one(Case.objects, case)


def locked_task(task: UUID) -> tuple[Task, Case]:
    """A task with its case, both locked, the case first. Raises `Unseen`."""
    found = one(Task.objects, task)
    row = locked(found.case_id)
    again = Task.objects.select_for_update().filter(pk=task).first()
    if again is None:
        raise Unseen
    return again, row
