"""Which files the architecture tests look at: those that the project keeps."""

import subprocess
from functools import cache
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
LINES = ROOT / "src" / "minzheng" / "lines"
NOT_OURS = {".git", "__pycache__", "var", "node_modules", "build", "dist"}


@cache
def kept_files() -> tuple[PurePosixPath, ...]:
    """Every file that is or would be committed, relative to the root."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=False)
    if answer.returncode == 0:
        names = [name for name in answer.stdout.split("\0") if name]
        return tuple(PurePosixPath(name) for name in sorted(names) if (ROOT / name).is_file())
    return tuple(sorted(path for path in _walk(ROOT) if not path.name.endswith(".pyc")))


def _walk(folder: Path) -> list[PurePosixPath]:
    """The files of a copy without its history."""
    found = []
    for entry in folder.iterdir():
        ignored = entry.name in NOT_OURS or entry.name.startswith(".venv")
        if ignored or entry.name.endswith((".egg-info", "_cache")) or entry.name == ".hypothesis":
            continue
        if entry.is_dir():
            found += _walk(entry)
        else:
            found.append(PurePosixPath(entry.relative_to(ROOT).as_posix()))
    return found


def kept(*patterns: str) -> list[PurePosixPath]:
    """Kept files that match any of some patterns (``src/**/*.py``)."""
    return [path for path in kept_files() if any(_matches(path, pattern) for pattern in patterns)]


def _matches(path: PurePosixPath, pattern: str) -> bool:
    """``PurePath.match`` with ``**``, which Python 3.11 lacks."""
    return _parts_match(path.parts, tuple(pattern.split("/")))


def _parts_match(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_parts_match(parts[skip:], pattern[1:]) for skip in range(len(parts) + 1))
    if not parts or not PurePosixPath(parts[0]).match(pattern[0]):
        return False
    return _parts_match(parts[1:], pattern[1:])


def text_of(path: PurePosixPath) -> str:
    """The text of a kept file; empty if it is not text."""
    content = (ROOT / path).read_bytes()
    return "" if b"\0" in content else content.decode("utf-8")


def line_slugs() -> list[str]:
    """The business lines, by the names of their folders."""
    if not LINES.is_dir():
        return []
    return sorted(entry.parent.name for entry in LINES.glob("*/line.py"))
