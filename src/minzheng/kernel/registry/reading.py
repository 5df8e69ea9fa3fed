"""Rows of the database as the records that the registry answers with."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from minzheng.catalogue.codes import Relation
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.protection.masking import mask_account, mask_identity, mask_phone
from minzheng.kernel.registry.api.results import (
    AccountRow,
    AddressRow,
    ContactRow,
    IdentityRow,
    MembershipRow,
    NameRow,
    PersonRow,
    StatementRow,
    SupporterRow,
)
from minzheng.kernel.registry.models import (
    Address,
    BankAccount,
    Contact,
    Household,
    HouseholdKind,
    IdentityDocument,
    Membership,
    Person,
    PersonName,
    Statement,
    Supporter,
)
from minzheng.kernel.registry.scoping import seen


def person_row(person: Person, household: Membership | None = None) -> PersonRow:
    """A person in a list, with the household it belongs to today."""
    return PersonRow(
        id=person.pk,
        division=person.division,
        label=Label(person.label),
        name=person.name,
        sex=person.sex,
        birth_date=person.birth_date,
        death_date=person.death_date,
        no_identity=person.no_identity,
        household=household.household_id if household else None,
        household_number=household.household.number if household else "",
    )


def person_rows(persons: Iterable[Person], today: date) -> list[PersonRow]:
    """Persons in a list, each with its household: one query more."""
    listed = list(persons)
    homes = households_of((each.pk for each in listed), today)
    return [person_row(each, homes.get(each.pk)) for each in listed]


def households_of(persons: Iterable[UUID], today: date) -> dict[UUID, Membership]:
    """The membership in the assistance household of each person who is in one on a day."""
    rows = seen(Membership.objects).filter(
        person__in=list(persons), kind=HouseholdKind.ASSISTANCE, valid__contains=today
    )
    return {each.person_id: each for each in rows.select_related("household")}


def identity_row(row: IdentityDocument) -> IdentityRow:
    """An identity document, masked."""
    return IdentityRow(
        id=row.pk,
        kind=row.kind,
        kind_title=row.get_kind_display(),
        number=mask_identity(row.number or ""),
        state=row.state,
        state_title=row.get_state_display(),
        first_generation=row.first_generation,
        officially_confirmed=row.officially_confirmed,
        check_digit_wrong=row.check_digit_wrong,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def name_row(row: PersonName) -> NameRow:
    """A further name."""
    return NameRow(row.pk, row.name, row.kind, row.get_kind_display())


def address_row(row: Address) -> AddressRow:
    """An address."""
    return AddressRow(
        id=row.pk,
        kind=row.kind,
        kind_title=row.get_kind_display(),
        within=row.within,
        text=row.text or "",
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def contact_row(row: Contact) -> ContactRow:
    """A telephone number, masked."""
    return ContactRow(row.pk, row.whose, mask_phone(row.phone or ""), row.valid_to)


def account_row(row: BankAccount) -> AccountRow:
    """A version of a bank account, masked."""
    return AccountRow(
        id=row.pk,
        version=row.version,
        bank=row.bank,
        holder=row.holder,
        number=mask_account(row.number or ""),
        state=row.state,
        state_title=row.get_state_display(),
        reason=row.reason,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        usable_from=row.usable_from,
        override_reason=row.override_reason,
    )


def membership_row(row: Membership, household: Household | None) -> MembershipRow:
    """A membership whose person was loaded with it; ``None`` for a household that is not seen."""
    valid: DateRange = row.valid
    return MembershipRow(
        id=row.pk,
        person=row.person_id,
        person_name=row.person.name,
        sex=row.person.sex,
        birth_date=row.person.birth_date,
        death_date=row.person.death_date,
        household=row.household_id,
        household_kind=row.kind,
        household_number=household.number if household else "",
        household_division=household.division if household else "",
        relation=row.relation,
        relation_title=Relation.numbered(row.relation).title,
        number=row.number,
        since=valid.lower,
        until=valid.upper,
        reason=row.reason,
    )


def supporter_row(row: Supporter) -> SupporterRow:
    """A statutory supporter."""
    return SupporterRow(
        id=row.pk,
        person=row.person_id,
        registered=row.registered_id,
        relation=row.relation,
        relation_title=Relation.numbered(row.relation).title,
        name=row.name,
        birth_date=row.birth_date,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def statement_row(row: Statement) -> StatementRow:
    """A statement."""
    return StatementRow(
        id=row.pk,
        person=row.person_id,
        household=row.household_id,
        supporter=row.supporter_id,
        source=row.source,
        source_title=row.get_source_display(),
        facts=row.facts,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        evidence=row.evidence,
        note=row.note,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
        withdrawn_at=row.withdrawn_at,
    )
