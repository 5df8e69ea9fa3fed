"""Signs that somebody of the staff is near a household, though nobody filed it (T-02).

The same telephone, bank account, registration household or address. What is found is a sign, never
a finding: the case gets other eyes, and nobody is told who was found.
"""

import json
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from minzheng.kernel.protection.fields import SecretField
from minzheng.kernel.registry.models import Address

SHORTEST_ADDRESS = 6
"""Shorter ones name a village, where everybody lives."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What a member of the staff, by the blind index of the number, has in common with a party."""

    person: bytes
    sign: str


def staff_near(household: UUID | None, persons: Collection[UUID]) -> frozenset[Sign]:
    """Signs between staff anywhere and the members of a household, or some persons."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select registry_staff_near(%s, %s)", [household, [str(each) for each in persons]]
        )
        row = cursor.fetchone()
    found = row[0] if row else {}
    told: Mapping[str, Any] = json.loads(found) if isinstance(found, str) else found
    signs = {Sign(bytes.fromhex(each["person"]), each["sign"]) for each in told["signs"]}
    return frozenset(signs | _neighbours(told))


def _neighbours(told: Mapping[str, Any]) -> set[Sign]:
    """Addresses are encrypted, each for its row: they are compared here."""
    own = set(_comparable(told["own"]).values())
    theirs = _comparable(told["addresses"])
    persons = {each["id"]: each["person"] for each in told["addresses"]}
    return {
        Sign(bytes.fromhex(persons[key]), "address") for key, text in theirs.items() if text in own
    }


def _comparable(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    field = Address._meta.get_field("text")
    if not isinstance(field, SecretField):
        raise TypeError("addresses are secret")
    found = {}
    for each in rows:
        text = field.opened(Address(pk=UUID(each["id"])), bytes.fromhex(each["text"]))
        if exact := exact_address(text):
            found[each["id"]] = exact
    return found


def exact_address(text: str) -> str:
    """An address as it is compared; "" for one without a house number, which fits many."""
    plain = unicodedata.normalize("NFKC", text)
    kept = "".join(sign for sign in plain if sign.isalnum())
    named = any(sign.isdigit() for sign in kept)
    return kept if named and len(kept) >= SHORTEST_ADDRESS else ""
