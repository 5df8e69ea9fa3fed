"""How to reach the database as a role: for Django, for psycopg and for programs of PostgreSQL."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from minzheng.config.environment import DatabaseRole, Environment

SUPERUSER = "postgres"
PORT = 5432
"""Only part of the socket's file name: the embedded server listens on no network address."""

_LONGEST_SOCKET_PATH = 100
"""The kernel's limit is 108 bytes on Linux and 104 on macOS, with the final NUL."""

_SETTINGS = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
_POOL = {"min_size": 1, "max_size": 6, "timeout": 10}
"""For each process of the web server: one for each of its four threads, and some to spare."""


def cluster_folder(home: Path) -> Path:
    """Where the embedded server of an installation lives."""
    return home / "database"


def socket_folder(cluster: Path) -> Path:
    """The folder of the embedded server's socket, always the same for the same cluster.

    In the cluster's own folder where the path is short enough; else in the user's temporary
    folder, under a name made from the cluster's path.
    """
    near = cluster / "run"
    if len(os.fsencode(near / f".s.PGSQL.{PORT}")) < _LONGEST_SOCKET_PATH:
        return near
    name = hashlib.sha256(os.fsencode(cluster)).hexdigest()[:16]
    runtime = os.environ.get("XDG_RUNTIME_DIR") or ""
    roots = [Path(runtime)] if runtime and os.access(runtime, os.W_OK) else []
    roots += [Path(tempfile.gettempdir()), Path("/var/tmp")]  # noqa: S108 - the launcher checks that it is ours
    folders = [root / f"minzheng-{os.getuid()}-{name}" for root in roots]
    return min(folders, key=lambda folder: len(os.fsencode(folder)) >= _LONGEST_SOCKET_PATH - 16)


def parameters(environment: Environment, role: DatabaseRole) -> dict[str, Any]:
    """The parameters of a connection as libpq names them."""
    if not environment.embedded:
        return dict(conninfo_to_dict(environment.url(role)))
    return {
        "host": str(socket_folder(cluster_folder(environment.home))),
        "port": str(PORT),
        "dbname": environment.database,
        "user": role.value,
    }


def django_database(environment: Environment) -> dict[str, Any]:
    """Django's entry for the role of this process.

    Only the web server pools its connections: other programs need one, and need it at once.
    """
    given = parameters(environment, environment.role)
    named = {ours: given.pop(theirs, "") for theirs, ours in _SETTINGS.items()}
    options: dict[str, Any] = {"application_name": environment.role.value, **given}
    port = options.pop("port", "")
    if environment.role is DatabaseRole.APP:
        options["pool"] = dict(_POOL)
    return {
        "ENGINE": "django.db.backends.postgresql",
        **named,
        "PORT": str(port),
        # A connection that died with its server is replaced instead of handed out.
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": options,
    }
