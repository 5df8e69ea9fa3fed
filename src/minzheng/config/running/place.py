"""What is running in an installation: a lock that is held as long as anything of it lives.

The lock is inherited by the children. A number in a file can be anybody's after a kill or a restart
of the machine; a lock is let go by the operating system, and by nobody else.
"""

import fcntl
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from minzheng.base.errors import MinzhengError


class AlreadyRunning(MinzhengError):
    """Another ``minzheng serve`` works in the same folder."""


@dataclass(frozen=True, slots=True)
class Running:
    """The programs of an installation, and the address at which it answers."""

    supervisor: int
    address: str
    children: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """The folder in which an installation says what is running."""

    home: Path

    @property
    def folder(self) -> Path:
        """For files that mean nothing after a restart of the machine."""
        return self.home / "run"

    def occupy(self) -> IO[str]:
        """Take the place for this program and its children. Raises ``AlreadyRunning``."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = self._lock_file.open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            told = self.told()
            where = f": {told.address}" if told else ""
            raise AlreadyRunning(
                f"平台已在运行{where}。要重新启动, 请先运行 minzheng stop。"
            ) from None
        return lock

    def occupied(self) -> bool:
        """Whether anything of this installation lives."""
        if not self._lock_file.exists():
            return False
        with self._lock_file.open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def tell(self, running: Running) -> None:
        """Write down what is running."""
        draft = self.folder / f"serve.{os.getpid()}"
        draft.write_text(json.dumps(asdict(running)), encoding="utf-8")
        draft.replace(self.folder / "serve.json")

    def told(self) -> Running | None:
        """What was written down last; true only while the place is occupied."""
        try:
            return Running(**json.loads((self.folder / "serve.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    @property
    def _lock_file(self) -> Path:
        return self.folder / "serve.lock"
