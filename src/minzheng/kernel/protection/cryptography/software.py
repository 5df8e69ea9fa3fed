"""The keys in this process's memory: for demonstrations, and where there is no HSM yet."""

import os
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

from minzheng.kernel.protection.cryptography import keyring
from minzheng.kernel.protection.cryptography.envelope import Algorithm, Sealer, header_of
from minzheng.kernel.protection.cryptography.failures import KeyringUnsound, Undecipherable
from minzheng.kernel.protection.cryptography.keyring import Key, Keyring, Use
from minzheng.kernel.protection.cryptography.master_key import NONE
from minzheng.kernel.protection.cryptography.provider import KeyStatus, Signature

_ALGORITHMS = {algorithm.title: algorithm for algorithm in Algorithm}


class _Loaded:
    """One state of the keyring, with its ciphers set up as they are first used."""

    def __init__(self, ring: Keyring) -> None:
        self.ring = ring
        self._sealers: dict[int, Sealer] = {}
        self._macs: dict[int, HMAC] = {}

    def sealer(self, key: Key) -> Sealer:
        if key.id not in self._sealers:
            self._sealers[key.id] = Sealer(_ALGORITHMS[key.algorithm], key.id, key.secret)
        return self._sealers[key.id]

    def mac(self, key: Key) -> HMAC:
        if key.id not in self._macs:
            self._macs[key.id] = HMAC(key.secret, SM3())
        return self._macs[key.id]

    @cached_property
    def active_sealers(self) -> dict[str, Sealer]:
        kinds = keyring.KINDS[Use.ENCRYPT]
        return {kind: self.sealer(self.ring.active(Use.ENCRYPT, kind)) for kind in kinds}

    @cached_property
    def active_macs(self) -> dict[str, HMAC]:
        kinds = keyring.KINDS[Use.INDEX]
        return {kind: self.mac(self.ring.active(Use.INDEX, kind)) for kind in kinds}


class SoftwareProvider:
    """Reads a keyring file, and again when it was changed: a running process notices a rotation.

    Where the file is taken away after the start, the keys in memory remain.
    """

    def __init__(self, path: Path, master: bytes = NONE) -> None:
        self._path = path
        self._master = master
        self._seen = self._file_state()
        self._held = _Loaded(keyring.load(path, master))

    @property
    def _loaded(self) -> _Loaded:
        state = self._file_state()
        if state is not None and state != self._seen:
            self._held = _Loaded(keyring.load(self._path, self._master))
            self._seen = state
        return self._held

    def _file_state(self) -> tuple[int, int] | None:
        try:
            status = os.stat(self._path)
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def encrypt(self, kind: str, plaintext: bytes, bound_to: bytes) -> bytes:
        """An envelope that opens only together with `bound_to`."""
        return self._loaded.active_sealers[kind].seal(plaintext, bound_to)

    def encrypt_many(self, kind: str, values: Iterable[tuple[bytes, bytes]]) -> list[bytes]:
        """Envelopes of many `(plaintext, bound_to)`, in their order."""
        return self._loaded.active_sealers[kind].seal_many(values)

    def decrypt(self, kind: str, envelope: bytes, bound_to: bytes) -> bytes:
        """The plaintext. Raises `Undecipherable`, also if a key of another kind was used."""
        header = header_of(envelope)
        loaded = self._loaded
        key = loaded.ring.find(header.key)
        if key is None or key.use is not Use.ENCRYPT or key.kind != kind:
            raise Undecipherable
        return loaded.sealer(key).open(envelope, bound_to)

    def active_key(self, kind: str) -> int:
        """The number of the key that new values of a kind are encrypted with."""
        return self._loaded.ring.active(Use.ENCRYPT, kind).id

    def mac(self, kind: str, value: bytes) -> bytes:
        """HMAC-SM3 under the active index key of its kind: 32 bytes."""
        return _finished(self._loaded.active_macs[kind], value)

    def mac_many(self, kind: str, values: Iterable[bytes]) -> list[bytes]:
        """Keyed hashes of many values, in their order."""
        keyed = self._loaded.active_macs[kind]
        return [_finished(keyed, value) for value in values]

    def macs(self, kind: str, value: bytes) -> list[bytes]:
        """The keyed hash under every index key of its kind, the active one first."""
        loaded = self._loaded
        keys = loaded.ring.of(Use.INDEX, kind)
        return [_finished(loaded.mac(key), value) for key in keys]

    def sign(self, kind: str, message: bytes) -> Signature:
        """A signature with the active key of its kind."""
        key = self._loaded.ring.active(Use.SIGN, kind)
        return Signature(key.algorithm, key.id, _private(key).sign(message))

    def verify(self, kind: str, message: bytes, signature: Signature) -> bool:
        """Whether one of our keys made this signature of this message."""
        key = self._loaded.ring.find(signature.key)
        if key is None or (key.use, key.kind) != (Use.SIGN, kind):
            return False
        if key.algorithm != signature.algorithm:
            return False
        try:
            _private(key).public_key().verify(signature.value, message)
        except InvalidSignature:
            return False
        return True

    def public_key(self, kind: str, key: int | None = None) -> bytes:
        """The raw public half of a signing key, the active one by default: 32 bytes."""
        ring = self._loaded.ring
        chosen = ring.active(Use.SIGN, kind) if key is None else ring.find(key)
        if chosen is None or (chosen.use, chosen.kind) != (Use.SIGN, kind):
            raise KeyringUnsound("密钥文件中没有这把签名密钥。")
        return _private(chosen).public_key().public_bytes_raw()

    def random(self, length: int) -> bytes:
        """Bytes that nobody can foresee."""
        return os.urandom(length)

    def key_status(self) -> Sequence[KeyStatus]:
        """All keys, without their secrets."""
        return [
            KeyStatus(key.id, key.use, key.kind, key.algorithm, key.created, key.active)
            for key in self._loaded.ring.keys
        ]


def _finished(keyed: HMAC, value: bytes) -> bytes:
    running = keyed.copy()
    running.update(value)
    return running.finalize()


def _private(key: Key) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(key.secret)
