"""What the worker does for entitlements, found by procrastinate by the name of this module."""

from uuid import UUID

from procrastinate.contrib.django import app

from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.nightly import nightly
from minzheng.kernel.entitlements.queue import RUN_MONTH
from minzheng.kernel.entitlements.runs import performing
from minzheng.kernel.entitlements.runs.keeping import forget_files

PURPOSE = "待遇日常维护"
ATTEMPTS = 3


@app.task(name=RUN_MONTH, retry=ATTEMPTS)
def run_month(run: str) -> None:
    """Do a monthly run, or what an earlier attempt has left of it."""
    performing.perform(UUID(run))


@app.periodic(cron="23 3 * * *")
@app.task(name="entitlements.nightly", queueing_lock="entitlements.nightly")
def every_night(timestamp: int) -> None:
    """Every night: reviews that are due, awards that are over, files that nobody needs."""
    with working(PURPOSE):
        nightly()
        forget_files()
