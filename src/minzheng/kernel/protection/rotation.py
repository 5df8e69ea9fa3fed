"""After a rotation: ciphertexts are made anew with the active key, a few at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from minzheng.kernel.protection.context import entered, everywhere
from minzheng.kernel.protection.cryptography.provider import CryptoProvider
from minzheng.kernel.protection.fields import SecretField
from minzheng.kernel.protection.keys import bound_to, provider
from minzheng.kernel.protection.rows import classified

PURPOSE = "重新加密"
STEP = 1000


@dataclass(frozen=True, slots=True)
class SecretColumn:
    """A column of ciphertexts."""

    table: str
    column: str
    row: str
    kind: str


def secret_columns() -> Iterator[SecretColumn]:
    """All of them, but those that nobody may change: their keys are kept for ever."""
    known = classified()
    for model in apps.get_models():
        how = known.get(model._meta.db_table)
        if how is not None and not how.append_only and model._meta.managed:
            yield from _columns_of(model)


def re_encrypt(column: SecretColumn, step: int = STEP) -> int:
    """Encrypt up to `step` values anew, as the worker; how many. 0 when all are up to date.

    A value that somebody changes at the same time is left to them.
    """
    keys = provider()
    changed = 0
    with entered(everywhere(PURPOSE)), connection.cursor() as cursor:
        for row, old in _outdated(cursor, column, keys, step):
            place = bound_to(column.table, column.column, row)
            new = keys.encrypt(column.kind, keys.decrypt(column.kind, old, place), place)
            cursor.execute(
                f'update "{column.table}" set "{column.column}" = %s'  # noqa: S608 - names come from our models
                f' where "{column.row}" = %s and "{column.column}" = %s',
                [new, row, old],
            )
            changed += cursor.rowcount
    return changed


def _columns_of(model: type[models.Model]) -> Iterator[SecretColumn]:
    for field in model._meta.concrete_fields:
        if isinstance(field, SecretField):
            row = model._meta.pk.column
            yield SecretColumn(model._meta.db_table, field.attname, str(row), field.kind)


def _outdated(
    cursor: Any, column: SecretColumn, keys: CryptoProvider, step: int
) -> list[tuple[Any, bytes]]:
    """Rows whose ciphertext names, in its bytes 3 and 4, another key than the active one."""
    cursor.execute(
        f'select "{column.row}", "{column.column}" from "{column.table}"'  # noqa: S608 - names come from our models
        f' where substring("{column.column}" from 3 for 2) <> %s limit %s',
        [keys.active_key(column.kind).to_bytes(2, "big"), step],
    )
    return [(row, bytes(value)) for row, value in cursor.fetchall()]
