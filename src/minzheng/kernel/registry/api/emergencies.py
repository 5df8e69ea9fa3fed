"""What an emergency view shows of one person outside the scope (紧急查询).

The database gives the row's ciphertexts out while a grant is open, and never otherwise; only here
are they read. Whoever helps somebody at night needs the name, whom to call and where to bring them.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import models

from minzheng.kernel.access import api as access
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.protection.fields import SecretField
from minzheng.kernel.registry.api.results import EmergencyContact, EmergencyFile
from minzheng.kernel.registry.models import Address, AddressKind, Contact


def emergency_file(actor: Actor, *, grant: UUID) -> EmergencyFile | None:
    """The person of an open grant; None when the number is nobody's whom the actor may know of.

    Guarded, counted and written down by access. Raises `Unseen` for a grant that is over.
    """
    found = access.emergency_file(actor, grant=grant)
    if found is None:
        return None
    return EmergencyFile(
        name=found["name"],
        sex=int(found["sex"]),
        birth_date=found["birth_date"] or "",
        death_date=found["death_date"] or "",
        division=found["division"],
        contacts=tuple(
            EmergencyContact(each["whose"], _plain(Contact, "phone", each))
            for each in _rows(found, "contacts")
        ),
        addresses=tuple(
            (AddressKind(each["kind"]).label, _plain(Address, "text", each))
            for each in _rows(found, "addresses")
        ),
        family=tuple(each["name"] for each in _rows(found, "household")),
    )


def _rows(found: Mapping[str, Any], key: str) -> Sequence[Mapping[str, Any]]:
    return found[key] or ()


def _plain(model: type[models.Model], column: str, row: Mapping[str, Any]) -> str:
    """The text of a ciphertext that came as hexadecimal digits with the id of its row."""
    field = model._meta.get_field(column)
    if not isinstance(field, SecretField):
        raise TypeError(f"{model.__name__}.{column} is not secret")
    return field.opened(model(pk=UUID(row["id"])), bytes.fromhex(row[column]))
