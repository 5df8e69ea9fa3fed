"""Which state of the program a database was last brought up to."""

import hashlib
from pathlib import Path

import allauth
import axes
import procrastinate

from minzheng import kernel

_MADE_OF = (
    "*/migrations/*.py",
    "*/migrations/*.sql",
    "*/models.py",
    "*/models/*.py",
    "*/privileged*.py",
    "protection/*.py",
)


def schema_digest() -> str:
    """Identifies everything that tables, functions and policies follow from."""
    versions = (allauth.__version__, axes.__version__, procrastinate.__version__)
    whole = hashlib.sha256(" ".join(versions).encode())
    root = Path(kernel.__path__[0])
    for path in sorted({path for pattern in _MADE_OF for path in root.glob(pattern)}):
        whole.update(str(path.relative_to(root)).encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()


def note_schema(home: Path) -> None:
    """Write down that the database has just been migrated."""
    _note(home).write_text(schema_digest(), encoding="ascii")


def forget_schema(home: Path) -> None:
    """After a restore the database may be older."""
    _note(home).unlink(missing_ok=True)


def schema_is_current(home: Path) -> bool:
    """Whether the database was migrated by the program as it stands."""
    note = _note(home)
    return note.is_file() and note.read_text(encoding="ascii") == schema_digest()


def _note(home: Path) -> Path:
    return home / "schema"
