"""For the means check: who is to be asked about, by what they are recognised, what they stated.

Called inside a scope; nobody is seen here who is not seen there. The calling command writes the
event.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q

from minzheng.catalogue.codes import Relation
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.results.means import Identified, Party, Stated
from minzheng.kernel.registry.facts import Subject, in_force, stored_day
from minzheng.kernel.registry.models import (
    DocumentKind,
    IdentityDocument,
    Membership,
    NumberState,
    Person,
    PersonName,
    Source,
    Statement,
    Supporter,
)
from minzheng.kernel.registry.naming.spelling import comparison_key
from minzheng.kernel.registry.scoping import seen
from minzheng.rules.facts import Entity
from minzheng.rules.units import NEVER

__all__ = [
    "Identified",
    "Party",
    "Stated",
    "comparison_key",
    "identified",
    "parties_of",
    "stated_by",
]

_FOUND_OR_DECIDED = frozenset({Source.MATCHED, Source.DECIDED})


def parties_of(
    *, household: UUID | None, persons: Iterable[UUID] = (), on: date
) -> tuple[Party, ...]:
    """The members of a household on a day, or the persons named; then their supporters.

    Two queries.
    """
    members = _members(household, on) if household else _named(list(persons))
    names = {each.person: each.name for each in members}
    rows = seen(Supporter.objects).filter(person__in=list(names), valid_from__lte=on)
    live = rows.filter(Q(valid_to=None) | Q(valid_to__gt=on)).order_by("person", "position", "id")
    supporters = (_supporter(each, names[each.person_id]) for each in live)
    return (*members, *supporters)


def _members(household: UUID, on: date) -> list[Party]:
    rows = seen(Membership.objects).filter(household=household, valid__contains=on)
    ordered = rows.select_related("person").order_by("number", "id")
    return [_party(each.person, Relation.numbered(each.relation).title) for each in ordered]


def _named(persons: list[UUID]) -> list[Party]:
    rows = seen(Person.objects).in_bulk(persons)
    return [_party(rows[each], "") for each in dict.fromkeys(persons) if each in rows]


def _party(person: Person, relation: str) -> Party:
    return Party(
        person=person.pk,
        supporter=None,
        name=person.name,
        relation_title=relation,
        member_name=person.name,
        birth_date=person.birth_date,
        death_date=person.death_date,
        division=person.division,
        label=Label(person.label),
    )


def _supporter(row: Supporter, member: str) -> Party:
    return Party(
        person=row.person_id,
        supporter=row.pk,
        name=row.name,
        relation_title=Relation.numbered(row.relation).title,
        member_name=member,
        birth_date=row.birth_date,
        death_date=None,
        division=row.division,
        label=Label(row.label),
    )


def identified(*, person: UUID, supporter: UUID | None = None) -> Identified | None:
    """Name, other names and the confirmed number of a person or a supporter, for a query.

    A number that waits to be confirmed, or that two persons hold, is not asked about. None where
    the file is not seen.
    """
    if supporter is None:
        return _identified_person(person)
    row = seen(Supporter.objects).filter(pk=supporter, person=person).first()
    if row is None:
        return None
    if row.registered_id:
        return _identified_person(row.registered_id)
    return Identified(row.name, (row.name,), row.number or "", row.birth_date)


def _identified_person(person: UUID) -> Identified | None:
    row = seen(Person.objects).filter(pk=person).first()
    if row is None:
        return None
    others = seen(PersonName.objects).filter(person=person).order_by("id")
    numbers = seen(IdentityDocument.objects).filter(
        person=person,
        state=NumberState.CONFIRMED,
        kind__in=[DocumentKind.RESIDENT, DocumentKind.RESIDENCE_PERMIT],
    )
    number = numbers.order_by("created_at").first()
    names = (row.name, *others.values_list("name", flat=True))
    return Identified(row.name, names, (number.number or "") if number else "", row.birth_date)


def stated_by(
    *, household: UUID | None, persons: Iterable[UUID], on: date
) -> Mapping[tuple[Subject, str], Stated]:
    """What is on file of each subject and fact on a day, other than by a check or a decision.

    The household's own declaration comes first: it is what the check is held against. Two queries.
    """
    members = list(persons)
    about = Q(person__in=members)
    if household:
        about |= Q(household=household)
    rows = seen(Statement.objects).filter(about).exclude(source__in=_FOUND_OR_DECIDED)
    holding = in_force(rows, on)
    ordered = sorted(holding, key=lambda each: each.source != Source.DECLARED)
    found: dict[tuple[Subject, str], Stated] = {}
    for each in ordered:
        for name, value in each.facts.items():
            found.setdefault((_subject(each), name), _stated(each, value))
    return found | _on_file(members)


def _subject(row: Statement) -> Subject:
    subjects = (
        (Entity.HOUSEHOLD, row.household_id),
        (Entity.SUPPORTER, row.supporter_id),
        (Entity.PERSON, row.person_id),
    )
    return next(Subject(entity, each) for entity, each in subjects if each is not None)


def _stated(row: Statement, value: int | None) -> Stated:
    return Stated(value, row.source, Source(row.source).label, row.valid_from)


def _on_file(members: list[UUID]) -> dict[tuple[Subject, str], Stated]:
    """A death stands in the person's file and not in a statement."""
    rows = seen(Person.objects).filter(pk__in=members)
    return {
        (Subject(Entity.PERSON, each.pk), "death_date"): Stated(
            stored_day(each.death_date, NEVER), "file", "人员档案", each.created_at.date()
        )
        for each in rows
    }
