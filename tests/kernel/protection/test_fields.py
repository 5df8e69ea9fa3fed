"""Secret fields: text in Python, ciphertext in the database, bound to their row."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import F

from minzheng.kernel.protection.context import entered, everywhere
from minzheng.kernel.protection.cryptography.failures import Undecipherable
from minzheng.kernel.protection.fields import (
    Ciphertext,
    SecretField,
    blind_index,
    blind_index_many,
    blind_indexes,
    encrypt_many,
)
from minzheng.kernel.protection.identifiers import uuid7
from tests.kernel.protection.probes import TABLE, TOWN, Probe

pytestmark = pytest.mark.usefixtures("probes")

NUMBER = "32040219900101123X"


def saved(number: str | None = NUMBER) -> Probe:
    with entered(everywhere("test")):
        row = Probe(division=TOWN, number=number)
        row.number_index = blind_index("identity", number) if number else None
        row.save()
    return row


def stored(row: Probe) -> bytes:
    with entered(everywhere("test")), connection.cursor() as cursor:
        cursor.execute(f"select number from {TABLE} where id = %s", [row.id])
        return bytes((cursor.fetchone() or (b"",))[0])


def loaded(row: Probe) -> Probe:
    with entered(everywhere("test")):
        found: Probe = Probe.objects.get(id=row.id)
    return found


def test_text_comes_back_and_is_not_in_the_database() -> None:
    row = saved()
    assert loaded(row).number == NUMBER
    assert NUMBER.encode() not in stored(row)


def test_nothing_stays_nothing() -> None:
    assert loaded(saved(None)).number is None


def test_a_row_is_found_by_its_number() -> None:
    row = saved()
    saved("320402199001015678")
    with entered(everywhere("test")):
        found = Probe.objects.get(number_index=blind_index("identity", NUMBER))
        assert found.id == row.id
        assert found.number_index == blind_index("identity", NUMBER)
        assert Probe.objects.filter(number_index__in=blind_indexes("identity", NUMBER)).exists()


def test_a_list_decrypts_nothing_until_somebody_looks() -> None:
    saved()
    with entered(everywhere("test")):
        (row,) = Probe.objects.all()
        (values,) = Probe.objects.values("number")
    assert isinstance(row.__dict__["number"], Ciphertext)
    assert isinstance(values["number"], Ciphertext)
    assert repr(values["number"]) == str(values["number"]) == f"{values['number']}" == "<密文>"
    assert row.number == NUMBER


def test_saving_without_a_change_keeps_the_ciphertext() -> None:
    row = saved()
    before = stored(row)
    again = loaded(row)
    with entered(everywhere("test")):
        again.save()
    assert stored(row) == before
    again.number = "320402199001015678"
    with entered(everywhere("test")):
        again.save()
    assert loaded(row).number == "320402199001015678"


def test_a_deferred_value_is_fetched_and_decrypted() -> None:
    row = saved()
    with entered(everywhere("test")):
        assert Probe.objects.defer("number").get(id=row.id).number == NUMBER


def test_a_ciphertext_moved_to_another_row_does_not_open() -> None:
    mine, other = saved(), saved("320402199001015678")
    with entered(everywhere("test")):
        Probe.objects.filter(id=other.id).update(number=F("number"))
        with connection.cursor() as cursor:
            cursor.execute(
                f"update {TABLE} set number = %s where id = %s", [stored(mine), other.id]
            )
    with pytest.raises(Undecipherable):
        _ = loaded(other).number


def test_a_secret_is_neither_compared_nor_set_in_bulk() -> None:
    row = saved()
    with entered(everywhere("test")):
        attempts: list[Callable[[], object]] = [
            lambda: Probe.objects.filter(number=NUMBER).exists(),
            lambda: Probe.objects.update(number=NUMBER),
            lambda: Probe.objects.bulk_update([loaded_with(row)], ["number"]),
        ]
        for attempt in attempts:
            with pytest.raises(TypeError, match="secret"):
                attempt()
    with pytest.raises(TypeError, match="not serialised"):
        Probe._meta.get_field("number").value_to_string(row)


def loaded_with(row: Probe) -> Probe:
    row.number = "320402199001015678"
    return row


def test_bulk_inserts_encrypt_each_row_for_itself() -> None:
    with entered(everywhere("test")):
        rows = [Probe(division=TOWN, number=f"{n:018}") for n in range(100)]
        Probe.objects.bulk_create(rows)
        assert [row.number for row in Probe.objects.order_by("id")] == [row.number for row in rows]


def test_the_fast_path_of_imports_makes_the_same_ciphertexts() -> None:
    ids = [uuid7() for _ in range(100)]
    texts = [f"{n:018}" for n in range(100)]
    ciphertexts = encrypt_many("identity", TABLE, "number", zip(ids, texts, strict=True))
    indexes = blind_index_many("identity", texts)
    assert indexes == [blind_index("identity", text) for text in texts]
    with entered(everywhere("test")):
        with connection.cursor() as cursor:
            cursor.executemany(
                f"insert into {TABLE} (id, division, label, number)"
                " values (%s, %s, 'ordinary', %s)",
                [(row, TOWN, text) for row, text in zip(ids, ciphertexts, strict=True)],
            )
        assert [row.number for row in Probe.objects.order_by("id")] == texts


def test_a_field_says_its_kind() -> None:
    with pytest.raises(ValueError, match="no such kind"):
        SecretField(kind="shoe_size")
    field = SecretField("证件号码", kind="identity", null=True)
    _, path, arguments, named = field.deconstruct()
    assert path == "minzheng.kernel.protection.fields.SecretField"
    assert named["kind"] == "identity"
    assert SecretField(*arguments, **named).kind == "identity"
