"""The master key (主密钥): it locks the keys in their file, and lies elsewhere.

Whoever copies the file without it has nothing. The service gets it at its start, from a place such
as the credentials of systemd, which a TPM can hold.
"""

import base64
import binascii
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from minzheng.kernel.protection.cryptography.failures import KeyringUnsound

NONE = b""
"""No master key: the keyring is protected by who may read the file."""

BYTES = 32
_NONCE = 12
_UNREADABLE = "主密钥文件应为一行 base64，共32字节（openssl rand -base64 32）。请核对。"
_WRONG = "主密钥打不开密钥文件：主密钥不对，或文件已损坏。请用原来的主密钥，或从封存件恢复。"


def read_master_key(path: Path) -> bytes:
    """The master key in a file. Raises `KeyringUnsound`."""
    try:
        found = base64.b64decode(path.read_text("ascii").strip(), validate=True)
    except (OSError, UnicodeDecodeError, binascii.Error):
        found = NONE
    if len(found) != BYTES:
        raise KeyringUnsound(_UNREADABLE)
    return found


def locked(master: bytes, secret: bytes, bound_to: bytes) -> bytes:
    """A secret that opens only with the master key, as the key that it belongs to."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(master).encrypt(nonce, secret, bound_to)


def unlocked(master: bytes, content: bytes, bound_to: bytes) -> bytes:
    """The secret again. Raises `KeyringUnsound`."""
    try:
        return AESGCM(master).decrypt(content[:_NONCE], content[_NONCE:], bound_to)
    except InvalidTag:
        raise KeyringUnsound(_WRONG) from None
