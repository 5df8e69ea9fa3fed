"""The store of files: named by the SM3 of their content, encrypted, whole or not there at all.

    MINZHENG_HOME/documents/<key>/3f/3fa0…    key: `document`, or `child_protection` with its own

The same content is kept once. A file is written and on the disk before the row that names it is
committed; what no row names is removed by the sweep of the worker.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.conf import settings

from minzheng.base.errors import MinzhengError
from minzheng.kernel.protection.cryptography.failures import Undecipherable
from minzheng.kernel.protection.keys import provider
from minzheng.kernel.protection.labels import Label

ORDINARY_KEY = "document"
COMPARTMENT_KEY = "child_protection"
KEYS = (ORDINARY_KEY, COMPARTMENT_KEY)
DIGEST_LENGTH = 64
_PRIVATE, _OWNER_ONLY = 0o700, 0o600


class FileLost(MinzhengError):
    """A row names a file that is not there, or does not open."""

    def __init__(self) -> None:
        super().__init__("文件缺失或已损坏，请联系系统管理员从备份恢复。")

    def __reduce__(self) -> tuple[type["FileLost"], tuple[()]]:
        return type(self), ()


def key_for(label: Label) -> str:
    """The key under which files of a label are kept."""
    return COMPARTMENT_KEY if label is Label.CHILD_PROTECTION else ORDINARY_KEY


def digest_of(content: bytes) -> str:
    """SM3, 64 hexadecimal digits."""
    whole = Hash(SM3())
    whole.update(content)
    return whole.finalize().hex()


def put(content: bytes, key: str = ORDINARY_KEY) -> str:
    """Keep a content and answer its digest. It is on the disk when this returns."""
    digest = digest_of(content)
    envelope = provider().encrypt(key, content, _bound(digest))
    path = _path(key, digest)
    path.parent.mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
    draft = path.with_name(f".{digest}.{secrets.token_hex(4)}")
    # Written anew even if it is there: the age of a file protects it from the sweep.
    with _lock(exclusive=False):
        try:
            _write(draft, envelope)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        _settle(path.parent)
        _settle(path.parent.parent)
    return digest


def fetch(digest: str, key: str = ORDINARY_KEY) -> bytes:
    """The content with that digest. Raises `FileLost`."""
    try:
        envelope = _path(key, digest).read_bytes()
        return provider().decrypt(key, envelope, _bound(digest))
    except (FileNotFoundError, Undecipherable):
        raise FileLost from None


def discard_older(digest: str, key: str, before: float) -> bool:
    """Remove a file unless it was put there again since `before` (seconds since 1970)."""
    path = _path(key, digest)
    with _lock(exclusive=True):
        if not path.exists() or path.stat().st_mtime >= before:
            return False
        path.unlink()
        return True


def kept() -> Iterator[tuple[str, str]]:
    """Every file of the store: key and digest."""
    for key in KEYS:
        for path in sorted((_root() / key).glob("*/*")):
            if len(path.name) == DIGEST_LENGTH:
                yield key, path.name


def discard_drafts(before: float) -> int:
    """Remove what writers that died have left behind."""
    forgotten = [
        path
        for key in KEYS
        for path in (_root() / key).glob("*/.*")
        if path.stat().st_mtime < before
    ]
    for path in forgotten:
        path.unlink(missing_ok=True)
    return len(forgotten)


def _root() -> Path:
    return Path(settings.MINZHENG_HOME) / "documents"


def _path(key: str, digest: str) -> Path:
    if (
        key not in KEYS
        or len(digest) != DIGEST_LENGTH
        or not set(digest) <= set("0123456789abcdef")
    ):
        raise FileLost
    return _root() / key / digest[:2] / digest


def _bound(digest: str) -> bytes:
    return f"documents:{digest}".encode()


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Put the folder's entry on the disk too: a name that a power cut takes away is a loss."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _lock(*, exclusive: bool) -> Iterator[None]:
    """Writers share it; the sweep has it alone for one file."""
    _root().mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
    with (_root() / ".lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
        yield
