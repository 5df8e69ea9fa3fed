"""After a rotation every ciphertext can be made anew, and reads the same before and after."""

import pytest
from django.db import connection

from minzheng.base.clock import SystemClock
from minzheng.kernel.protection.context import entered, everywhere
from minzheng.kernel.protection.cryptography import keyring
from minzheng.kernel.protection.cryptography.envelope import Algorithm, header_of
from minzheng.kernel.protection.cryptography.keyring import Use
from minzheng.kernel.protection.keys import keyring_path
from minzheng.kernel.protection.rotation import SecretColumn, re_encrypt, secret_columns
from tests.kernel.protection.probes import TABLE, TOWN, Probe

pytestmark = pytest.mark.usefixtures("probes")

COLUMN = SecretColumn(TABLE, "number", "id", "identity")


def stored() -> list[bytes]:
    with entered(everywhere("test")), connection.cursor() as cursor:
        cursor.execute(f"select number from {TABLE} where number is not null order by id")
        return [bytes(value) for (value,) in cursor.fetchall()]


def test_ciphertexts_are_made_anew_with_the_active_key() -> None:
    with entered(everywhere("test")):
        Probe.objects.bulk_create(Probe(division=TOWN, number=f"{n:018}") for n in range(25))
        Probe.objects.create(division=TOWN, number=None)
    assert re_encrypt(COLUMN) == 0
    before = stored()
    now = SystemClock().now()
    keyring.rotate(keyring_path(), Use.ENCRYPT, ["identity"], now, Algorithm.AES_256_GCM.title)
    assert [re_encrypt(COLUMN, step=10) for _ in range(4)] == [10, 10, 5, 0]
    after = stored()
    assert not set(before) & set(after)
    assert {header_of(each).algorithm for each in after} == {Algorithm.AES_256_GCM}
    with entered(everywhere("test")):
        numbers = [row.number for row in Probe.objects.exclude(number=None).order_by("id")]
    assert numbers == [f"{n:018}" for n in range(25)]


def test_the_details_of_events_are_among_the_secrets() -> None:
    assert SecretColumn("audit_payload", "content", "id", "audit") in set(secret_columns())
