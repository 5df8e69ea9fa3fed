"""Who somebody is, for the app that must not enrol one human being twice.

No act of its own, and no name leaves here but those that the scope sees.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.protection.keys import blind_index
from minzheng.kernel.registry.models import (
    DocumentKind,
    Household,
    IdentityDocument,
    Membership,
    NumberState,
    Person,
)
from minzheng.kernel.registry.scoping import one, seen

_STATES = (NumberState.CONFIRMED, NumberState.PENDING, NumberState.DISPUTED)


def enrolment_indexes(persons: Iterable[UUID]) -> Mapping[UUID, bytes]:
    """For each person the keyed hash by which enrolments are compared: one query.

    That of the resident number, a confirmed one first, else of another document; that of the file
    itself where there is no number. One that waits or is disputed counts too: two files under one
    number are told apart before either of them gets anything twice.
    """
    wanted = list(persons)
    found = {each: blind_index("identity", f"file:{each}") for each in wanted}
    rows = seen(IdentityDocument.objects).filter(person__in=wanted, state__in=_STATES)
    # The best comes last, and stays.
    for row in sorted(rows, key=_worth):
        found[row.person_id] = bytes(row.index or found[row.person_id])
    return found


def names_of(persons: Iterable[UUID]) -> Mapping[UUID, str]:
    """The names of those persons whom the scope sees: one query."""
    rows = seen(Person.objects).filter(pk__in=list(persons))
    return dict(rows.values_list("pk", "name"))


def heads_of(households: Iterable[UUID]) -> Mapping[UUID, str]:
    """By household the name of the member who comes first today, as far as seen: one query."""
    rows = seen(Membership.objects).filter(
        household__in=list(households), valid__contains=clock.today()
    )
    ordered = rows.order_by("-relation", "-number").select_related("person")
    return {each.household_id: each.person.name for each in ordered}


def lies_at(*, household: UUID | None = None, person: UUID | None = None) -> tuple[str, str]:
    """Division and label of a household's or a person's file. Raises `Unseen`."""
    if household is not None:
        home = one(Household.objects, household)
        return home.division, home.label
    if person is None:
        raise Unseen
    row = one(Person.objects, person)
    return row.division, row.label


def _worth(row: IdentityDocument) -> tuple[bool, int, float]:
    resident = row.kind == DocumentKind.RESIDENT
    return resident, -_STATES.index(NumberState(row.state)), -row.created_at.timestamp()
