"""Brings an installation back from a backup, to the end of what was kept or to a moment."""

import gzip
import shutil
import tarfile
import time
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from minzheng.base.errors import InvalidValue, MinzhengError
from minzheng.config.database.backup import MANIFEST, Backup, backups_in
from minzheng.config.database.binaries import find_binaries
from minzheng.config.database.embedded import EmbeddedServer, ServerFailed
from minzheng.config.database.ordinary_user import ProgramFailed, Runner, runner_for
from minzheng.config.database.unpacking import unpack
from minzheng.config.database.wal_archive import restore_settings, wal_folder
from minzheng.config.environment import Environment
from minzheng.config.installation import embedded_server

_RECOVERY_SECONDS = 12 * 60 * 60


class RestoreFailed(MinzhengError):
    """A backup could not be brought back; what was there before is kept beside it."""


def choose_backup(folder: Path, at: datetime | None) -> Backup:
    """The last backup that was finished before a moment. Raises ``InvalidValue``."""
    found = backups_in(folder)
    if at is not None:
        found = [each for each in found if _finished(each) <= at]
    if not found:
        when = "" if at is None else f" {at:%Y-%m-%d %H:%M:%S} 之前"
        raise InvalidValue(f"{folder} 中没有{when}完成的备份。")
    return found[-1]


def restore(environment: Environment, backup: Backup, at: datetime | None) -> Path | None:
    """Put the database and the files of a backup in the place of an embedded installation's.

    Nothing is deleted: returns where the former database has been put aside, if there was one.
    Raises ``RestoreFailed`` and ``InvalidValue``.
    """
    server = embedded_server(environment)
    if server.running() is not None:
        raise InvalidValue("数据库正在运行, 不能恢复。请先运行 minzheng stop。")
    aside = _put_aside(server)
    server.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    runner = runner_for(aside.parent if aside else server.folder)
    _unpack(backup, server, runner)
    _add_unarchived(aside, server)
    (server.cluster / "recovery.signal").touch()
    runner.give(server.folder)
    _recover(environment, server, at)
    _bring_files(environment.home, backup)
    return aside


def _finished(backup: Backup) -> datetime:
    manifest = backup.database / MANIFEST
    return datetime.fromtimestamp(manifest.stat().st_mtime, UTC)


def _put_aside(server: EmbeddedServer) -> Path | None:
    if not server.cluster.exists():
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = server.folder / f"data.before-restore-{stamp}"
    server.cluster.rename(aside)
    return aside


def _unpack(backup: Backup, server: EmbeddedServer, runner: Runner) -> None:
    """The base backup, checked against its own list of checksums."""
    try:
        server.cluster.mkdir(mode=0o700)
        for name, target in (
            ("base.tar.gz", server.cluster),
            ("pg_wal.tar.gz", server.cluster / "pg_wal"),
        ):
            with tarfile.open(backup.database / name) as archive:
                unpack(archive, target)
        shutil.copy(backup.database / MANIFEST, server.cluster / MANIFEST)
        check = find_binaries().program("pg_verifybackup")
        if check.is_file():
            Runner().run([check, "--no-parse-wal", "--quiet", server.cluster], _RECOVERY_SECONDS)
    except (OSError, EOFError, tarfile.TarError, gzip.BadGzipFile, ProgramFailed) as error:
        raise RestoreFailed(f"备份 {backup.folder} 不完整或已损坏: {error}") from error


def _add_unarchived(aside: Path | None, server: EmbeddedServer) -> None:
    """The last changes may be in the former database only, if the server was killed."""
    if aside is None:
        return
    for segment in (aside / "pg_wal").glob("[0-9A-F]" * 24):
        target = server.cluster / "pg_wal" / segment.name
        if not target.exists():
            shutil.copy2(segment, target)


def _recover(environment: Environment, server: EmbeddedServer, at: datetime | None) -> None:
    until = "" if at is None else at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f+00")
    settings = {**server.settings, **restore_settings(environment.home, until)}
    wal_folder(environment.home).mkdir(exist_ok=True, mode=0o700)
    recovering = EmbeddedServer(server.folder, settings)
    try:
        recovering.start()
        _wait_for_end(recovering)
    except (ServerFailed, psycopg.OperationalError) as failed:
        raise RestoreFailed(
            "数据库没有恢复成功。如果指定了时间, 它可能晚于最后一条保留的变更。"
            f"\n{failed}\n原来的数据仍在 {server.folder} 中, 没有删除。"
        ) from failed
    embedded_server(environment).reload()


def _wait_for_end(server: EmbeddedServer) -> None:
    deadline = time.monotonic() + _RECOVERY_SECONDS
    with server.connect() as connection:
        while time.monotonic() < deadline:
            found = connection.execute("SELECT pg_is_in_recovery()").fetchone()
            if found == (False,):
                connection.execute("CHECKPOINT")
                return
            time.sleep(0.2)
    raise RestoreFailed("数据库恢复超过了 12 小时, 请查看数据库日志。")


def _bring_files(home: Path, backup: Backup) -> None:
    """Files that are there already are the same: their names are made of their content."""
    with tarfile.open(backup.files) as archive:
        unpack(archive, home, only="documents", anew=False)
