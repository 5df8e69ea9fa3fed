"""Checkpoints appended to a file: on another machine's share, a medium that is written once.

On the disk of the database it protects against mistakes only: whoever owns the disk owns both.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OWNER_WRITES = 0o640


@dataclass(frozen=True, slots=True)
class CheckpointFile:
    """One line for each checkpoint; lines are only ever added."""

    path: Path

    def deliver(self, line: str) -> None:
        """Append one line and wait until it is on the disk. Raises `OSError`."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        descriptor = os.open(self.path, flags, OWNER_WRITES)
        try:
            # One write call: two processes cannot mix their lines.
            os.write(descriptor, f"{line}\n".encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def lines(self) -> Iterator[str]:
        """What was delivered so far."""
        if self.path.exists():
            yield from self.path.read_text("utf-8").splitlines()
