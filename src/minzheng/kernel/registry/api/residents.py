"""For signing residents in: whom a number belongs to, and where a message reaches them."""

from dataclasses import dataclass, field
from uuid import UUID

from minzheng.kernel.registry.models import Contact, IdentityDocument, NumberState


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
    if row is None or row.person.death_date or row.person.merged_into_id:
        return None
    contacts = Contact.objects.filter(person=row.person, whose="", valid_to=None)
    contact = contacts.order_by("-id").first()
    if contact is None:
        return None
    return Reachable(row.person_id, row.person.name, row.person.division, contact.phone or "")
