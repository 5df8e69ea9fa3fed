"""Ordering work for the worker: the job is there if, and only if, the transaction commits."""

from uuid import UUID

from procrastinate.contrib.django import app

RUN_MONTH = "entitlements.run_month"


def run_later(run: UUID) -> None:
    """Have a run done. One at a time: it takes all processors."""
    app.configure_task(RUN_MONTH, lock=RUN_MONTH).defer(run=str(run))
