"""Where a file lies, for rows of other apps that are to lie beside it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.models import Address, Contact, Household, Person, Supporter
from minzheng.kernel.registry.scoping import one


@dataclass(frozen=True, slots=True)
class Place:
    """The division and the label of a file."""

    division: str
    label: Label


def place_of_person(person: UUID) -> Place:
    """Where a person's file lies. Raises `Unseen`."""
    found = one(Person.objects, person)
    return Place(found.division, Label(found.label))


def place_of_household(household: UUID) -> Place:
    """Where a household's own rows lie. Raises `Unseen`."""
    found = one(Household.objects, household)
    return Place(found.division, Label(found.label))


def of_this_person(kind: str, row: UUID, person: UUID) -> None:
    """Raises `Unseen` unless a contact, an address or a supporter is that person's."""
    model: Any = {"contact": Contact, "address": Address, "supporter": Supporter}[kind]
    if one(model.objects, row).person_id != person:
        raise Unseen
