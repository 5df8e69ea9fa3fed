"""The archive of changes: with a base backup, it can bring the database back to any moment."""

import json
import shlex
from collections.abc import Mapping
from pathlib import Path

_SEGMENT = 16 * 1024 * 1024
_SEGMENTS_OF_A_FILE_NUMBER = 0x1_0000_0000 // _SEGMENT
_AT_MOST_LOST = "300"


def wal_folder(home: Path) -> Path:
    """Where the changes of an installation are kept."""
    return home / "wal"


def archive_settings(home: Path) -> Mapping[str, str]:
    """What makes the embedded server keep its changes; nothing before the first backup.

    A change reaches the archive within five minutes. A segment is written beside its place first,
    so that none is ever half there, and an existing one is never overwritten.
    """
    folder = wal_folder(home)
    if not folder.is_dir():
        return {}
    place = shlex.quote(_without_percent(folder))
    command = (
        f"test ! -e {place}/%f.gz && gzip -1 < %p > {place}/%f.part "
        f"&& sync {place}/%f.part && mv {place}/%f.part {place}/%f.gz"
    )
    return {"archive_command": command, "archive_timeout": _AT_MOST_LOST}


def restore_settings(home: Path, until: str) -> Mapping[str, str]:
    """What makes the server read the archive back, up to a moment, or to the end where it is ""."""
    place = shlex.quote(_without_percent(wal_folder(home)))
    settings = {
        "restore_command": f"gzip -d < {place}/%f.gz > %p",
        "recovery_target_timeline": "latest",
        "recovery_target_action": "promote",
    }
    return {**settings, "recovery_target_time": until} if until else settings


def first_segment(manifest: Path) -> str:
    """The name of the first segment that a base backup needs."""
    ranges = json.loads(manifest.read_text(encoding="utf-8"))["WAL-Ranges"]
    start = min(ranges, key=lambda each: _position(each["Start-LSN"]))
    number = _position(start["Start-LSN"]) // _SEGMENT
    high, low = divmod(number, _SEGMENTS_OF_A_FILE_NUMBER)
    return f"{start['Timeline']:08X}{high:08X}{low:08X}"


def forget_before(home: Path, segment: str) -> int:
    """Remove the changes that no remaining backup needs; returns how many segments went.

    Whatever the timeline: a segment's place is in the last sixteen digits of its name.
    """
    old = [
        file
        for file in wal_folder(home).glob("*.gz")
        if len(file.stem) >= len(segment) and file.stem[8:24] < segment[8:]
    ]
    for file in old:
        file.unlink()
    return len(old)


def _position(text: str) -> int:
    high, _, low = text.partition("/")
    return (int(high, 16) << 32) + int(low, 16)


def _without_percent(folder: Path) -> str:
    """In PostgreSQL's commands a percent sign begins a name."""
    return str(folder).replace("%", "%%")
