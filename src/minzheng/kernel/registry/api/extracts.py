"""Rows for tables that leave the program, a chunk at a time: for the export gate and nobody else.

Everything is given in the clear; the gate masks it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from minzheng.kernel.access import clock
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.models import (
    Address,
    BankAccount,
    Contact,
    Household,
    HouseholdKind,
    IdentityDocument,
    Membership,
    NumberState,
    Person,
    Sex,
)
from minzheng.kernel.registry.models.accounts import AccountState
from minzheng.kernel.registry.reading import households_of
from minzheng.kernel.registry.scoping import after_key, seen

AT_ONCE = 2_000
Extract = Mapping[str, str | int | None]
_SEXES = dict(Sex.choices)
_PERSON_ORDER = ("division", "name_sort", "id")
_HOUSEHOLD_ORDER = ("division", "number", "id")


def count_persons(division: str) -> int:
    """How many persons an extract has."""
    return int(_persons(division).count())


def count_households(division: str) -> int:
    """How many assistance households an extract has."""
    return int(_households(division).count())


def person_extract(division: str, columns: frozenset[str]) -> Iterator[Extract]:
    """Persons of a division in the order of lists; only what is asked for is decrypted."""
    for persons in _chunks(_persons(division), _PERSON_ORDER):
        ids = [each.pk for each in persons]
        homes = households_of(ids, clock.today())
        secrets = {name: _SECRETS[name](ids) for name in columns & _SECRETS.keys()}
        for person in persons:
            home = homes.get(person.pk)
            yield {
                "division": person.division,
                "name": person.name,
                "sex": _SEXES[person.sex],
                "birth_date": _day(person.birth_date),
                "ethnicity": person.ethnicity,
                "household": home.household.number if home else "",
                "relation": home.get_relation_display() if home else "",
                **{name: found.get(person.pk, "") for name, found in secrets.items()},
            }


def household_extract(division: str, columns: frozenset[str]) -> Iterator[Extract]:
    """Assistance households of a division, with their head."""
    for households in _chunks(_households(division), _HOUSEHOLD_ORDER):
        heads, sizes = _members(each.pk for each in households)
        for household in households:
            yield {
                "division": household.division,
                "household": household.number,
                "name": heads.get(household.pk, ""),
                "members": sizes.get(household.pk, 0),
                "since": _day(household.valid_from),
                **({"address": household.address or ""} if "address" in columns else {}),
            }


def _persons(division: str) -> Any:
    return seen(Person.objects, division).filter(merged_into=None, label=Label.ORDINARY)


def _households(division: str) -> Any:
    rows = seen(Household.objects, division)
    return rows.filter(kind=HouseholdKind.ASSISTANCE, valid_to=None, label=Label.ORDINARY)


def _chunks(rows: Any, order: tuple[str, ...]) -> Iterator[list[Any]]:
    chunk = list(rows.order_by(*order)[:AT_ONCE])
    while chunk:
        yield chunk
        last = [getattr(chunk[-1], name) for name in order]
        chunk = list(rows.filter(after_key(order, last)).order_by(*order)[:AT_ONCE])


def _members(households: Iterable[UUID]) -> tuple[dict[UUID, str], dict[UUID, int]]:
    heads: dict[UUID, str] = {}
    sizes: dict[UUID, int] = {}
    rows = seen(Membership.objects).filter(
        household__in=list(households), valid__contains=clock.today()
    )
    for each in rows.select_related("person").order_by("number"):
        sizes[each.household_id] = sizes.get(each.household_id, 0) + 1
        heads.setdefault(each.household_id, each.person.name)
    return heads, sizes


def _identities(persons: list[UUID]) -> dict[UUID, str]:
    rows = seen(IdentityDocument.objects).filter(person__in=persons)
    rows = rows.exclude(state=NumberState.SUPERSEDED).order_by("-created_at")
    return {each.person_id: each.number or "" for each in rows}


def _phones(persons: list[UUID]) -> dict[UUID, str]:
    rows = seen(Contact.objects).filter(person__in=persons, valid_to=None, whose="")
    return {each.person_id: each.phone or "" for each in rows.order_by("pk")}


def _addresses(persons: list[UUID]) -> dict[UUID, str]:
    rows = seen(Address.objects).filter(person__in=persons, valid_to=None)
    return {each.person_id: each.text or "" for each in rows.order_by("pk")}


def _accounts(persons: list[UUID]) -> dict[UUID, str]:
    rows = seen(BankAccount.objects).filter(person__in=persons, state=AccountState.APPROVED)
    return {each.person_id: each.number or "" for each in rows}


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


_SECRETS = {
    "identity": _identities,
    "phone": _phones,
    "address": _addresses,
    "bank_account": _accounts,
}
