"""Ordering work for the worker: the job is there if, and only if, the transaction commits."""

from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from minzheng.catalogue.means_check import CheckSource

ASK_DEPARTMENT = "exchange.ask_department"


def later(task: str, subject: UUID) -> None:
    """Order a task about one thing. Arguments are identifiers, never personal content."""
    app.configure_task(task, lock=f"{task}:{subject}").defer(subject=str(subject))


def department_later(source: CheckSource) -> None:
    """Have a department asked what waits for it: one job at a time, and at most one waiting.

    A lock of its own for each department: one that hangs does not hold up the others.
    """
    lock = f"{ASK_DEPARTMENT}:{source.name}"
    task = app.configure_task(ASK_DEPARTMENT, lock=lock, queueing_lock=lock)
    try:
        with transaction.atomic():
            task.defer(source=source.name)
    except AlreadyEnqueued:
        return
