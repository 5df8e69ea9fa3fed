"""What goes wrong with keys and ciphertexts: each is told to a person in a sentence."""

from minzheng.base.errors import MinzhengError


class KeyringMissing(MinzhengError):
    """There are no keys, and making new ones would leave old ciphertext unreadable."""


class KeyringUnsound(MinzhengError):
    """The keyring can be read by others than its owner, or lacks a key."""


class Undecipherable(MinzhengError):
    """A ciphertext was changed, moved to another row, or belongs to an unknown key."""

    def __init__(self) -> None:
        super().__init__("密文无法解密：内容被改动、挪用，或缺少对应的密钥。请联系安全管理员。")
