"""What the api answers about recovery."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from minzheng.base.months import Month


@dataclass(frozen=True, slots=True)
class OverpaidRow:
    """A month for which more was paid than is due."""

    award: UUID
    benefit: str
    benefit_title: str
    division: str
    payee: UUID
    payee_name: str = field(repr=False)
    month: Month
    due_fen: int
    paid_fen: int
    open_fen: int


@dataclass(frozen=True, slots=True)
class OverpaidAward:
    """What was overpaid for one award in some months and nobody has asked back."""

    award: UUID
    benefit: str
    benefit_title: str
    division: str
    payee: UUID
    payee_name: str = field(repr=False)
    first: Month
    last: Month
    months: int
    open_fen: int


@dataclass(frozen=True, slots=True)
class ReceivableRow:
    """A debt in a list."""

    id: UUID
    division: str
    award: UUID
    benefit_title: str
    debtor: UUID
    debtor_name: str = field(repr=False)
    role_title: str
    ground_title: str
    amount_fen: int
    received_fen: int
    written_off_fen: int
    state: str
    state_title: str
    proposed_at: datetime

    @property
    def outstanding_fen(self) -> int:
        """What is still owed."""
        return self.amount_fen - self.received_fen - self.written_off_fen


@dataclass(frozen=True, slots=True)
class ClaimedMonth:
    """What of one month is to be paid back."""

    month: Month
    paid_fen: int
    due_fen: int
    amount_fen: int


@dataclass(frozen=True, slots=True)
class InstalmentRow:
    """A part of the plan in force, and what of it has come in."""

    number: int
    due_on: date
    amount_fen: int
    received_fen: int
    overdue: bool


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """Money that came back."""

    id: UUID
    received_on: date
    amount_fen: int
    voucher: str
    recorded_by_name: str


@dataclass(frozen=True, slots=True)
class WriteOffRow:
    """A part that is or may be given up."""

    id: UUID
    amount_fen: int
    reason: str
    state: str
    state_title: str
    proposed_by: UUID
    decided_by: UUID | None
    decided_at: datetime | None
    decided_because: str
    proposed_by_name: str
    decided_by_name: str
    may_decide: bool


@dataclass(frozen=True, slots=True)
class ReceivableView:
    """The page of a debt; `basis` and the months are what a letter to the debtor rests on."""

    row: ReceivableRow
    basis: str
    proposed_by: UUID
    proposed_by_name: str
    confirmed_by: UUID | None
    confirmed_by_name: str
    confirmed_at: datetime | None
    withdrawn_because: str
    months: tuple[ClaimedMonth, ...]
    instalments: tuple[InstalmentRow, ...]
    receipts: tuple[ReceiptRow, ...]
    write_offs: tuple[WriteOffRow, ...]
    may: frozenset[str]
