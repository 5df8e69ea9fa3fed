"""For signing residents in and for word to them: whose a number is, where a message arrives."""

from dataclasses import dataclass, field
from uuid import UUID

from minzheng.catalogue.codes import Relation
from minzheng.kernel.access import clock
from minzheng.kernel.protection.context import scope_of
from minzheng.kernel.registry.models import (
    Contact,
    DocumentKind,
    HouseholdKind,
    IdentityDocument,
    Membership,
    NumberState,
    Person,
)

_GROWN_UP = 25


@dataclass(frozen=True, slots=True)
class Reachable:
    """A living person with a telephone of their own on file."""

    person: UUID
    name: str
    division: str
    phone: str = field(repr=False)


def resident_of(index: bytes) -> Reachable | None:
    """Whoever holds the number of that blind index; None without a telephone on file.

    For the worker, inside a scope that sees everybody. The newest number counts: a code must not
    go to a telephone that was given up.
    """
    held = IdentityDocument.objects.filter(index=index, state=NumberState.CONFIRMED)
    row = held.select_related("person").first()
    return _reachable(row.person) if row is not None else None


def reachable(person: UUID) -> Reachable | None:
    """The same for somebody whose file is known, for word of his own matters."""
    row = Person.objects.filter(pk=person).first()
    return _reachable(row) if row is not None else None


def _reachable(row: Person) -> Reachable | None:
    if row.death_date or row.merged_into_id:
        return None
    contacts = Contact.objects.filter(person=row, whose="", valid_to=None)
    contact = contacts.order_by("-id").first()
    if contact is None:
        return None
    return Reachable(row.pk, row.name, row.division, contact.phone or "")


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody of an invented city, for whoever tries the portal."""

    person: UUID
    name: str
    number: str
    reachable: bool


def invented_residents(division: str, count: int) -> tuple[Invented, ...]:
    """Grown-ups of a division who live in a household: for demonstrations, never in earnest."""
    today = clock.today()
    low, high = scope_of(division)
    rows = Membership.objects.filter(
        division__gte=low,
        division__lt=high,
        kind=HouseholdKind.ASSISTANCE,
        valid__contains=today,
        person__birth_date__lt=today.replace(year=today.year - _GROWN_UP, day=1),
        person__death_date=None,
        relation=Relation.head,
    ).select_related("person")
    found: list[Invented] = []
    for each in rows.order_by("division", "id")[: count * 10]:
        held = _number_of(each.person_id)
        if held and len(found) < count:
            reached = Contact.objects.filter(person=each.person, whose="", valid_to=None).exists()
            found.append(Invented(each.person_id, each.person.name, held, reached))
    return tuple(found)


def _number_of(person: UUID) -> str:
    rows = IdentityDocument.objects.filter(person=person, kind=DocumentKind.RESIDENT)
    good = rows.filter(state__in=[NumberState.CONFIRMED, NumberState.PENDING]).first()
    return (good.number or "") if good else ""
