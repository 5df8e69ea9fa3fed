"""Persons as lists and files show them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.results.facts import StatementRow
from minzheng.kernel.registry.api.results.households import MembershipRow, SupporterRow


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list: nothing that needs a key to read."""

    id: UUID
    division: str
    label: Label
    name: str
    sex: int
    birth_date: date | None
    death_date: date | None
    no_identity: bool
    household: UUID | None = None
    household_number: str = ""


@dataclass(frozen=True, slots=True)
class IdentityRow:
    """An identity document. ``number`` is masked; ``reveal_number`` gives it whole."""

    id: UUID
    kind: str
    kind_title: str
    number: str = field(repr=False)
    state: str
    state_title: str
    first_generation: bool
    officially_confirmed: bool
    check_digit_wrong: bool
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class NameRow:
    """A further name."""

    id: UUID
    name: str
    kind: str
    kind_title: str


@dataclass(frozen=True, slots=True)
class AddressRow:
    """An address, readable."""

    id: UUID
    kind: str
    kind_title: str
    within: str
    text: str = field(repr=False)
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A telephone number, masked; ``whose`` is "" for the person's own."""

    id: UUID
    whose: str
    phone: str = field(repr=False)
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A version of a bank account, its number masked."""

    id: UUID
    version: int
    bank: str
    holder: str
    number: str = field(repr=False)
    state: str
    state_title: str
    reason: str
    proposed_by: UUID
    proposed_at: datetime
    approved_by: UUID | None
    approved_at: datetime | None
    usable_from: date | None
    override_reason: str


@dataclass(frozen=True, slots=True)
class PersonFile:
    """Everything about one person, in one answer."""

    id: UUID
    division: str
    label: Label
    name: str
    sex: int
    birth_date: date | None
    death_date: date | None
    ethnicity: str
    no_identity: bool
    temporary_code: str
    registration_division: str
    residence_division: str
    merged_into: UUID | None
    version: int
    created_at: datetime
    changed_at: datetime
    names: tuple[NameRow, ...]
    identities: tuple[IdentityRow, ...]
    contacts: tuple[ContactRow, ...]
    addresses: tuple[AddressRow, ...]
    accounts: tuple[AccountRow, ...]
    memberships: tuple[MembershipRow, ...]
    supporters: tuple[SupporterRow, ...]
    statements: tuple[StatementRow, ...]
    open_duplicates: int

    @property
    def household(self) -> UUID | None:
        """The assistance household of today, if any."""
        current = (each for each in self.memberships if each.household_kind == "assistance")
        return next((each.household for each in current if each.until is None), None)
