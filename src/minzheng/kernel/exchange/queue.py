"""Ordering work for the worker: the job is there if, and only if, the transaction commits."""

from uuid import UUID

from procrastinate.contrib.django import app


def later(task: str, subject: UUID) -> None:
    """Order a task about one thing. Arguments are identifiers, never personal content."""
    app.configure_task(task, lock=f"{task}:{subject}").defer(subject=str(subject))
