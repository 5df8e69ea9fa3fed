"""What the rest of the program asks of whoever holds the keys: software here, an HSM later."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature with what is needed to check it elsewhere, years later."""

    algorithm: str
    key: int
    value: bytes


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """One key as an administrator may see it: never its secret."""

    id: int
    use: str
    kind: str
    algorithm: str
    created: str
    active: bool


class CryptoProvider(Protocol):
    """Encrypts, authenticates, signs. Keys are named by the kind of what they protect."""

    def encrypt(self, kind: str, plaintext: bytes, bound_to: bytes) -> bytes:
        """An envelope that opens only together with `bound_to`."""
        ...

    def encrypt_many(self, kind: str, values: Iterable[tuple[bytes, bytes]]) -> list[bytes]:
        """Envelopes of many `(plaintext, bound_to)`, in their order."""
        ...

    def decrypt(self, kind: str, envelope: bytes, bound_to: bytes) -> bytes:
        """The plaintext. Raises `Undecipherable`."""
        ...

    def active_key(self, kind: str) -> int:
        """The number of the key that new values of a kind are encrypted with."""
        ...

    def mac(self, kind: str, value: bytes) -> bytes:
        """The keyed hash of a value under the active index key of its kind: 32 bytes."""
        ...

    def mac_many(self, kind: str, values: Iterable[bytes]) -> list[bytes]:
        """Keyed hashes of many values, in their order."""
        ...

    def macs(self, kind: str, value: bytes) -> list[bytes]:
        """The keyed hash under every index key of its kind, the active one first."""
        ...

    def sign(self, kind: str, message: bytes) -> Signature:
        """A signature with the active key of its kind."""
        ...

    def verify(self, kind: str, message: bytes, signature: Signature) -> bool:
        """Whether one of our keys made this signature of this message."""
        ...

    def public_key(self, kind: str, key: int | None = None) -> bytes:
        """The public half of a signing key (the active one by default), to be kept elsewhere."""
        ...

    def random(self, length: int) -> bytes:
        """Bytes that nobody can foresee."""
        ...

    def key_status(self) -> Sequence[KeyStatus]:
        """All keys, without their secrets."""
        ...
