"""Compiles the committed English catalogue (.po) into what gettext reads (.mo).

GNU gettext is not on every machine that installs us, and the catalogue uses the simplest part of
its format: pairs of `msgid` and `msgstr`, each in quoted lines. Comments are passed over.
"""

import ast
import os
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path

LOCALES = Path(__file__).resolve().parent / "locale"
MAGIC = 0x950412DE
HEADER_SIZE = 28
ENTRY_SIZE = 8


def compile_catalogues(folder: Path = LOCALES) -> None:
    """Bring every .mo up to its .po; where the folder cannot be written, pages stay Chinese."""
    for source in sorted(folder.glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        if os.access(target.parent, os.W_OK):
            _replace(target, compiled(dict(read_catalogue(source.read_text(encoding="utf-8")))))


def read_catalogue(text: str) -> Iterator[tuple[str, str]]:
    """The pairs of a catalogue. Raises `ValueError` for a line that it does not understand."""
    pair: dict[str, str] = {}
    now = ""
    for number, line in enumerate([*text.splitlines(), 'msgid ""'], start=1):
        word, _, rest = line.strip().partition(" ")
        if word in ("msgid", "msgstr"):
            if word == "msgid" and "msgstr" in pair:
                yield pair["msgid"], pair["msgstr"]
                pair = {}
            now, pair[word] = word, _unquoted(rest, number)
        elif line.startswith('"'):
            pair[now] += _unquoted(line, number)
        elif line.strip() and not line.startswith("#"):
            raise ValueError(f"line {number} of the catalogue is not understood: {line!r}")


def compiled(pairs: dict[str, str]) -> bytes:
    """A .mo file of some pairs. Those without a translation are left out."""
    words = sorted((key.encode(), value.encode()) for key, value in pairs.items() if value)
    count = len(words)
    start = HEADER_SIZE + 2 * ENTRY_SIZE * count
    tables: list[bytes] = []
    texts = b""
    for side in range(2):
        for pair in words:
            tables.append(struct.pack("<II", len(pair[side]), start + len(texts)))
            texts += pair[side] + b"\0"
    second = HEADER_SIZE + ENTRY_SIZE * count
    header = struct.pack("<7I", MAGIC, 0, count, HEADER_SIZE, second, 0, 0)
    return header + b"".join(tables) + texts


def _unquoted(text: str, number: int) -> str:
    value = ast.literal_eval(text)
    if not isinstance(value, str):
        raise ValueError(f"line {number} of the catalogue holds no text")
    return value


def _replace(target: Path, content: bytes) -> None:
    """Several processes start at once: each writes a file of its own and moves it into place."""
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(target)
