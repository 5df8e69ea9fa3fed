"""The provider of this installation, and the values that the kernel protects with it."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from minzheng.kernel.protection.cryptography.provider import CryptoProvider
from minzheng.kernel.protection.cryptography.software import SoftwareProvider

KEYRING_FILE = "keyring.json"


def keyring_path() -> Path:
    """Where the keyring lies: `MINZHENG_HOME/keys/`, never in the database or its backup."""
    return Path(settings.MINZHENG_HOME) / "keys" / KEYRING_FILE


def provider() -> CryptoProvider:
    """Whoever holds the keys of this installation. Raises `KeyringMissing`, `KeyringUnsound`."""
    return _software(keyring_path(), settings.MINZHENG_MASTER_KEY)


@cache
def _software(path: Path, master: bytes) -> SoftwareProvider:
    return SoftwareProvider(path, master)


def bound_to(table: str, column: str, row: UUID | str) -> bytes:
    """The place of a value: a ciphertext that is moved to another place does not open."""
    return f"{table}:{column}:{row}".encode()


def blind_index(kind: str, value: str) -> bytes:
    """The keyed hash by which an encrypted value is found: 32 bytes, other for every kind.

    `value` is already normalised: the index knows no spelling variants.
    """
    return provider().mac(kind, value.encode())


def blind_index_many(kind: str, values: Iterable[str]) -> list[bytes]:
    """Blind indexes of many values, in their order."""
    return provider().mac_many(kind, (value.encode() for value in values))


def blind_indexes(kind: str, value: str) -> list[bytes]:
    """Under every index key, the active one first: for searches while a rotation is under way."""
    return provider().macs(kind, value.encode())


def encrypt_many(
    kind: str, table: str, column: str, pairs: Iterable[tuple[UUID | str, str]]
) -> list[bytes]:
    """Ciphertexts of one column for many `(row id, text)`, in their order: for imports."""
    place = f"{table}:{column}:"
    values = ((text.encode(), f"{place}{row}".encode()) for row, text in pairs)
    return provider().encrypt_many(kind, values)


def decrypt_many(
    kind: str, table: str, column: str, pairs: Iterable[tuple[UUID | str, bytes]]
) -> list[str]:
    """Texts of one column for many `(row id, ciphertext)`, in their order: for payment files.

    Raises `Undecipherable` where one of them does not belong to its row.
    """
    held, place = provider(), f"{table}:{column}:"
    return [
        held.decrypt(kind, envelope, f"{place}{row}".encode()).decode() for row, envelope in pairs
    ]
