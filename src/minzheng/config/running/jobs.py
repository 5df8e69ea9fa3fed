"""The queue of jobs: the worker, and the reaper that frees jobs whose worker has died."""

import logging

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

_log = logging.getLogger(__name__)

_CONCURRENT = 2
_SHUTDOWN_SECONDS = 20
_SILENT_SECONDS = 35
"""A worker reports every ten seconds; one that has been silent for so long is dead.

What it had begun goes on within a minute of its death (R-02)."""

_FREE_JOBS = """
    SELECT procrastinate_retry_job_v2(job.id, now(), NULL, NULL, NULL)
    FROM procrastinate_jobs AS job
    LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
    WHERE job.status = 'doing'
      AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %s))
"""
_FORGET_WORKERS = "SELECT procrastinate_prune_stalled_workers_v1(%s)"


def work() -> None:
    """Do jobs until told to stop by SIGTERM or SIGINT, then finish those begun."""
    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError("the queue is not the one that Django set up")
    with app.replace_connector(connector.get_worker_connector()) as listening:
        listening.run_worker(
            concurrency=_CONCURRENT,
            shutdown_graceful_timeout=_SHUTDOWN_SECONDS,
            delete_jobs="successful",
        )


def reap() -> None:
    """Give back to the queue what dead workers had begun. Jobs can bear being done twice."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_FREE_JOBS, [_SILENT_SECONDS])
        freed = cursor.rowcount
        cursor.execute(_FORGET_WORKERS, [_SILENT_SECONDS])
    if freed:
        _log.warning("%d jobs of dead workers were given back to the queue", freed)
