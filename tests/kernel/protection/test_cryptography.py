"""Ciphers against the vectors of the standards; envelopes that open in one place only."""

import base64
import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.hashes import SM3, Hash
from cryptography.hazmat.primitives.hmac import HMAC

from minzheng.kernel.protection.cryptography import keyring
from minzheng.kernel.protection.cryptography.envelope import (
    NONCE_BYTES,
    SMALLEST,
    Algorithm,
    Sealer,
    header_of,
)
from minzheng.kernel.protection.cryptography.failures import (
    KeyringMissing,
    KeyringUnsound,
    Undecipherable,
)
from minzheng.kernel.protection.cryptography.keyring import KINDS, Keyring, Use
from minzheng.kernel.protection.cryptography.provider import CryptoProvider, Signature
from minzheng.kernel.protection.cryptography.software import SoftwareProvider

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
NUMBER = b"320402199001011234"
HERE, ELSEWHERE = b"registry_identity:number:1", b"registry_identity:number:2"
SM4_KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "keys" / "keyring.json"
    keyring.ensure(file, NOW)
    return file


@pytest.fixture
def provider(path: Path) -> CryptoProvider:
    return SoftwareProvider(path)


def sm3(message: bytes) -> str:
    digest = Hash(SM3())
    digest.update(message)
    return digest.finalize().hex()


def test_sm3_of_the_standard() -> None:
    """GB/T 32905-2016, annex A."""
    assert sm3(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert sm3(b"abcd" * 16) == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


def test_hmac_sm3_of_the_standard() -> None:
    """GM/T 0042-2015, annex D."""
    keyed = HMAC(bytes(range(1, 38)), SM3())
    keyed.update(b"\xcd" * 50)
    expected = "220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae"
    assert keyed.finalize().hex() == expected


def test_sm4_of_the_standard() -> None:
    """GB/T 32907-2016, annex A."""
    encryptor = Cipher(SM4(SM4_KEY), modes.ECB()).encryptor()  # noqa: S305 - the vector is of one block
    assert encryptor.update(SM4_KEY).hex() == "681edf34d206965e86b3e94f536e4246"


def test_sm4_gcm_of_the_standard() -> None:
    """RFC 8998, appendix A.1, through the cipher that the envelope uses."""
    plaintext = b"".join(bytes([value]) * 8 for value in bytes.fromhex("aabbccddeeffeeaa"))
    sealed = Sealer(Algorithm.SM4_GCM, 1, SM4_KEY)._seal(
        bytes.fromhex("00001234567800000000abcd"),
        plaintext,
        bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
    )
    assert sealed.hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )


@pytest.mark.parametrize("algorithm", Algorithm)
def test_an_envelope_opens_where_it_belongs(algorithm: Algorithm) -> None:
    sealer = Sealer(algorithm, 7, bytes(algorithm.key_bytes))
    for text in (b"", b"x", NUMBER, "㛃𬱖".encode(), bytes(10_000)):
        envelope = sealer.seal(text, HERE)
        assert sealer.open(envelope, HERE) == text
        assert len(envelope) == SMALLEST + len(text)
        assert (header_of(envelope).algorithm, header_of(envelope).key) == (algorithm, 7)


@pytest.mark.parametrize("algorithm", Algorithm)
def test_an_envelope_does_not_open_elsewhere_nor_changed(algorithm: Algorithm) -> None:
    sealer = Sealer(algorithm, 7, bytes(algorithm.key_bytes))
    envelope = sealer.seal(NUMBER, HERE)
    with pytest.raises(Undecipherable):
        sealer.open(envelope, ELSEWHERE)
    for place in range(4, len(envelope)):
        changed = bytearray(envelope)
        changed[place] ^= 1
        with pytest.raises(Undecipherable):
            sealer.open(bytes(changed), HERE)


def test_the_header_cannot_be_exchanged(path: Path, provider: CryptoProvider) -> None:
    envelope = provider.encrypt("identity", NUMBER, HERE)
    keyring.rotate(path, Use.ENCRYPT, ["identity"], NOW, Algorithm.AES_256_GCM.title)
    newer = provider_of(path)
    other = newer.encrypt("identity", NUMBER, HERE)
    for swapped in (other[:4] + envelope[4:], envelope[:4] + other[4:], b"\2" + envelope[1:]):
        with pytest.raises(Undecipherable):
            newer.decrypt("identity", swapped, HERE)


@pytest.mark.parametrize("rubbish", [b"", b"\1\1\0", bytes(40), b"\1\3" + bytes(40), NUMBER * 3])
def test_rubbish_is_refused(provider: CryptoProvider, rubbish: bytes) -> None:
    with pytest.raises(Undecipherable):
        provider.decrypt("identity", rubbish, HERE)


def test_equal_values_look_different(provider: CryptoProvider) -> None:
    envelopes = provider.encrypt_many("identity", [(NUMBER, HERE)] * 1000)
    nonces = {envelope[4 : 4 + NONCE_BYTES] for envelope in envelopes}
    assert len(set(envelopes)) == len(nonces) == 1000
    assert {provider.decrypt("identity", each, HERE) for each in envelopes} == {NUMBER}


def test_each_kind_has_its_own_key(provider: CryptoProvider) -> None:
    envelope = provider.encrypt("identity", NUMBER, HERE)
    with pytest.raises(Undecipherable):
        provider.decrypt("phone", envelope, HERE)
    kinds = KINDS[Use.INDEX]
    assert len({provider.mac(kind, NUMBER) for kind in kinds}) == len(kinds)
    assert provider.mac("identity", NUMBER) == provider.mac("identity", NUMBER)
    assert provider.mac_many("identity", [NUMBER]) == [provider.mac("identity", NUMBER)]
    assert len(provider.mac("identity", NUMBER)) == 32


def provider_of(path: Path) -> SoftwareProvider:
    return SoftwareProvider(path)


def test_after_a_rotation_both_keys_work(path: Path, provider: CryptoProvider) -> None:
    before = provider.encrypt("phone", b"13812345678", HERE)
    index = provider.mac("phone", b"13812345678")
    for use in (Use.ENCRYPT, Use.INDEX, Use.SIGN):
        keyring.rotate(path, use, [KINDS[use][0]], NOW)
    keyring.rotate(path, Use.ENCRYPT, ["phone"], NOW, Algorithm.AES_256_GCM.title)
    keyring.rotate(path, Use.INDEX, ["phone"], NOW)
    rotated = provider_of(path)
    after = rotated.encrypt("phone", b"13812345678", HERE)
    assert header_of(after).algorithm is Algorithm.AES_256_GCM
    assert rotated.decrypt("phone", before, HERE) == b"13812345678"
    assert header_of(after).key == rotated.active_key("phone") != header_of(before).key
    new_index = rotated.mac("phone", b"13812345678")
    assert rotated.macs("phone", b"13812345678") == [new_index, index]
    assert new_index != index
    # The process that was running already notices, and goes on without the file.
    assert provider.decrypt("phone", after, HERE) == b"13812345678"
    assert provider.active_key("phone") == rotated.active_key("phone")
    path.unlink()
    assert provider.decrypt("phone", after, HERE) == b"13812345678"


def test_signatures(path: Path, provider: CryptoProvider) -> None:
    signature = provider.sign("audit", b"head")
    assert signature.algorithm == "Ed25519"
    assert provider.verify("audit", b"head", signature)
    assert not provider.verify("audit", b"tail", signature)
    assert not provider.verify("export", b"head", signature)
    assert not provider.verify("audit", b"head", Signature("SM2", signature.key, signature.value))
    assert not provider.verify("audit", b"head", Signature("Ed25519", 999, signature.value))
    handed_over = provider.public_key("audit")
    keyring.rotate(path, Use.SIGN, ["audit"], NOW)
    rotated = provider_of(path)
    assert rotated.verify("audit", b"head", signature)
    assert rotated.public_key("audit", signature.key) == handed_over
    assert rotated.public_key("audit") != handed_over


def test_the_keyring_is_for_its_owner_only(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.chmod(0o640)
    with pytest.raises(KeyringUnsound, match="600"):
        keyring.load(path)


def test_a_keyring_is_made_once_and_completed(path: Path) -> None:
    first = keyring.load(path)
    assert keyring.ensure(path, NOW) == first
    wanted = {(use, kind) for use, kinds in KINDS.items() for kind in kinds}
    assert {(key.use, key.kind) for key in first.keys} == wanted
    keyring.save(Keyring(first.keys[1:]), path)
    completed = keyring.ensure(path, NOW)
    assert set(first.keys[1:]) < set(completed.keys)
    assert {(key.use, key.kind) for key in completed.keys} == wanted


def test_a_missing_or_broken_keyring_is_told(tmp_path: Path, path: Path) -> None:
    with pytest.raises(KeyringMissing):
        SoftwareProvider(tmp_path / "none.json")
    rows = json.loads(path.read_text())
    for broken in (
        "",
        "{}",
        '{"keys": [1]}',
        json.dumps({"keys": [{**rows["keys"][0], "use": ""}]}),
    ):
        path.write_text(broken)
        with pytest.raises(KeyringUnsound):
            keyring.load(path)


def test_secrets_are_never_shown(path: Path, provider: CryptoProvider) -> None:
    secrets = [base64.b64encode(key.secret).decode() for key in keyring.load(path).keys]
    shown = repr(keyring.load(path)) + repr(provider.key_status()) + repr(provider)
    assert not [secret for secret in secrets if secret in shown]
    assert not [key for key in keyring.load(path).keys if repr(key.secret) in shown]


def test_a_locked_keyring_opens_with_its_master_key_alone(path: Path) -> None:
    before, master = keyring.load(path), os.urandom(32)
    keyring.ensure(path, NOW, master)
    kept = path.read_text()
    assert not [
        key for key in before.keys if base64.b64encode(key.secret).decode().rstrip("=") in kept
    ]
    assert keyring.load(path, master) == before
    with pytest.raises(KeyringUnsound, match="MINZHENG_MASTER_KEY_FILE"):
        keyring.load(path)
    with pytest.raises(KeyringUnsound, match="主密钥不对"):
        keyring.load(path, os.urandom(32))
    provider = SoftwareProvider(path, master)
    sealed = provider.encrypt("identity", b"320402", b"here")
    keyring.rotate(path, Use.ENCRYPT, ["identity"], NOW, master=master)
    assert provider.decrypt("identity", sealed, b"here") == b"320402"
    with pytest.raises(KeyringUnsound):
        keyring.load(path)


def test_a_secret_in_a_locked_keyring_opens_as_no_other_key(path: Path) -> None:
    master = os.urandom(32)
    keyring.ensure(path, NOW, master)
    kept = json.loads(path.read_text())
    first, second = kept["keys"][0], kept["keys"][1]
    first["secret"], second["secret"] = second["secret"], first["secret"]
    path.write_text(json.dumps(kept))
    with pytest.raises(KeyringUnsound, match="主密钥"):
        keyring.load(path, master)
