"""What a resident reads of the registry: rows that row security calls his own, masked.

Nothing here narrows by division: the policies `own_rows` decide, and the queries name the persons
so that an officer at the door reads that one file and not his whole village.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from minzheng.catalogue.codes import Relation
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query, touched
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry import facts as rules_of_facts
from minzheng.kernel.registry.api.results import (
    AccountRow,
    AddressRow,
    ContactRow,
    IdentityRow,
    Known,
)
from minzheng.kernel.registry.models import (
    Address,
    BankAccount,
    Contact,
    Household,
    IdentityDocument,
    Membership,
    NumberState,
    Person,
    Statement,
)
from minzheng.kernel.registry.reading import (
    account_row,
    address_row,
    contact_row,
    identity_row,
)
from minzheng.rules.facts import Entity


@dataclass(frozen=True, slots=True)
class OwnPerson:
    """The person whose matters are handled."""

    id: UUID
    name: str
    division: str
    label: Label
    birth_date: date | None


@dataclass(frozen=True, slots=True)
class OwnMember:
    """A member of the household; without consent nothing but the relation is shown."""

    membership: UUID
    person: UUID
    relation_title: str
    shown: bool
    oneself: bool
    name: str = ""
    birth_date: date | None = None
    facts: Mapping[str, Known] | None = None


@dataclass(frozen=True, slots=True)
class OwnHousehold:
    """The household whose means are counted together with the person's."""

    id: UUID
    division: str
    number: str
    members: tuple[OwnMember, ...]
    facts: Mapping[str, Known]


@dataclass(frozen=True, slots=True)
class OwnFile:
    """What is on file of the person whose matters are handled."""

    person: UUID
    name: str
    division: str
    label: Label
    birth_date: date | None
    identities: tuple[IdentityRow, ...]
    contacts: tuple[ContactRow, ...]
    addresses: tuple[AddressRow, ...]
    accounts: tuple[AccountRow, ...]
    household: OwnHousehold | None


@query(permission="own.cases", action="own.read")
def own_file(actor: Actor) -> OwnFile:
    """The file of the person whose matters are handled: eight queries. Raises `Unseen`."""
    person = _person(actor)
    on = clock.today()
    touched("person", person.pk, person.division, Label(person.label))
    return OwnFile(
        person=person.pk,
        name=person.name,
        division=person.division,
        label=Label(person.label),
        birth_date=person.birth_date,
        identities=tuple(map(identity_row, _of(IdentityDocument, person, "-created_at"))),
        contacts=tuple(map(contact_row, _of(Contact, person, "-id", valid_to=None))),
        addresses=tuple(map(address_row, _of(Address, person, "-id", valid_to=None))),
        accounts=tuple(map(account_row, _of(BankAccount, person, "-version"))),
        household=_household(actor, on),
    )


@query(permission="own.cases")
def own_name(actor: Actor) -> str:
    """Whose matters are handled, for the head of every page. Raises `Unseen`."""
    return _person(actor).name


def own_person(actor: Actor) -> OwnPerson:
    """The person whose matters are handled, for commands. Raises `Unseen`."""
    row = _person(actor)
    return OwnPerson(row.pk, row.name, row.division, Label(row.label), row.birth_date)


def own_names(actor: Actor) -> dict[UUID, str]:
    """The names of those whose rows are shown: one query."""
    rows = Person.objects.filter(pk__in=actor.own.persons)
    return dict(rows.values_list("pk", "name"))


def own_number(actor: Actor) -> str:
    """The number by which the person is known, masked: two queries. "" where there is none."""
    rows = IdentityDocument.objects.filter(person=_person(actor))
    held = rows.exclude(state=NumberState.SUPERSEDED).order_by("created_at").first()
    return identity_row(held).number if held else ""


def own_home(actor: Actor) -> tuple[UUID, str] | None:
    """The household whose means are counted together with the person's, and where it lies."""
    rows = Household.objects.filter(pk__in=actor.own.households, valid_to=None)
    found: tuple[UUID, str] | None = rows.values_list("pk", "division").first()
    return found


def own_relations(actor: Actor) -> dict[UUID, str]:
    """What every member of the household is to its head, by person."""
    rows = Membership.objects.filter(
        household__in=actor.own.households, valid__contains=clock.today()
    )
    return {
        person: Relation.numbered(relation).title
        for person, relation in rows.values_list("person_id", "relation")
    }


def _person(actor: Actor) -> Person:
    found: Person | None = None
    if actor.own.person is not None:
        found = Person.objects.filter(pk=actor.own.person, merged_into=None).first()
    if found is None:
        raise Unseen
    return found


def _of(model: Any, person: Person, order: str, **conditions: object) -> Iterable[Any]:
    rows: Iterable[Any] = model.objects.filter(person=person, **conditions).order_by(order)
    return rows


def _household(actor: Actor, on: date) -> OwnHousehold | None:
    home = Household.objects.filter(pk__in=actor.own.households, valid_to=None).first()
    if home is None:
        return None
    rows = Membership.objects.filter(household=home, valid__contains=on)
    memberships = list(rows.order_by("number", "id"))
    persons = Person.objects.in_bulk(
        [each.person_id for each in memberships if each.person_id in actor.own.persons]
    )
    statements = list(
        Statement.objects.filter(person__in=persons, supporter=None)
        | Statement.objects.filter(household=home)
    )
    own = [each for each in statements if each.household_id]
    return OwnHousehold(
        id=home.pk,
        division=home.division,
        number=home.number,
        members=tuple(
            _member(each, persons.get(each.person_id), statements, actor, on)
            for each in memberships
        ),
        facts=rules_of_facts.known(Entity.HOUSEHOLD, own, on),
    )


def _member(
    row: Membership, person: Person | None, statements: list[Statement], actor: Actor, on: date
) -> OwnMember:
    title = Relation.numbered(row.relation).title
    oneself = row.person_id == actor.own.person
    if person is None:
        return OwnMember(row.pk, row.person_id, title, shown=False, oneself=oneself)
    about = [each for each in statements if each.person_id == person.pk]
    return OwnMember(
        membership=row.pk,
        person=person.pk,
        relation_title=title,
        shown=True,
        oneself=oneself,
        name=person.name,
        birth_date=person.birth_date,
        facts=rules_of_facts.known(Entity.PERSON, about, on),
    )
