"""Persons: lists, search, the file, registering and changing."""

from collections.abc import Iterable
from uuid import UUID

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query, touched
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry import finding, numbers
from minzheng.kernel.registry.api.results import Page, PersonFile, PersonRow
from minzheng.kernel.registry.files import file_of
from minzheng.kernel.registry.models import Contact, IdentityDocument, NameToken, Person
from minzheng.kernel.registry.reading import person_rows
from minzheng.kernel.registry.registering import PersonChanges, PersonEntry
from minzheng.kernel.registry.scoping import cursor_id, one, page_of, seen
from minzheng.kernel.registry.standing import (
    add_address,
    add_contact,
    add_name,
    change_person,
    end_address,
    end_contact,
    move_person,
    record_death,
    register_person,
    remove_name,
    seal_person,
    withdraw_death,
)

__all__ = [
    "PersonChanges",
    "PersonEntry",
    "add_address",
    "add_contact",
    "add_name",
    "change_person",
    "end_address",
    "end_contact",
    "find_by_name",
    "find_by_number",
    "find_persons",
    "list_persons",
    "move_person",
    "person_file",
    "person_row",
    "record_death",
    "register_person",
    "remove_name",
    "seal_person",
    "withdraw_death",
]

ORDER = ("division", "name_sort", "id")


@query(permission="person.search", action="person.search")
def list_persons(
    actor: Actor, *, division: str = "", after: str = "", limit: int = 50
) -> Page[PersonRow]:
    """The persons of a division within the scope, by division and name."""
    rows = seen(Person.objects, division).filter(merged_into=None)
    page = page_of(rows, ORDER, after, limit, _rows)
    _told(division or actor.division, page.rows, {"how": "list"})
    return page


@query(permission="person.search", action="person.search")
def find_persons(
    actor: Actor, *, text: str, division: str = "", after: str = "", limit: int = 50
) -> Page[PersonRow]:
    """Persons by name, pinyin, identity number or telephone, told apart by their form.

    The event holds how was searched and who was shown; the text itself is in its payload.
    """
    if numbers.looks_like_number(text):
        how, page = "number", _by_number(text, division)
    elif numbers.looks_like_phone(text):
        how, page = "phone", _by_phone(text, division)
    else:
        how, page = "name", _by_name(text, division, after, limit)
    _told(division or actor.division, page.rows, {"how": how, "text": text[:100]})
    return page


@query(permission="person.search", action="person.search")
def find_by_number(actor: Actor, *, number: str, division: str = "") -> Page[PersonRow]:
    """Persons with an identity number, whatever its form."""
    page = _by_number(number, division)
    _told(division or actor.division, page.rows, {"how": "number", "text": number[:100]})
    return page


@query(permission="person.search", action="person.search")
def find_by_name(
    actor: Actor, *, name: str, division: str = "", after: str = "", limit: int = 50
) -> Page[PersonRow]:
    """Persons by name or pinyin; what looks like a number is no number here."""
    page = _by_name(name, division, after, limit)
    _told(division or actor.division, page.rows, {"how": "name", "text": name[:100]})
    return page


@query(permission="person.read", action="person.read")
def person_file(actor: Actor, *, person: UUID) -> PersonFile:
    """Everything about a person, in a fixed number of queries. Raises `Unseen`."""
    found = file_of(person)
    touched("person", person, found.division, found.label)
    return found


@query(permission="person.search")
def person_row(actor: Actor, *, person: UUID) -> PersonRow:
    """One person as lists show it, for a link or a crumb. Raises `Unseen`."""
    return _rows([one(Person.objects, person)])[0]


def _rows(persons: Iterable[Person]) -> list[PersonRow]:
    return person_rows(persons, clock.today())


def _told(division: str, rows: Iterable[PersonRow], payload: dict[str, object]) -> None:
    """One event for a list, with the ids that were shown. It is as sensitive as its rows."""
    shown = list(rows)
    labels = {each.label for each in shown} - {Label.ORDINARY}
    label = next(iter(sorted(labels)), Label.ORDINARY)
    payload["shown"] = [str(each.id) for each in shown]
    touched("list", None, division, label, payload=payload)


def _by_number(text: str, division: str) -> Page[PersonRow]:
    sought = numbers.sought_number(text, today=clock.today())
    rows = seen(IdentityDocument.objects, division)
    held = rows.filter(index__in=numbers.indexes("identity", sought))
    return _of_persons(held.values_list("person_id", flat=True), division)


def _by_phone(text: str, division: str) -> Page[PersonRow]:
    held = numbers.indexes("phone", numbers.read_phone(text))
    rows = seen(Contact.objects, division).filter(index__in=held)
    return _of_persons(rows.values_list("person_id", flat=True)[:200], division)


def _of_persons(persons: Iterable[UUID], division: str) -> Page[PersonRow]:
    found = seen(Person.objects, division).filter(pk__in=list(persons), merged_into=None)
    return Page(tuple(_rows(found.order_by(*ORDER))))


def _by_name(text: str, division: str, after: str, limit: int) -> Page[PersonRow]:
    keys = finding.keys_of(NameToken, text, division=division, after=_key(after), limit=limit + 1)
    shown = keys[:limit]
    found = seen(Person.objects).filter(pk__in=[key[2] for key in shown], merged_into=None)
    by_id = {each.pk: each for each in found.prefetch_related("names")}
    ordered = [by_id[key[2]] for key in shown if key[2] in by_id]
    kept = [each for each in ordered if _is_called(each, text)]
    return Page(tuple(_rows(kept)), str(shown[-1][2]) if len(keys) > limit else "")


def _is_called(person: Person, text: str) -> bool:
    names = [person.name, *(each.name for each in person.names.all())]
    return any(finding.holds(name, text) for name in names)


def _key(after: str) -> finding.Key | None:
    if not after:
        return None
    row = seen(Person.objects).filter(pk=cursor_id(after)).values_list(*ORDER).first()
    if row is None:
        raise Unseen
    return (str(row[0]), str(row[1]), row[2])
