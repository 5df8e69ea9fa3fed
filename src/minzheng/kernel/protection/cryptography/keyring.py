"""The keyring: a JSON file outside the database and outside its backups, readable by its owner.

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

from minzheng.kernel.protection.cryptography.envelope import Algorithm
from minzheng.kernel.protection.cryptography.failures import KeyringMissing, KeyringUnsound

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


def load(path: Path) -> Keyring:
    """Read a keyring. Raises `KeyringMissing`, `KeyringUnsound`."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise KeyringMissing(
            "找不到密钥文件。新装系统请运行 minzheng migrate 生成；已有数据时请从备份恢复密钥文件。"
        ) from None
    if os.name == "posix" and mode & ~OWNER_ONLY:
        raise KeyringUnsound("密钥文件可被其他用户读取。请把文件权限改为 600 后重试。")
    try:
        rows = json.loads(text)["keys"]
        return Keyring(tuple(_read(row) for row in rows))
    except (KeyError, TypeError, ValueError):
        raise KeyringUnsound("密钥文件已损坏。请从备份恢复。") from None


def save(ring: Keyring, path: Path) -> None:
    """Write a keyring: complete or not at all, for its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    text = json.dumps({"version": VERSION, "keys": [_row(key) for key in ring.keys]}, indent=1)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def ensure(path: Path, now: datetime) -> Keyring:
    """The keyring at `path`, made new if there is none, completed if kinds were added."""
    ring = load(path) if path.exists() else Keyring(())
    complete = ring.completed(now)
    if complete != ring:
        save(complete, path)
    return complete


def rotate(path: Path, use: Use, kinds: Iterable[str], now: datetime, algorithm: str = "") -> None:
    """Give each kind a new active key."""
    ring = load(path)
    for kind in kinds:
        ring = ring.with_rotated(use, kind, now, algorithm)
    save(ring, path)


def _new_key(number: int, use: Use, kind: str, now: datetime, algorithm: str) -> Key:
    if kind not in KINDS[use]:
        raise ValueError(f"no such kind of key: {use} {kind}")
    defaults = {Use.ENCRYPT: Algorithm.SM4_GCM.title, Use.INDEX: HMAC_SM3, Use.SIGN: ED25519}
    name = algorithm or defaults[use]
    sizes = {HMAC_SM3: INDEX_KEY_BYTES, ED25519: SIGNING_KEY_BYTES}
    sizes |= {each.title: each.key_bytes for each in Algorithm}
    secret = secrets.token_bytes(sizes[name])
    return Key(number, use, kind, name, secret, now.isoformat(timespec="seconds"), True)


def _row(key: Key) -> dict[str, object]:
    return asdict(key) | {"secret": base64.b64encode(key.secret).decode("ascii")}


def _read(row: dict[str, object]) -> Key:
    return Key(
        id=int(str(row["id"])),
        use=Use(str(row["use"])),
        kind=str(row["kind"]),
        algorithm=str(row["algorithm"]),
        secret=base64.b64decode(str(row["secret"]), validate=True),
        created=str(row["created"]),
        active=row["active"] is True,
    )
