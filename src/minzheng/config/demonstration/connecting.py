"""One program in two roles of the database: staff act as the application, time as the worker."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from minzheng.config.environment import DatabaseRole


def unpooled() -> None:
    """Let go of the pool of the web server's role: it would keep the role it was opened with."""
    if connection.settings_dict["OPTIONS"].get("pool"):
        connection.close_pool()  # type: ignore[attr-defined]  # of PostgreSQL's wrapper
        connection.settings_dict["OPTIONS"].pop("pool")


@contextmanager
def as_the_worker() -> Iterator[None]:
    """Within it, this program is connected as the worker; afterwards as before."""
    before = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = DatabaseRole.WORKER.value
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["USER"] = before
