"""The embedded PostgreSQL server: made, started and stopped by the platform itself.

For trying out and for small offices. It listens on a socket in a folder that only its user may
enter, and on no network address.
"""

import fcntl
import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from minzheng.base.errors import MinzhengError
from minzheng.config.database import postmaster
from minzheng.config.database.binaries import Binaries, find_binaries
from minzheng.config.database.connection import PORT, SUPERUSER, socket_folder
from minzheng.config.database.ordinary_user import ProgramFailed, Runner, runner_for

_START_SECONDS = 60


class ServerFailed(MinzhengError):
    """The embedded server cannot be made or started."""


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """The server whose cluster is in a folder; ``settings`` are put beside our own defaults."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own folder."""
        return self.folder / "data"

    @property
    def sockets(self) -> Path:
        """The folder of the socket."""
        return socket_folder(self.folder)

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.folder / "server.log"

    def start(self) -> bool:
        """Make the cluster if there is none and start the server if it does not run.

        Returns whether it had to be started. Raises ``ServerFailed``. Safe to call from several
        processes at once.
        """
        with self._alone():
            if self._answers():
                return False
            binaries, runner = find_binaries(), runner_for(self.folder)
            try:
                self._make(binaries, runner)
                self._clear()
                self._configure(runner)
                self._launch(binaries, runner)
            except ProgramFailed as failed:
                raise ServerFailed(f"{failed.message}\n{self._last_words()}") from failed
            return True

    def stop(self) -> bool:
        """Stop the server after what is being done; returns whether it ran."""
        with self._alone():
            if self.running() is None:
                return False
            binaries, runner = find_binaries(), runner_for(self.folder)
            stop = (binaries.program("pg_ctl"), "-D", self.cluster, "-m", "fast", "-w", "stop")
            try:
                runner.run([*stop, "-t", str(_START_SECONDS)])
            except ProgramFailed:
                # It may have been killed in the meantime, which is a way of stopping too.
                if self.running() is not None:
                    raise
            return True

    def reload(self) -> None:
        """Have the running server read its settings anew."""
        runner = runner_for(self.folder)
        self._configure(runner)
        runner.run([find_binaries().program("pg_ctl"), "-D", self.cluster, "reload"])

    def running(self) -> int | None:
        """The server's process number, or nothing."""
        return postmaster.running(self.cluster)

    def connect(self, database: str = "postgres", user: str = SUPERUSER) -> psycopg.Connection:
        """A connection, as superuser unless told otherwise; every statement stands alone."""
        return psycopg.connect(
            host=str(self.sockets), port=PORT, dbname=database, user=user, autocommit=True
        )

    def _answers(self) -> bool:
        """Whether the server runs and answers; one that is just coming or going is waited for."""
        deadline = time.monotonic() + _START_SECONDS
        while self.running() is not None:
            try:
                self.connect().close()
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    raise ServerFailed(f"数据库服务在运行, 但不应答: {error}") from error
                time.sleep(0.05)
            else:
                return True
        return False

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two processes that start the server at once must not both make it."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.folder / "launcher.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make(self, binaries: Binaries, runner: Runner) -> None:
        if (self.cluster / "PG_VERSION").exists():
            self._check_version(binaries)
            return
        runner.give(self.folder)
        runner.run(
            [
                binaries.program("initdb"),
                *("-D", self.cluster, "-U", SUPERUSER, "--auth=trust", "-E", "UTF8"),
                *("--data-checksums", "--no-instructions"),
                *binaries.locale_options,
            ]
        )

    def _check_version(self, binaries: Binaries) -> None:
        made_by = (self.cluster / "PG_VERSION").read_text(encoding="ascii").strip()
        if made_by != str(binaries.version):
            raise ServerFailed(
                f"{self.cluster} 由 PostgreSQL {made_by} 建立, 现有程序是 {binaries.version} 版, "
                "不能直接使用。请用原版本的程序启动, 或用 pg_dump 导出后重建。"
            )

    def _clear(self) -> None:
        """Make the way free after a kill or a loss of power, and only then."""
        try:
            postmaster.clear_leftovers(self.cluster, self.sockets / f".s.PGSQL.{PORT}")
        except TimeoutError as error:
            raise ServerFailed(
                f"上次的数据库服务已中断, 但它的子进程仍在 {self.cluster} 中工作; 请稍后再试。"
            ) from error

    def _configure(self, runner: Runner) -> None:
        own_folder(self.sockets, runner)
        ours = self.cluster / "minzheng.conf"
        settings = {**_DEFAULTS, "unix_socket_directories": str(self.sockets), **self.settings}
        ours.write_text(
            "".join(f"{name} = {_quoted(value)}\n" for name, value in settings.items()),
            encoding="utf-8",
        )
        main, line = self.cluster / "postgresql.conf", f"include = '{ours.name}'\n"
        text = main.read_text(encoding="utf-8")
        if line not in text:
            main.write_text(text + line, encoding="utf-8")
        runner.give(ours)
        runner.give(main)

    def _launch(self, binaries: Binaries, runner: Runner) -> None:
        start = (binaries.program("pg_ctl"), "-D", self.cluster, "-l", self.log, "-w", "start")
        runner.run([*start, "-t", str(_START_SECONDS)], seconds=_START_SECONDS + 10)

    def _last_words(self) -> str:
        if not self.log.exists():
            return ""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-8:])


def own_folder(folder: Path, runner: Runner) -> None:
    """Make a folder that only the server's user may enter; refuse one that somebody else made."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), runner.owner):
        raise ServerFailed(f"文件夹 {folder} 不属于当前用户, 不能放数据库的套接字。")
    folder.chmod(0o700)
    runner.give(folder)


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


_DEFAULTS: Mapping[str, str] = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    # Requests are short queries under row security: compiling them costs more than running them.
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "password_encryption": "scram-sha-256",
    # Statements hold personal values: the log says that one failed, never with which values.
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    # A backup that can go back to any moment needs the log of changes; where none has been made
    # yet, the changes are let go.
    "wal_level": "replica",
    "archive_mode": "on",
    "archive_command": "true",
}
