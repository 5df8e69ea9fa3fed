"""Model fields whose values the database cannot read.

`SecretField` holds text in Python and a ciphertext in the database, bound to its table, column and
row. It is decrypted when somebody looks at it, not when the row is loaded. `BlindIndexField` beside
it answers "is it this number?" and nothing else.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from minzheng.kernel.protection.cryptography.keyring import KINDS, Use
from minzheng.kernel.protection.keys import (
    blind_index,
    blind_index_many,
    blind_indexes,
    bound_to,
    encrypt_many,
    provider,
)

__all__ = [
    "BlindIndexField",
    "Ciphertext",
    "SecretField",
    "blind_index",
    "blind_index_many",
    "blind_indexes",
    "encrypt_many",
]

INDEX_BYTES = 32

if TYPE_CHECKING:
    # Generic for the type checker only.
    _Secret = models.BinaryField[str | None, str | None]
    _Index = models.BinaryField[bytes | None, bytes | None]
else:
    _Secret = _Index = models.BinaryField


class Ciphertext(bytes):
    """A value as the database holds it. Its text form gives nothing away."""

    def __repr__(self) -> str:
        return "<密文>"

    __str__ = __repr__


class _SecretAttribute(DeferredAttribute):
    """Decrypts on first sight and keeps the text with the instance."""

    field: "SecretField"

    def __get__(self, instance: models.Model | None, owner: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, owner)
        if isinstance(value, Ciphertext):
            value = self.field.opened(instance, value)
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__[self.field.attname] = value


class SecretField(_Secret):
    """Text that only this program can read, encrypted with the key of its kind.

    The row's id must be known when it is saved (`Identified`). Queries cannot compare it, and
    `QuerySet.update` cannot set it, because the ciphertext belongs to one row.
    """

    descriptor_class = _SecretAttribute

    def __init__(self, *arguments: Any, kind: str, **named: Any) -> None:
        if kind not in KINDS[Use.ENCRYPT]:
            raise ValueError(f"no such kind of secret: {kind}")
        self.kind = kind
        super().__init__(*arguments, **named)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, arguments, named = super().deconstruct()
        return name, path, arguments, named | {"kind": self.kind}

    def from_db_value(
        self, value: Any, expression: object, connection: BaseDatabaseWrapper
    ) -> Ciphertext | None:
        """What `values()` gives and instances hold until somebody looks."""
        return None if value is None else Ciphertext(value)

    def to_python(self, value: Any) -> Any:
        """Text stays text: `BinaryField` would take it for base64."""
        return value

    def value_to_string(self, obj: models.Model) -> str:
        """Serialised fixtures never hold it."""
        raise TypeError(f"{self.name} is secret and is not serialised")

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The ciphertext to store: what was loaded and not touched is stored unchanged."""
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Ciphertext):
            return value
        return self.sealed(model_instance.pk, str(value))

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        """Refuses plain text: it comes from a filter or `update`, which know no row."""
        if value is None or isinstance(value, Ciphertext):
            return super().get_db_prep_value(value, connection, prepared)
        raise TypeError(f"{self.name} is secret: save it with its row, find it by its blind index")

    def sealed(self, row: Any, text: str) -> Ciphertext:
        """The ciphertext of a text for one row."""
        place = bound_to(self.model._meta.db_table, self.attname, row)
        return Ciphertext(provider().encrypt(self.kind, text.encode(), place))

    def opened(self, instance: models.Model, envelope: bytes) -> str:
        """The text of a ciphertext of one row. Raises `Undecipherable`."""
        place = bound_to(self.model._meta.db_table, self.attname, instance.pk)
        return provider().decrypt(self.kind, envelope, place).decode()


class BlindIndexField(_Index):
    """The keyed hash of a secret value (`blind_index`), 32 bytes; compared by equality only."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        named["max_length"] = INDEX_BYTES
        super().__init__(*arguments, **named)

    def from_db_value(
        self, value: Any, expression: object, connection: BaseDatabaseWrapper
    ) -> bytes | None:
        """Bytes, which can be compared and kept in sets."""
        return None if value is None else bytes(value)
