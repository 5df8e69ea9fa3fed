"""Invented residents, entered through the api as a clerk would."""

from datetime import date
from uuid import UUID

from minzheng.base.resident_id import synthetic_resident_id
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.registry.api import people
from minzheng.kernel.registry.api.people import PersonEntry
from tests.people import VILLAGE_A


def number(sequence: int = 1, born: date = date(1960, 3, 5)) -> str:
    """An invented identity number."""
    return synthetic_resident_id("320402", born, sequence)


def enter(
    actor: Actor,
    name: str = "张三丰",
    *,
    sequence: int = 1,
    born: date = date(1960, 3, 5),
    division: str = VILLAGE_A,
    phone: str = "",
) -> UUID:
    """Somebody with an identity number."""
    entry = PersonEntry(name=name, division=division, number=number(sequence, born), phone=phone)
    return people.register_person(actor, entry=entry)
