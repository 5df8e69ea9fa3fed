"""Machine code kept between processes, in the user's own cache folder.

Compiling the platform's rules takes a second or two, loading them a few milliseconds. Code is kept
under a digest of the text that it was made from and of the processor that it was made for; nothing
is read that another user could have written.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import platformdirs

_MOST = 100
"""So many files are kept, of some hundred kilobytes each; the oldest go first."""


def read(digest: str) -> bytes | None:
    """The code kept under a digest, or ``None``."""
    path = _folder() / digest
    try:
        ours = _is_ours(path.parent.stat()) and _is_ours(path.lstat())
        return path.read_bytes() if ours else None
    except OSError:
        return None


def keep(digest: str, code: bytes) -> None:
    """Keep code under a digest; where nothing can be written it is made anew each time."""
    with suppress(OSError):
        folder = _folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, delete=False) as file:
            file.write(code)
        Path(file.name).replace(folder / digest)
        _forget_oldest(folder)


def _folder() -> Path:
    return platformdirs.user_cache_path("minzheng") / "machine-code"


def _is_ours(status: os.stat_result) -> bool:
    """Written by this user, and by nobody else since."""
    if os.name == "nt":
        return True  # the folder is in the user's profile, which Windows keeps from others
    shared = stat.S_ISLNK(status.st_mode) or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return status.st_uid == os.getuid() and not shared


def _forget_oldest(folder: Path) -> None:
    newest = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest[_MOST:]:
        path.unlink(missing_ok=True)
