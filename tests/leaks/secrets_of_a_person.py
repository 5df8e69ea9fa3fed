"""A person with values that nobody else has: what must never show up where it does not belong."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from minzheng.base.resident_id import synthetic_resident_id
from minzheng.catalogue.codes import Relation
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.casework.api import intake
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import accounts, facts, households, people
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.api.people import PersonEntry
from minzheng.rules.facts import Entity
from tests.people import VILLAGE_A

SINCE = date(2026, 1, 1)
ITEM = "minimum_living.application"
_BORN = date(1961, 7, 13)


@dataclass(frozen=True)
class Canary:
    """Values of one person; ``ids`` is filled when the person is entered."""

    name: str = "皮卡灰雀"
    pinyin: str = "pikahuique"
    number: str = field(default_factory=lambda: synthetic_resident_id("320402", _BORN, 937))
    phone: str = "15961298437"
    account: str = "6228480419876501234"
    address: str = "金丝雀弄九百三十七号北楼"
    ids: dict[str, UUID] = field(default_factory=dict)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What is kept encrypted."""
        return (self.number, self.phone, self.account, self.address)


def enter_canary(
    actor: Actor, *, division: str = VILLAGE_A, label: Label = Label.ORDINARY
) -> Canary:
    """The person with number, telephone, address, account, household, facts and an application."""
    canary = Canary()
    entry = PersonEntry(
        name=canary.name,
        division=division,
        number=canary.number,
        phone=canary.phone,
        address=canary.address,
        label=label,
    )
    person = people.register_person(actor, entry=entry)
    household = households.found_household(
        actor, kind="assistance", division=division, valid_from=SINCE, address=canary.address
    )
    households.join_household(
        actor, person=person, household=household, relation=Relation.head, on=SINCE
    )
    about = Subject(Entity.PERSON, person)
    statement = facts.add_statement(
        actor, subject=about, source="declared", facts={"wage": 123_400}, valid_from=SINCE
    )
    bank = accounts.propose_account(
        actor, person=person, bank="农商行", holder=canary.name, number=canary.account
    )
    case = _applied(actor, household, person)
    file = people.person_file(actor, person=person)
    canary.ids.update(
        person=person,
        household=household,
        case=case,
        statement=statement,
        bank_account=bank,
        identity=file.identities[0].id,
        contact=file.contacts[0].id,
        membership=file.memberships[0].id,
    )
    return canary


def _applied(actor: Actor, household: UUID, person: UUID) -> UUID:
    case = intake.open_case(actor, item=ITEM, household=household, applicant=person)
    intake.submit(actor, case=case)
    return case
