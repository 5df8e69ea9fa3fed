"""The keys of an installation in one file that only a passphrase opens, to be kept elsewhere.

Without them a backup of the database opens no identity number; with them and the backup, anybody
reads everything. So they travel apart.
"""

import io
import os
import tarfile
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from minzheng.base.errors import InvalidValue
from minzheng.config.database.unpacking import unpack
from minzheng.kernel.protection.cryptography import keyring
from minzheng.kernel.protection.cryptography.master_key import NONE
from minzheng.kernel.protection.keys import KEYRING_FILE

SHORTEST_PASSPHRASE = 12
_MARK = b"minzheng keys 1\n"
_SALT = 16
_NONCE = 12
_COST = 2**16
_OWNER_ONLY = 0o600


def seal_keys(keys: Path, target: Path, passphrase: str, master: bytes = NONE) -> None:
    """Write every file of the folder of keys into one sealed file. Raises ``InvalidValue``.

    The passphrase alone opens it: a master key that is lost with its machine locks nothing in it.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise InvalidValue(f"口令太短: 至少 {SHORTEST_PASSPHRASE} 个字符。")
    if target.exists():
        raise InvalidValue(f"{target} 已存在, 没有覆盖; 请换一个文件名。")
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for file in sorted(keys.iterdir()):
            entry = archive.gettarinfo(file, arcname=file.name)
            content = _opened(file, master)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    sealed = AESGCM(_key(passphrase, salt)).encrypt(nonce, packed.getvalue(), _MARK)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "wb") as out:
        out.write(_MARK + salt + nonce + sealed)
        out.flush()
        os.fsync(out.fileno())


def open_keys(source: Path, keys: Path, passphrase: str) -> None:
    """Put the keys of a sealed file in their place. Raises ``InvalidValue``.

    Keys that are there already are never overwritten: they may be the only ones that open
    something.
    """
    content = source.read_bytes()
    if not content.startswith(_MARK):
        raise InvalidValue(f"{source} 不是密钥备份文件。")
    rest = content[len(_MARK) :]
    salt, nonce, sealed = rest[:_SALT], rest[_SALT : _SALT + _NONCE], rest[_SALT + _NONCE :]
    try:
        packed = AESGCM(_key(passphrase, salt)).decrypt(nonce, sealed, _MARK)
    except InvalidTag as error:
        raise InvalidValue("口令不对, 或密钥备份文件已损坏。") from error
    if keys.is_dir() and any(keys.iterdir()):
        raise InvalidValue(f"{keys} 中已有密钥, 没有覆盖; 请先把它们移到别处。")
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        unpack(archive, keys)


def _opened(file: Path, master: bytes) -> bytes:
    """What a file of keys holds, the keyring without its lock."""
    if file.name == KEYRING_FILE:
        return keyring.content_unlocked(file, master)
    return file.read_bytes()


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(passphrase.encode())
