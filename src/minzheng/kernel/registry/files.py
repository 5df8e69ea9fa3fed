"""A whole file in a fixed number of queries, however much is in it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry import reading
from minzheng.kernel.registry.api.results import HouseholdFile, MembershipRow, PersonFile
from minzheng.kernel.registry.models import (
    Address,
    BankAccount,
    Contact,
    Household,
    IdentityDocument,
    Membership,
    PairState,
    Person,
    PersonName,
    PossibleDuplicate,
    Statement,
    Supporter,
)
from minzheng.kernel.registry.scoping import seen


def file_of(person: UUID) -> PersonFile:
    """A person's file: eleven queries. Raises `Unseen`."""
    row = seen(Person.objects).filter(pk=person).first()
    if row is None:
        raise Unseen

    def own(model: Any, *order: str) -> Any:
        return seen(model.objects).filter(person=person).order_by(*order)

    return PersonFile(
        **_own_columns(row),
        names=tuple(map(reading.name_row, own(PersonName, "id"))),
        identities=tuple(map(reading.identity_row, own(IdentityDocument, "-created_at", "id"))),
        contacts=tuple(map(reading.contact_row, own(Contact, "id"))),
        addresses=tuple(map(reading.address_row, own(Address, "-id"))),
        accounts=tuple(map(reading.account_row, own(BankAccount, "-version"))),
        memberships=_memberships(Q(person=person)),
        supporters=tuple(map(reading.supporter_row, own(Supporter, "position", "id"))),
        statements=_statements(Q(person=person)),
        open_duplicates=_open_duplicates(person),
    )


def household_file_of(household: UUID) -> HouseholdFile:
    """A household's file: five queries. Raises `Unseen`."""
    row = seen(Household.objects).filter(pk=household).first()
    if row is None:
        raise Unseen
    memberships = _memberships(Q(household=household))
    members = [each.person for each in memberships]
    supporters = seen(Supporter.objects).filter(person__in=members)
    return HouseholdFile(
        id=row.pk,
        division=row.division,
        label=Label(row.label),
        kind=row.kind,
        kind_title=row.get_kind_display(),
        number=row.number,
        address=row.address or "",
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        version=row.version,
        memberships=memberships,
        supporters=tuple(map(reading.supporter_row, supporters.order_by("position", "id"))),
        statements=_statements(Q(household=household) | Q(person__in=members)),
    )


def _own_columns(row: Person) -> dict[str, Any]:
    same = (
        "id division name sex birth_date death_date ethnicity no_identity temporary_code"
        " registration_division residence_division version created_at changed_at"
    )
    columns = {name: getattr(row, name) for name in same.split()}
    return columns | {"label": Label(row.label), "merged_into": row.merged_into_id}


def _memberships(whose: Q) -> tuple[MembershipRow, ...]:
    """With their households where these may be seen: a registration household may lie elsewhere."""
    rows = seen(Membership.objects).filter(whose).select_related("person")
    ordered = list(rows.order_by(F("valid").desc(), "number", "id"))
    homes = seen(Household.objects).in_bulk([each.household_id for each in ordered])
    return tuple(reading.membership_row(each, homes.get(each.household_id)) for each in ordered)


def _statements(about: Q) -> tuple[Any, ...]:
    rows: Iterable[Statement] = seen(Statement.objects).filter(about)
    newest = sorted(rows, key=lambda each: (each.valid_from, each.recorded_at), reverse=True)
    return tuple(map(reading.statement_row, newest))


def _open_duplicates(person: UUID) -> int:
    pairs = seen(PossibleDuplicate.objects).filter(state=PairState.OPEN)
    return int(pairs.filter(Q(a=person) | Q(b=person)).count())
