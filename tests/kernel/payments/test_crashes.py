"""kill -9 in the middle of paying: nothing acknowledged is lost, nobody is paid twice (R-02).

Some points of those that `make bench ONLY=payments` goes through one by one.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from benchmarks.payments.crashing.driver import Driver, Nursery
from benchmarks.payments.crashing.points import POINTS, Blow
from benchmarks.payments.crashing.witness import FOLDER, Witness
from minzheng.base.clock import SystemClock, today
from minzheng.base.months import Month
from tests.database import Clone
from tests.kernel.payments.payroll import awarded, resident

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("office"),
    pytest.mark.slow,
]

CHOSEN = ("freeze, entries posted", "send, after the bank", "return, words written")
FURTHER = 40


@pytest.fixture
def driver(database_clone: Clone, tmp_path: Path) -> Iterator[Driver]:
    """Programs beside this one, on its copy of the database."""
    url = psycopg.conninfo.make_conninfo(
        host=settings.DATABASES["default"]["HOST"], dbname=database_clone.name
    )
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "minzheng.config.settings",
        "DATABASE_URL": f"{url} user=minzheng_app",
        "DATABASE_WORKER_URL": f"{url} user=minzheng_worker",
        "MINZHENG_HOME": str(settings.MINZHENG_HOME),
        FOLDER: str(tmp_path / "bank"),
    }
    app, worker = (Nursery(role, surroundings) for role in ("app", "worker"))
    yield Driver(Witness(tmp_path / "bank"), app, worker, lambda: 0, lambda: None)
    app.close()
    worker.close()


def test_the_points_are_named_once_and_are_enough() -> None:
    assert len({each.name for each in POINTS}) == len(POINTS) >= 25


def test_a_month_is_paid_once_whoever_is_killed_in_it(driver: Driver) -> None:
    for sequence in range(1, 13):
        awarded(resident(sequence), 30_000 + sequence, start=Month.of(today(SystemClock())))
    points = {each.name: each for each in POINTS}
    for turn, name in enumerate(CHOSEN):
        driver.round(turn, Blow(points[name], FURTHER * turn))
    driver.close(len(CHOSEN))
    assert driver.survey.losses == []
    assert driver.survey.kills.total() == len(CHOSEN)
    assert driver.witness.paid.total() >= len(CHOSEN) * 11
