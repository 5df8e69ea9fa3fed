"""Runs PostgreSQL's programs when we are root, as which PostgreSQL refuses to run.

In a user namespace in which we are an ordinary user: no system user is created, files stay root's,
and folders that only root may enter can hold the database. Where namespaces are refused, as in some
containers, as the user ``nobody``, to whom the cluster's folder is given.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from minzheng.base.errors import MinzhengError

_NOBODY = 65534
_NAMESPACE = ("-U", "--map-user=1000", "--map-group=1000")


class ProgramFailed(MinzhengError):
    """A program of PostgreSQL ended with an error."""


@dataclass(frozen=True, slots=True)
class Runner:
    """How programs are started here: with a command before them, or as another user."""

    prefix: tuple[str, ...] = ()
    user: int | None = None

    @property
    def owner(self) -> int:
        """To whom the files belong that the programs make."""
        return os.geteuid() if self.user is None else self.user

    def run(self, command: Sequence[str | Path], seconds: int = 120) -> str:
        """Run a program to its end and return what it wrote.

        Raises ``ProgramFailed`` with what it said when it fails or takes too long.
        """
        whole = [*self.prefix, *map(str, command)]
        try:
            done = subprocess.run(  # noqa: S603 - programs of PostgreSQL with arguments of our own
                whole,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                timeout=seconds,
                check=False,
                user=self.user,
                group=self.user,
                extra_groups=None if self.user is None else [],
                cwd="/",
                env=_surroundings(),
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ProgramFailed(f"数据库程序 {Path(command[0]).name} 无法运行: {error}") from error
        if done.returncode:
            raise ProgramFailed(
                f"数据库程序 {Path(command[0]).name} 没有成功: {done.stdout.strip()[-2000:]}"
            )
        return done.stdout

    def give(self, folder: Path) -> None:
        """Make a folder and what it holds belong to the user as whom programs run."""
        if self.user is None:
            return
        for path in (folder, *folder.rglob("*")):
            os.chown(path, self.user, self.user, follow_symlinks=False)


def runner_for(cluster: Path) -> Runner:
    """How to run the programs of a cluster, the same way each time once it has been made."""
    if os.geteuid() != 0:
        return Runner()
    made = cluster / "data"
    if made.exists() and made.stat().st_uid == _NOBODY:
        return Runner(user=_NOBODY)
    namespace = _namespace()
    return Runner(prefix=namespace) if namespace else Runner(user=_NOBODY)


@cache
def _namespace() -> tuple[str, ...]:
    """The command that enters a user namespace, () where that is refused."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    try:
        Runner((unshare, *_NAMESPACE)).run(["/bin/true"], seconds=10)
    except ProgramFailed:
        return ()
    return (unshare, *_NAMESPACE)


def _surroundings() -> dict[str, str]:
    """Our environment without what would point libpq at another server or language."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}
