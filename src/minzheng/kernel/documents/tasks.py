"""What the worker does for documents, found by procrastinate by the name of this module."""

from procrastinate.contrib.django import app

from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.documents import keeping


@app.periodic(cron="17 2 * * *")
@app.task(name="documents.delete_due", queueing_lock="documents.delete_due")
def delete_due(timestamp: int) -> None:
    """Every night: delete documents whose time is over."""
    with working("job"):
        keeping.delete_due(clock.now())


@app.periodic(cron="47 2 * * *")
@app.task(name="documents.sweep", queueing_lock="documents.sweep")
def sweep(timestamp: int) -> None:
    """Every night: remove files that no row names."""
    with working("job"):
        keeping.sweep()
