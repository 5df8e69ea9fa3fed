"""Ordering work for the worker: the job is there if, and only if, the transaction commits."""

from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

RUN_MONTH = "entitlements.run_month"
SIMULATE = "entitlements.simulate_number"
RERATE = "entitlements.rerate"
AFTER = timedelta(seconds=15)
"""So long nobody goes on with the former numbers any more (`numbers.values.FRESH`)."""


def run_later(run: UUID) -> None:
    """Have a run done. One at a time: it takes all processors."""
    app.configure_task(RUN_MONTH, lock=RUN_MONTH).defer(run=str(run))


def simulate_later(simulation: UUID) -> None:
    """Have worked out what a number would change. In turn with runs: it takes all processors."""
    app.configure_task(SIMULATE, lock=RUN_MONTH).defer(simulation=str(simulation))


def rerate_later() -> None:
    """Have awards brought to the numbers that are approved."""
    later = {"seconds": int(AFTER.total_seconds())}
    app.configure_task(RERATE, lock=RUN_MONTH, schedule_in=later).defer()
