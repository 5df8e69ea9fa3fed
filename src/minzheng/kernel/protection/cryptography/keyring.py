"""The keyring: a JSON file outside the database and outside its backups, readable by its owner.

With a master key the secrets in it are locked (`master_key.py`); without one its mode protects it.

Keys are never deleted, or what they protect is lost: rotation adds a key and makes it the active
one of its kind; older ciphertext stays readable until it has been encrypted again.
"""

import base64
import json
import os
import secrets
import stat
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from minzheng.kernel.protection.cryptography.envelope import Algorithm
from minzheng.kernel.protection.cryptography.failures import KeyringMissing, KeyringUnsound
from minzheng.kernel.protection.cryptography.master_key import NONE, locked, unlocked

VERSION = 1
OWNER_ONLY = 0o600
LARGEST_ID = 0xFFFF
INDEX_KEY_BYTES = 32
SIGNING_KEY_BYTES = 32


class Use(StrEnum):
    """What a key is for; a key has one use."""

    ENCRYPT = "encrypt"
    INDEX = "index"
    SIGN = "sign"


KINDS: dict[Use, tuple[str, ...]] = {
    Use.ENCRYPT: (
        "identity",
        "phone",
        "bank_account",
        "address",
        "text",
        "audit",
        "document",
        "child_protection",
        "login",
    ),
    Use.INDEX: ("identity", "phone", "bank_account", "address", "name", "login"),
    Use.SIGN: ("audit", "export"),
}
"""Every kind has keys of its own, so that losing one does not open the others."""

HMAC_SM3, ED25519 = "HMAC-SM3", "Ed25519"


@dataclass(frozen=True, slots=True)
class Key:
    """One key. `repr` leaves the secret out, because representations end up in logs."""

    id: int
    use: Use
    kind: str
    algorithm: str
    secret: bytes
    created: str
    active: bool

    def __repr__(self) -> str:
        return f"Key({self.id}, {self.use}, {self.kind}, {self.algorithm})"


@dataclass(frozen=True, slots=True)
class Keyring:
    """All keys of one installation."""

    keys: tuple[Key, ...]

    def active(self, use: Use, kind: str) -> Key:
        """The key that new values are made with. Raises `KeyringUnsound`."""
        for key in self.keys:
            if key.active and key.use is use and key.kind == kind:
                return key
        raise KeyringUnsound(f"密钥文件缺少密钥（{use}，{kind}）。请从备份恢复完整的密钥文件。")

    def of(self, use: Use, kind: str) -> list[Key]:
        """All keys of a kind, the active one first."""
        found = [key for key in self.keys if key.use is use and key.kind == kind]
        return sorted(found, key=lambda key: not key.active)

    def find(self, number: int) -> Key | None:
        """The key with this number."""
        return next((key for key in self.keys if key.id == number), None)

    def with_rotated(self, use: Use, kind: str, now: datetime, algorithm: str = "") -> "Keyring":
        """The same keys and a new active one of its kind."""
        number = max((key.id for key in self.keys), default=0) + 1
        if number > LARGEST_ID:
            raise KeyringUnsound("密钥编号已用尽。请联系安全管理员。")
        new = _new_key(number, use, kind, now, algorithm)
        older = (
            replace(key, active=False) if key.use is use and key.kind == kind else key
            for key in self.keys
        )
        return Keyring((*older, new))

    def completed(self, now: datetime) -> "Keyring":
        """The same keys, and one for every kind that has none yet: a new release adds kinds."""
        ring = self
        for use, kinds in KINDS.items():
            for kind in kinds:
                if not ring.of(use, kind):
                    ring = ring.with_rotated(use, kind, now)
        return ring


def load(path: Path, master: bytes = NONE) -> Keyring:
    """Read a keyring. Raises `KeyringMissing`, `KeyringUnsound`."""
    kept = _kept(path)
    if _is_locked(kept) and not master:
        raise KeyringUnsound(
            "密钥文件由主密钥加密，而没有给出主密钥。请设置 MINZHENG_MASTER_KEY_FILE。"
        )
    try:
        return Keyring(
            tuple(_read(row, master if _is_locked(kept) else NONE) for row in kept["keys"])
        )
    except (KeyError, TypeError, ValueError):
        raise _damaged() from None


def content_unlocked(path: Path, master: bytes = NONE) -> bytes:
    """The file as it would be without a master key, for a copy that is sealed otherwise.

    Raises `KeyringUnsound`.
    """
    content = path.read_bytes()
    if not _is_locked(_parsed(content.decode("utf-8", "replace"))):
        return content
    return _text_of(load(path, master)).encode()


def _is_locked(kept: dict[str, Any]) -> bool:
    return kept.get("locked") is True


def _kept(path: Path) -> dict[str, Any]:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise KeyringMissing(
            "找不到密钥文件。新装系统请运行 minzheng migrate 生成；已有数据时请从备份恢复密钥文件。"
        ) from None
    if os.name == "posix" and mode & ~OWNER_ONLY:
        raise KeyringUnsound("密钥文件可被其他用户读取。请把文件权限改为 600 后重试。")
    return _parsed(text)


def _parsed(text: str) -> dict[str, Any]:
    try:
        return dict(json.loads(text))
    except (TypeError, ValueError):
        raise _damaged() from None


def _damaged() -> KeyringUnsound:
    return KeyringUnsound("密钥文件已损坏。请从备份恢复。")


def _text_of(ring: Keyring, master: bytes = NONE) -> str:
    how = {"version": VERSION, **({"locked": True} if master else {})}
    rows = [_row(key, master) for key in ring.keys]
    return json.dumps(how | {"keys": rows}, indent=1) + "\n"


def save(ring: Keyring, path: Path, master: bytes = NONE) -> None:
    """Write a keyring: complete or not at all, for its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(_text_of(ring, master))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def ensure(path: Path, now: datetime, master: bytes = NONE) -> Keyring:
    """The keyring at `path`, made new if there is none, completed if kinds were added.

    One that lay open so far is locked once there is a master key.
    """
    ring = load(path, master) if path.exists() else Keyring(())
    complete = ring.completed(now)
    if complete != ring or (master and not _is_locked(_kept(path))):
        save(complete, path, master)
    return complete


def rotate(
    path: Path,
    use: Use,
    kinds: Iterable[str],
    now: datetime,
    algorithm: str = "",
    *,
    master: bytes = NONE,
) -> None:
    """Give each kind a new active key."""
    ring = load(path, master)
    for kind in kinds:
        ring = ring.with_rotated(use, kind, now, algorithm)
    save(ring, path, master)


def _new_key(number: int, use: Use, kind: str, now: datetime, algorithm: str) -> Key:
    if kind not in KINDS[use]:
        raise ValueError(f"no such kind of key: {use} {kind}")
    defaults = {Use.ENCRYPT: Algorithm.SM4_GCM.title, Use.INDEX: HMAC_SM3, Use.SIGN: ED25519}
    name = algorithm or defaults[use]
    sizes = {HMAC_SM3: INDEX_KEY_BYTES, ED25519: SIGNING_KEY_BYTES}
    sizes |= {each.title: each.key_bytes for each in Algorithm}
    secret = secrets.token_bytes(sizes[name])
    return Key(number, use, kind, name, secret, now.isoformat(timespec="seconds"), True)


def _row(key: Key, master: bytes) -> dict[str, object]:
    secret = locked(master, key.secret, _bound(key.id, key.use, key.kind)) if master else key.secret
    return asdict(key) | {"secret": base64.b64encode(secret).decode("ascii")}


def _read(row: dict[str, object], master: bytes) -> Key:
    number, use, kind = int(str(row["id"])), Use(str(row["use"])), str(row["kind"])
    secret = base64.b64decode(str(row["secret"]), validate=True)
    return Key(
        id=number,
        use=use,
        kind=kind,
        algorithm=str(row["algorithm"]),
        secret=unlocked(master, secret, _bound(number, use, kind)) if master else secret,
        created=str(row["created"]),
        active=row["active"] is True,
    )


def _bound(number: int, use: Use, kind: str) -> bytes:
    """A secret that is moved to another key does not open."""
    return f"{number}:{use}:{kind}".encode()
