"""What the worker forgets every night."""

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from axes.models import AccessAttempt
from django.test import Client

from minzheng.kernel.access import clock, lockout, tasks
from minzheng.kernel.access.models import RepeatedRequest, Session
from tests.people import put_down, signed_in

pytestmark = pytest.mark.django_db
KEPT = ["access_session", "access_repeatedrequest", "axes_accessattempt"]


def remembered() -> list[int]:
    """How many rows of each kind there are."""
    return [each.objects.count() for each in (Session, RepeatedRequest, AccessAttempt)]


def attempted() -> None:
    """Somebody signs in, sends a form, and somebody else mistypes a password."""
    put_down()
    client = signed_in(Client(), "town_clerk_a")
    client.post("/own/purpose/", {"purpose": "handling", "request_id": str(uuid4())})
    AccessAttempt.objects.create(
        username="nobody", ip_address="10.0.0.1", failures_since_start=1, attempt_time=clock.now()
    )


def test_what_still_counts_stays() -> None:
    attempted()
    before = remembered()
    assert all(before)
    tasks.forget_old(timestamp=0)
    assert remembered() == before


def test_what_is_over_is_forgotten() -> None:
    attempted()
    with clock.standing_at(clock.now() + lockout.REMEMBERED_FOR + timedelta(days=30)):
        tasks.forget_old(timestamp=0)
    assert remembered() == [0, 0, 0]


@pytest.mark.parametrize("table", KEPT)
def test_the_worker_may_forget(worker_connection: psycopg.Connection, table: str) -> None:
    found = worker_connection.execute(
        "select has_table_privilege(current_user, %s, 'delete')", [table]
    ).fetchone()
    assert found == (True,)
