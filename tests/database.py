"""The tests' database server: one for all runs, a migrated template, a clone for each run.

The template stays between runs, and is built again when anything changes of which a database is
made. The server stops when the last run ends. Where there is room it lies in memory: a test that
commits gets a new clone, of a thousand files, and disks take ten times as long over them.
"""

import fcntl
import functools
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from minzheng.config.database.connection import cluster_folder
from minzheng.config.database.embedded import EmbeddedServer
from minzheng.config.database.roles import (
    create_database,
    prepare_database,
    prepare_roles,
    prepare_template,
)
from tests.settings import TESTS_HOME

ROOT = Path(__file__).resolve().parent.parent
MADE_OF = (
    "src/minzheng/kernel/**/*.sql",
    "src/minzheng/kernel/**/migrations/**/*.py",
    "src/minzheng/kernel/**/models.py",
    "src/minzheng/kernel/**/models/*.py",
    "src/minzheng/kernel/*/privileged*.py",
    "src/minzheng/kernel/protection/*.py",
    "src/minzheng/config/settings.py",
    "src/minzheng/config/database/roles.py",
    "requirements/run.txt",
)
"""What a migrated database follows from."""

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
ROOM = 3 << 30
"""In bytes. A run of everything takes less than one of them."""

KEPT_TEMPLATES = 4
QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "archive_mode": "off",
    "max_connections": "300",
    "shared_buffers": "128MB",
}
"""Nothing here outlives a power cut, nor has to."""

SERVER = EmbeddedServer(cluster_folder(TESTS_HOME), QUICK)


@contextmanager
def in_use() -> Iterator[None]:
    """Keep the server up; the last to leave stops it."""
    _settle()
    with (TESTS_HOME / "users.lock").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        with _alone():
            SERVER.start()
        try:
            yield
        finally:
            if _last(users):
                SERVER.stop()


def _settle() -> None:
    """Make the server's home, once for all who want it at the same time."""
    TESTS_HOME.parent.mkdir(exist_ok=True)
    with (TESTS_HOME.parent / "tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if TESTS_HOME.is_dir():
            return
        # What a link leads to is gone after the machine was started again.
        TESTS_HOME.unlink(missing_ok=True)
        if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
            TESTS_HOME.mkdir()
            return
        home = Path(tempfile.mkdtemp(prefix="minzheng-tests-", dir=MEMORY))
        # The server may have to run as somebody else, who has to come by.
        home.chmod(0o711)
        TESTS_HOME.symlink_to(home)


def _last(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _alone() -> Iterator[None]:
    with (TESTS_HOME / "building.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@dataclass(frozen=True)
class Clone:
    """A copy of the template for one test process."""

    name: str

    def make(self) -> None:
        """Make the copy, in place of an older one."""
        with _alone(), SERVER.connect() as superuser:
            self._drop(superuser)
            create_database(superuser, self.name, template=_template(superuser))
        with SERVER.connect(self.name) as superuser:
            # A copy keeps the template's grants inside, but not those on the database itself.
            prepare_database(superuser, self.name)

    def drop(self) -> None:
        """Remove the copy, whoever is still connected."""
        with SERVER.connect() as superuser:
            self._drop(superuser)

    def _drop(self, superuser: psycopg.Connection) -> None:
        name = sql.Identifier(self.name)
        superuser.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def clone_of_this_run() -> Clone:
    """The copy that belongs to this test process."""
    return Clone(f"test_{os.getpid()}")


def drop_forgotten() -> None:
    """Remove the copies of runs that were killed."""
    with SERVER.connect() as superuser:
        for name in _names(superuser, "test_%"):
            if not Path(f"/proc/{name.removeprefix('test_')}").exists():
                Clone(name).drop()


def _template(superuser: psycopg.Connection) -> str:
    """The name of the migrated database that fits the tree, built when there is none."""
    name = f"template_{digest()}"
    known = _names(superuser, "template_%")
    if name in known:
        return name
    for old in known[: -KEPT_TEMPLATES + 1]:
        Clone(old).drop()
    building = f"building_{os.getpid()}"
    Clone(building).drop()
    prepare_roles(superuser)
    with SERVER.connect("template1") as template1:
        prepare_template(template1)
    create_database(superuser, building)
    with SERVER.connect(building) as inside:
        prepare_database(inside, building)
    _migrate(building)
    superuser.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(building), sql.Identifier(name)
        )
    )
    return name


def _names(superuser: psycopg.Connection, pattern: str) -> list[str]:
    """The databases of a kind, the oldest first; ``template0`` and ``template1`` are none."""
    found = superuser.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s AND NOT datistemplate ORDER BY oid",
        [pattern.replace("_", r"\_")],
    )
    return [name for (name,) in found]


def _migrate(database: str) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "minzheng.config.settings",
        "MINZHENG_HOME": str(TESTS_HOME),
        "MINZHENG_DATABASE": database,
        "MINZHENG_ROLE": "owner",
    }
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--no-input", "--skip-checks", "-v", "0"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"The tests' database cannot be migrated:\n{done.stderr[-4000:]}")


@functools.cache
def digest() -> str:
    """Identifies everything that a migrated database follows from."""
    whole = hashlib.sha256()
    for path in sorted({path for pattern in MADE_OF for path in ROOT.glob(pattern)}):
        whole.update(str(path.relative_to(ROOT)).encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()[:12]
