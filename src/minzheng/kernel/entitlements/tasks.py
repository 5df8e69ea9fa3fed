"""What the worker does for entitlements, found by procrastinate by the name of this module."""

from procrastinate.contrib.django import app

from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.nightly import nightly

PURPOSE = "待遇日常维护"


@app.periodic(cron="23 3 * * *")
@app.task(name="entitlements.nightly", queueing_lock="entitlements.nightly")
def every_night(timestamp: int) -> None:
    """Every night: reviews that are due, awards that are over."""
    with working(PURPOSE):
        nightly()
