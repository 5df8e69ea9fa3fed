"""What the worker does for exchange, found by procrastinate by the name of this module.

Every task may be done twice: states and locks in the database see to that.
"""

from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.exchange.checks import asking
from minzheng.kernel.exchange.exports import making
from minzheng.kernel.exchange.imports import loading, staging
from minzheng.kernel.exchange.models import ImportFile, ImportJob, ImportPart
from minzheng.kernel.exchange.queue import ASK_DEPARTMENT, department_later
from minzheng.kernel.exchange.states import ImportState, move

ATTEMPTS = 3
FORGOTTEN_AFTER = timedelta(days=30)


@app.task(name="exchange.read_import", retry=ATTEMPTS)
def read_import(subject: str) -> None:
    """Read and check what was handed in."""
    staging.read_job(UUID(subject))


@app.task(name="exchange.run_import", retry=ATTEMPTS)
def run_import(subject: str) -> None:
    """Load what was confirmed."""
    loading.run_job(UUID(subject))


@app.task(name="exchange.make_export", retry=ATTEMPTS)
def make_export(subject: str) -> None:
    """Make the file of an approved request."""
    making.make_export(UUID(subject))


@app.task(name=ASK_DEPARTMENT, retry=ATTEMPTS)
def ask_department(source: str) -> None:
    """Ask one department everything that is due."""
    asking.ask_department(CheckSource[source])


@app.periodic(cron="* * * * *")
@app.task(name="exchange.ask_departments", queueing_lock="exchange.ask_departments")
def ask_departments(timestamp: int) -> None:
    """Every minute: each department for which something waits, in a job of its own.

    It is the reaper too: a question that a dead worker had claimed is due again.
    """
    for source in asking.due_sources():
        department_later(source)


@app.periodic(cron="*/10 * * * *")
@app.task(name="exchange.expire_exports", queueing_lock="exchange.expire_exports")
def expire_exports(timestamp: int) -> None:
    """Every ten minutes: files whose time is over."""
    making.expire_exports()


@app.periodic(cron="7 3 * * *")
@app.task(name="exchange.forget_imports", queueing_lock="exchange.forget_imports")
def forget_imports(timestamp: int) -> None:
    """Every night: imports that nobody confirmed, and lists of problems that nobody needs."""
    with working("job"):
        before = clock.now() - FORGOTTEN_AFTER
        for job in ImportJob.objects.filter(state=ImportState.CHECKED, created_at__lt=before):
            move(job, ImportState.CANCELLED, finished_at=clock.now())
            ImportPart.objects.filter(job=job).delete()
        ImportFile.objects.filter(job__created_at__lt=before).update(sm3="")
