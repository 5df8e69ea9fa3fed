"""Ciphertexts that say how they were made: `version | algorithm | key | nonce | text | tag`.

The header is authenticated together with what the envelope is bound to, so neither the algorithm
nor the key named in it can be exchanged. Both algorithms stay readable whichever is active.
"""

import os
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4

from minzheng.kernel.protection.cryptography.failures import Undecipherable

VERSION = 1
NONCE_BYTES = 12
TAG_BYTES = 16
_HEADER = struct.Struct(">BBH")
SMALLEST = _HEADER.size + NONCE_BYTES + TAG_BYTES

Seal = Callable[[bytes, bytes, bytes], bytes]
"""`(nonce, plaintext, authenticated) -> text and tag`."""


class Algorithm(IntEnum):
    """The numbers stand in every ciphertext: never reuse one."""

    SM4_GCM = 1
    AES_256_GCM = 2

    @property
    def key_bytes(self) -> int:
        """The length of its keys."""
        return {Algorithm.SM4_GCM: 16, Algorithm.AES_256_GCM: 32}[self]

    @property
    def title(self) -> str:
        """As standards write it."""
        return self.name.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Header:
    """What an envelope says about itself."""

    algorithm: Algorithm
    key: int


def header_of(envelope: bytes) -> Header:
    """Read the header. Raises `Undecipherable` for anything that is no envelope of ours."""
    if len(envelope) < SMALLEST:
        raise Undecipherable
    version, algorithm, key = _HEADER.unpack_from(envelope)
    if version != VERSION or algorithm not in set(Algorithm):
        raise Undecipherable
    return Header(Algorithm(algorithm), key)


class Sealer:
    """One key, set up once, that seals many values."""

    def __init__(self, algorithm: Algorithm, key: int, secret: bytes) -> None:
        if len(secret) != algorithm.key_bytes:
            raise ValueError(f"{algorithm.title} wants a key of {algorithm.key_bytes} bytes")
        self.algorithm = algorithm
        self.key = key
        self._header = _HEADER.pack(VERSION, algorithm, key)
        self._secret = secret
        self._seal = _sm4(secret) if algorithm is Algorithm.SM4_GCM else AESGCM(secret).encrypt

    def seal(self, plaintext: bytes, bound_to: bytes) -> bytes:
        """An envelope with a nonce of its own."""
        nonce = os.urandom(NONCE_BYTES)
        return self._header + nonce + self._seal(nonce, plaintext, self._header + bound_to)

    def seal_many(self, values: Iterable[tuple[bytes, bytes]]) -> list[bytes]:
        """Envelopes of many `(plaintext, bound_to)`: one system call for all their nonces."""
        values = list(values)
        header, seal = self._header, self._seal
        nonces = os.urandom(NONCE_BYTES * len(values))
        sealed = []
        start = 0
        for plaintext, bound_to in values:
            nonce = nonces[start : start + NONCE_BYTES]
            start += NONCE_BYTES
            sealed.append(header + nonce + seal(nonce, plaintext, header + bound_to))
        return sealed

    def open(self, envelope: bytes, bound_to: bytes) -> bytes:
        """The plaintext. Raises `Undecipherable`."""
        authenticated = self._header + bound_to
        nonce = envelope[_HEADER.size : _HEADER.size + NONCE_BYTES]
        text = envelope[_HEADER.size + NONCE_BYTES :]
        try:
            if self.algorithm is Algorithm.SM4_GCM:
                return _open_sm4(self._secret, nonce, text, authenticated)
            return AESGCM(self._secret).decrypt(nonce, text, authenticated)
        except InvalidTag:
            raise Undecipherable from None


def _sm4(secret: bytes) -> Seal:
    cipher = SM4(secret)
    mode = modes.GCM

    def seal(nonce: bytes, plaintext: bytes, authenticated: bytes) -> bytes:
        encryptor = Cipher(cipher, mode(nonce)).encryptor()
        encryptor.authenticate_additional_data(authenticated)
        return encryptor.update(plaintext) + encryptor.finalize() + encryptor.tag

    return seal


def _open_sm4(secret: bytes, nonce: bytes, text: bytes, authenticated: bytes) -> bytes:
    tag = text[-TAG_BYTES:]
    decryptor = Cipher(SM4(secret), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(authenticated)
    return decryptor.update(text[:-TAG_BYTES]) + decryptor.finalize()
