"""One program in two roles of the database: staff act as the application, time as the worker."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from minzheng.config.environment import DatabaseRole


def unpooled() -> None:
    """Let go of the pool of the web server's role: it would keep the role it was opened with."""
    if connection.settings_dict["OPTIONS"].get("pool"):
        connection.close_pool()  # type: ignore[attr-defined]  # of PostgreSQL's wrapper
        connection.settings_dict["OPTIONS"].pop("pool")


@contextmanager
def as_the_worker() -> Iterator[None]:
    """Within it, this program is connected as the worker; afterwards as before."""
    ours = connections[connection.alias]
    connections[ours.alias] = _worker()
    try:
        yield
    finally:
        connections[ours.alias] = ours


@cache
def _worker() -> BaseDatabaseWrapper:
    """A second connection, kept open."""
    found = connections[connection.alias].copy()
    found.settings_dict["USER"] = DatabaseRole.WORKER.value
    return found
