"""Where a file lies, for rows of other apps that are to lie beside it."""

from dataclasses import dataclass
from uuid import UUID

from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.models import Household, Person
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
