"""What the worker does for entitlements, found by procrastinate by the name of this module."""

from uuid import UUID

from procrastinate.contrib.django import app

from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.nightly import nightly
from minzheng.kernel.entitlements.numbers.rerating import rerate_due
from minzheng.kernel.entitlements.numbers.simulating import simulate
from minzheng.kernel.entitlements.numbers.values import read_anew
from minzheng.kernel.entitlements.queue import RERATE, RUN_MONTH, SIMULATE
from minzheng.kernel.entitlements.runs import performing
from minzheng.kernel.entitlements.runs.keeping import forget_files

PURPOSE = "待遇日常维护"
ATTEMPTS = 3


@app.task(name=RUN_MONTH, retry=ATTEMPTS)
def run_month(run: str) -> None:
    """Do a monthly run, or what an earlier attempt has left of it."""
    with working(PURPOSE):
        read_anew()
    performing.perform(UUID(run))


@app.task(name=SIMULATE, retry=ATTEMPTS)
def simulate_number(simulation: str) -> None:
    """Work out what a proposed number would change."""
    simulate(UUID(simulation))


@app.task(name=RERATE, retry=ATTEMPTS)
def rerate_awards() -> None:
    """Bring awards to the numbers whose month has come."""
    rerate_due()


@app.periodic(cron="7 1 * * *")
@app.task(name="entitlements.rerate_nightly", queueing_lock="entitlements.rerate_nightly")
def rerate_every_night(timestamp: int) -> None:
    """Every night: numbers whose month begins, and what was left of earlier ones."""
    rerate_due()


@app.periodic(cron="23 3 * * *")
@app.task(name="entitlements.nightly", queueing_lock="entitlements.nightly")
def every_night(timestamp: int) -> None:
    """Every night: reviews that are due, awards that are over, files that nobody needs."""
    with working(PURPOSE):
        nightly()
        forget_files()
