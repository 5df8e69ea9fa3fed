"""Acting for the office whose task it is: two people whom it has sent bring the result back."""

from dataclasses import replace

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.casework.models import LIVE, Case, Task


def for_the_office(actor: Actor, row: Case, step: str) -> Actor:
    """The actor as the office that has the step: its commission says that he was sent.

    Who may be sent was decided when the visit was ordered; a visitor of another village finishes
    the task of the town all the same.
    """
    task = Task.objects.filter(LIVE, case=row, step=step).first()
    return actor if task is None else replace(actor, division=task.office)
