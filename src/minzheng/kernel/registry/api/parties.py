"""Who is party to a matter, and what is known of them, for apps above that act on behalf of an
actor whom they have checked themselves. Everything here stays within the scope, except the blind
indexes: who must be recused does not depend on what he sees."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Count, Q

from minzheng.catalogue.codes import Relation
from minzheng.kernel.access import clock
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry import facts as rules_of_facts
from minzheng.kernel.registry import numbers
from minzheng.kernel.registry.api.results import Known
from minzheng.kernel.registry.facts import Subject, checked
from minzheng.kernel.registry.models import (
    DocumentKind,
    Household,
    HouseholdKind,
    IdentityDocument,
    Membership,
    NumberState,
    Person,
    Statement,
    Supporter,
)
from minzheng.kernel.registry.scoping import one, seen
from minzheng.rules.facts import Entity

__all__ = [
    "Parties",
    "Party",
    "SupportingParty",
    "Written",
    "checked",
    "concerned_indexes",
    "home_of",
    "known_facts",
    "number_of",
    "parties",
    "parties_of_household",
    "parties_of_person",
    "party",
    "read_resident_number",
    "sharing_a_number",
    "supporting",
]


@dataclass(frozen=True, slots=True)
class Party:
    """A person with what a list shows; `relation` is that to the head of the household."""

    person: UUID
    name: str
    sex: int
    birth_date: date | None
    death_date: date | None
    division: str
    registration_division: str
    relation: int = 0
    relation_title: str = ""


@dataclass(frozen=True, slots=True)
class SupportingParty:
    """Somebody who must support a member."""

    supporter: UUID
    person: UUID
    name: str
    relation_title: str


@dataclass(frozen=True, slots=True)
class Parties:
    """Those whose means are counted together, and where their file lies."""

    household: UUID | None
    number: str
    division: str
    label: Label
    members: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A name and a number, to be typed over to another office."""

    name: str
    number: str


def parties_of_household(household: UUID, on: date) -> Parties:
    """A household with its members of a day, the head first. Raises `Unseen`."""
    home = one(Household.objects, household)
    rows = seen(Membership.objects).filter(household=home, valid__contains=on)
    members = rows.select_related("person").order_by("number", "id")
    return Parties(
        home.pk, home.number, home.division, Label(home.label), tuple(map(_member, members))
    )


def parties_of_person(person: UUID) -> Parties:
    """One person alone. Raises `Unseen`."""
    row = one(Person.objects, person)
    return Parties(None, "", row.division, Label(row.label), (_party(row),))


def home_of(person: UUID, on: date) -> UUID | None:
    """The assistance household to which a person belongs on a day, as far as it is seen."""
    rows = seen(Membership.objects).filter(person=person, valid__contains=on)
    return rows.filter(kind=HouseholdKind.ASSISTANCE).values_list("household_id", flat=True).first()


def party(person: UUID) -> Party:
    """One person. Raises `Unseen`."""
    return _party(one(Person.objects, person))


def parties(persons: Iterable[UUID]) -> tuple[Party, ...]:
    """Those of some persons whom the scope sees: one query."""
    return tuple(_party(each) for each in seen(Person.objects).filter(pk__in=list(persons)))


def supporting(persons: Iterable[UUID], on: date) -> tuple[SupportingParty, ...]:
    """The statutory supporters of some persons on a day."""
    rows = seen(Supporter.objects).filter(person__in=list(persons), valid_from__lte=on)
    living = rows.filter(Q(valid_to=None) | Q(valid_to__gt=on)).order_by("person", "position", "id")
    return tuple(
        SupportingParty(each.pk, each.person_id, each.name, Relation.numbered(each.relation).title)
        for each in living
    )


def known_facts(
    household: UUID | None, persons: Iterable[UUID], on: date
) -> Mapping[Subject, Mapping[str, Known]]:
    """What is stated of a household, some persons and their supporters: one query."""
    about = Q(person__in=list(persons))
    if household is not None:
        about |= Q(household=household)
    grouped: dict[Subject, list[Statement]] = {}
    for each in seen(Statement.objects).filter(about, withdrawn_at=None):
        grouped.setdefault(_subject(each), []).append(each)
    return {
        subject: rules_of_facts.known(subject.entity, rows, on) for subject, rows in grouped.items()
    }


def concerned_indexes(household: UUID | None, persons: Iterable[UUID]) -> frozenset[bytes]:
    """Blind indexes of the numbers of all these people and their supporters, seen or not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select registry_concerned_indexes(%s, %s)",
            [household, [str(each) for each in persons]],
        )
        row = cursor.fetchone()
    return frozenset(bytes(each) for each in (row[0] if row and row[0] else ()))


def read_resident_number(text: str) -> str:
    """The spelling of an identity number that is indexed. Raises `InvalidIdentifier`."""
    return numbers.read_number(DocumentKind.RESIDENT, text, today=clock.today()).number


def sharing_a_number() -> tuple[frozenset[UUID], ...]:
    """Persons on file under one number, as the worker sees them who sees every place."""
    held = IdentityDocument.objects.exclude(state=NumberState.SUPERSEDED)
    shared = held.values("index").annotate(holders=ArrayAgg("person_id", distinct=True))
    several = shared.annotate(many=Count("person_id", distinct=True)).filter(many__gt=1)
    return tuple(frozenset(each["holders"]) for each in several)


def number_of(person: UUID) -> Written:
    """Name and resident number of a person in the scope, "" where none is on file."""
    row = one(Person.objects, person)
    held = seen(IdentityDocument.objects).filter(person=row).exclude(state=NumberState.SUPERSEDED)
    document = held.order_by("created_at").first()
    return Written(row.name, (document.number or "") if document else "")


def _member(row: Membership) -> Party:
    return _party(row.person, row.relation)


def _party(row: Person, relation: int | None = None) -> Party:
    return Party(
        person=row.pk,
        name=row.name,
        sex=row.sex,
        birth_date=row.birth_date,
        death_date=row.death_date,
        division=row.division,
        registration_division=row.registration_division,
        relation=relation or 0,
        relation_title="" if relation is None else Relation.numbered(relation).title,
    )


def _subject(row: Statement) -> Subject:
    if row.supporter_id is not None:
        return Subject(Entity.SUPPORTER, row.supporter_id)
    if row.household_id is not None:
        return Subject(Entity.HOUSEHOLD, row.household_id)
    if row.person_id is None:
        raise AssertionError("a statement is about somebody: statement_of_one_subject")
    return Subject(Entity.PERSON, row.person_id)
