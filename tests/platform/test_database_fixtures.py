"""The fixtures on which every test of the platform rests."""

import psycopg
import pytest
from axes.models import AccessAttempt
from django.db import connection

COUNT = "SELECT count(*) FROM axes_accessattempt"


def role() -> str:
    """As whom Django is connected."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def attempt() -> None:
    """Write something that needs no scope."""
    AccessAttempt.objects.create(
        username="somebody", ip_address="192.0.2.1", failures_since_start=1, get_data=""
    )


@pytest.mark.django_db
def test_tests_connect_as_the_application() -> None:
    assert role() == "minzheng_app"


@pytest.mark.django_db
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_writes_is_gone_in_the_next(turn: int) -> None:
    assert AccessAttempt.objects.count() == 0
    attempt()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_is_committed_is_gone_too(turn: int, worker_connection: psycopg.Connection) -> None:
    assert worker_connection.execute(COUNT.encode()).fetchone() == (0,)
    attempt()
    assert worker_connection.execute(COUNT.encode()).fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
def test_each_role_has_a_connection(
    owner_connection: psycopg.Connection,
    worker_connection: psycopg.Connection,
    auditor_connection: psycopg.Connection,
) -> None:
    found = [
        opened.execute("SELECT current_user").fetchone()
        for opened in (owner_connection, worker_connection, auditor_connection)
    ]
    assert found == [("minzheng_owner",), ("minzheng_worker",), ("minzheng_auditor",)]
    attempt()
    assert worker_connection.execute(COUNT.encode()).fetchone() == (1,)
