"""Whether a cluster's server runs, told by the operating system instead of by a file's word.

``postmaster.pid`` stays behind when the server is killed or the machine loses power, and its number
may then belong to any other process, for which PostgreSQL would refuse to start.
"""

import os
import time
from pathlib import Path

from minzheng.config.programs import command_of

_PROC = Path("/proc")


def running(data: Path) -> int | None:
    """The server's process number if it is alive."""
    number = _written(data / "postmaster.pid")
    if number is None or not works_in(number, data):
        return None
    return number


def clear_leftovers(data: Path, socket: Path, seconds: float = 15.0) -> None:
    """Remove what a killed server left, once none of its children is left either.

    The wait matters: a child still writes into the shared memory and files of the cluster, and the
    file removed here is what keeps a second server from joining in.

    Raises ``TimeoutError`` if processes of the cluster live on.
    """
    deadline = time.monotonic() + seconds
    while at_work(data):
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.02)
    (data / "postmaster.pid").unlink(missing_ok=True)
    for name in (socket.name, f"{socket.name}.lock"):
        (socket.parent / name).unlink(missing_ok=True)


def at_work(data: Path) -> bool:
    """Whether any process works in a cluster's data folder, the server or a child of it."""
    if not _PROC.is_dir():
        number = _written(data / "postmaster.pid")
        return number is not None and works_in(number, data)
    return any(works_in(int(entry.name), data) for entry in _PROC.iterdir() if _is_number(entry))


def works_in(number: int, data: Path) -> bool:
    """Whether a process is alive and is PostgreSQL working in a data folder.

    A process that has ended but was not yet waited for has no working folder, and counts as dead;
    a person's shell may stand in the folder too.
    """
    if not _PROC.is_dir():
        told = command_of(number)
        return "postgres" in told and str(data) in told
    try:
        return os.path.samefile(_PROC / str(number) / "cwd", data) and (
            "postgres" in command_of(number)
        )
    except OSError:
        return False


def _is_number(entry: Path) -> bool:
    return entry.name.isdecimal()


def _written(file: Path) -> int | None:
    try:
        first = file.read_text(encoding="utf-8", errors="replace").split("\n", 1)[0].strip()
    except OSError:
        return None
    return int(first) if first.isdecimal() else None
