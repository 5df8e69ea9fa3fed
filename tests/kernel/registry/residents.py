"""Invented residents, entered through the api as a clerk would."""

from datetime import date
from uuid import UUID

from minzheng.base.resident_id import synthetic_resident_id
from minzheng.catalogue.codes import Relation
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.worker import working
from minzheng.kernel.registry.api import confirmation, households, people
from minzheng.kernel.registry.api.people import PersonEntry
from tests.people import VILLAGE_A

BORN = date(1960, 3, 5)
SINCE = date(2026, 1, 1)


def number(sequence: int = 1, born: date = BORN) -> str:
    """An invented identity number."""
    return synthetic_resident_id("320402", born, sequence)


def enter(
    actor: Actor,
    name: str = "张三丰",
    *,
    sequence: int = 1,
    born: date = BORN,
    division: str = VILLAGE_A,
    phone: str = "",
) -> UUID:
    """Somebody with an identity number."""
    entry = PersonEntry(name=name, division=division, number=number(sequence, born), phone=phone)
    return people.register_person(actor, entry=entry)


def enter_unknown(actor: Actor, name: str, *, born: date = BORN, division: str = VILLAGE_A) -> UUID:
    """Somebody without an identity number, such as a foundling."""
    entry = PersonEntry(name=name, division=division, sex=1, birth_date=born, no_identity=True)
    return people.register_person(actor, entry=entry)


def home_of(
    actor: Actor,
    *persons: UUID,
    division: str = VILLAGE_A,
    since: date = SINCE,
    kind: str = "assistance",
) -> UUID:
    """A household; the first person is its head, the others its children."""
    household = households.found_household(
        actor, kind=kind, division=division, valid_from=since, number=""
    )
    for i, person in enumerate(persons):
        relation = Relation.child if i else Relation.head
        households.join_household(
            actor, person=person, household=household, relation=relation, on=since
        )
    return household


def confirmed() -> int:
    """The worker's round over the numbers that wait."""
    with working("job"):
        return confirmation.confirm_numbers()
