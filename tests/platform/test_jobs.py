"""Work beside the queue: failing rounds go on, and jobs of dead workers are done again."""

import threading

import psycopg
import pytest
from django.db import transaction
from procrastinate.contrib.django import app

from minzheng.config.running.jobs import reap
from minzheng.config.running.rounds import Round, start

TASK = "builtin:procrastinate.builtin_tasks.remove_old_jobs"
TAKE = """
    WITH dead AS (
        INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '{}')
        RETURNING id
    )
    UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM dead)
"""
STATE = b"SELECT status::text, attempts FROM procrastinate_jobs"


def defer() -> None:
    """Put a job into the queue."""
    app.configure_task(TASK).defer(max_hours=1)


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_dead_worker_goes_back_to_the_queue(
    worker_connection: psycopg.Connection,
) -> None:
    defer()
    worker_connection.execute(TAKE.format("5 minutes").encode())
    reap()
    assert worker_connection.execute(STATE).fetchone() == ("todo", 1)
    workers = worker_connection.execute("SELECT count(*) FROM procrastinate_workers").fetchone()
    assert workers == (0,)


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_living_worker_is_left_to_it(worker_connection: psycopg.Connection) -> None:
    defer()
    worker_connection.execute(TAKE.format("5 seconds").encode())
    reap()
    assert worker_connection.execute(STATE).fetchone() == ("doing", 0)


@pytest.mark.django_db(transaction=True)
def test_a_job_deferred_by_what_is_rolled_back_is_never_done(
    worker_connection: psycopg.Connection,
) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        defer()
        raise ZeroDivisionError
    assert worker_connection.execute(STATE).fetchone() is None


@pytest.mark.django_db(transaction=True)
def test_a_round_that_fails_is_tried_again() -> None:
    turns: list[int] = []
    done, stopping = threading.Event(), threading.Event()

    def work() -> None:
        turns.append(1)
        if len(turns) == 3:
            done.set()
        raise OSError("the medium is full")

    threads = start([Round("failing", 0.01, work)], stopping)
    assert done.wait(10)
    stopping.set()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()
