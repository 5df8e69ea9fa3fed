"""Backups of an installation: the database as it is, and the files beside it.

A backup holds no keys. They are kept apart (``sealed_keys``): who has both has everything.
"""

import os
import shutil
import tarfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from minzheng.base.errors import MinzhengError
from minzheng.config.database.binaries import find_binaries
from minzheng.config.database.connection import PORT, SUPERUSER
from minzheng.config.database.ordinary_user import Runner, runner_for
from minzheng.config.database.wal_archive import first_segment, forget_before, wal_folder
from minzheng.config.environment import Environment
from minzheng.config.installation import embedded_server

FILES = ("documents", "checkpoints")
MANIFEST = "backup_manifest"
_STAMP = "%Y%m%dT%H%M%SZ"
_HOURS = 12 * 60 * 60


class BackupFailed(MinzhengError):
    """A backup could not be made, or is not sound."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One finished backup: a folder named after the moment (UTC) at which it was begun."""

    folder: Path

    @property
    def database(self) -> Path:
        """The base backup, as ``pg_basebackup`` writes it."""
        return self.folder / "database"

    @property
    def files(self) -> Path:
        """Documents, which are encrypted as they are, and copies of the checkpoints."""
        return self.folder / "files.tar"

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file())


def backups_in(folder: Path) -> list[Backup]:
    """The finished backups in a folder, the oldest first."""
    return [Backup(each.parent.parent) for each in sorted(folder.glob(f"*/database/{MANIFEST}"))]


def make_backup(environment: Environment, folder: Path, keep: int) -> Backup:
    """Back up a running installation and remove all but the last ``keep`` backups.

    From the first backup on the embedded server also keeps its changes, so that a restore can go
    to any later moment. Raises ``BackupFailed``, ``ProgramFailed``.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = folder / f".unfinished-{os.getpid()}"
    finished = Backup(folder / datetime.now(UTC).strftime(_STAMP))
    try:
        draft.mkdir(mode=0o700)
        _copy_database(environment, Backup(draft).database)
        _copy_files(environment.home, Backup(draft).files)
        draft.rename(finished.folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    _forget_old(environment, folder, keep)
    return finished


def _copy_database(environment: Environment, target: Path) -> None:
    binaries = find_binaries()
    program = binaries.program("pg_basebackup")
    if not program.is_file():
        raise BackupFailed(f"{binaries.folder} 中没有 pg_basebackup, 无法备份。")
    Runner().run(
        [
            *(program, "-D", target, "--format=tar", "--gzip", "--wal-method=stream"),
            *("--checkpoint=fast", "--manifest-checksums=SHA256", "--no-password"),
            *_source(environment),
        ],
        seconds=_HOURS,
    )


def _source(environment: Environment) -> tuple[str, ...]:
    """The server to copy, as arguments of PostgreSQL's programs."""
    if not environment.embedded:
        if not environment.backup_url:
            raise BackupFailed(
                "备份外部数据库需要 DATABASE_BACKUP_URL: 一个有 REPLICATION 权限的角色的连接。"
            )
        return ("--dbname", environment.backup_url)
    _begin_archive(environment)
    server = embedded_server(environment)
    server.start()
    return ("--host", str(server.sockets), "--port", str(PORT), "--username", SUPERUSER)


def _begin_archive(environment: Environment) -> None:
    folder = wal_folder(environment.home)
    if not folder.exists():
        folder.mkdir(parents=True, mode=0o700)
        server = embedded_server(environment)
        runner_for(server.folder).give(folder)
        if server.running() is not None:
            server.reload()


def _copy_files(home: Path, target: Path) -> None:
    """Files of the store are only ever added, each under a name made of its content."""
    with tarfile.open(target, "w") as archive:
        for name in FILES:
            if (home / name).is_dir():
                archive.add(home / name, arcname=name)


def _forget_old(environment: Environment, folder: Path, keep: int) -> None:
    found = backups_in(folder)
    for old in found[:-keep]:
        shutil.rmtree(old.folder)
    if environment.embedded:
        oldest = found[-keep:][0]
        forget_before(environment.home, first_segment(oldest.database / MANIFEST))
