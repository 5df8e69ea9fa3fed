"""What the api answers about the books: accounts, what was booked on them, journals, entries."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from minzheng.kernel.registry.api.results import Page


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account of the ledger."""

    id: UUID
    code: str
    title: str
    kind: str
    fund: UUID | None
    division: str


@dataclass(frozen=True, slots=True)
class Balance:
    """An account over a period: what stood before it, what was booked on either side of it."""

    account: UUID
    code: str
    title: str
    kind: str
    fund: UUID | None
    division: str
    opening_fen: int
    debit_fen: int
    credit_fen: int

    @property
    def balance_fen(self) -> int:
        """What stands at the end: debit less credit."""
        return self.opening_fen + self.debit_fen - self.credit_fen


@dataclass(frozen=True, slots=True)
class Sides:
    """The sums of both sides of several accounts."""

    debit_fen: int
    credit_fen: int

    @property
    def alike(self) -> bool:
        """Whether they are the same, as they must be of whole books."""
        return self.debit_fen == self.credit_fen


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """All accounts for a period. `since` is None where it begins with the books."""

    since: date | None
    until: date
    rows: tuple[Balance, ...]

    @property
    def opening(self) -> Sides:
        """What stood before the period."""
        return _sides(tuple(each.opening_fen for each in self.rows))

    @property
    def moved(self) -> Sides:
        """What was booked in the period."""
        return Sides(
            sum(each.debit_fen for each in self.rows), sum(each.credit_fen for each in self.rows)
        )

    @property
    def closing(self) -> Sides:
        """What stands at the end."""
        return _sides(tuple(each.balance_fen for each in self.rows))

    @property
    def balanced(self) -> bool:
        """Whether both sides are alike, as they must be."""
        return self.opening.alike and self.moved.alike and self.closing.alike


@dataclass(frozen=True, slots=True)
class BookedRow:
    """What one journal booked on one account, and what stood there afterwards."""

    journal: UUID
    on: date
    kind: str
    kind_title: str
    ref: str
    memo: str
    entries: int
    debit_fen: int
    credit_fen: int
    balance_fen: int


@dataclass(frozen=True, slots=True)
class AccountLedger:
    """An account over a period, journal by journal, a page at a time.

    The balance counts everybody in. What journals of protected files booked is `unlisted` as two
    sums for those who do not see them, and counted into the balance from the first row on.
    """

    account: Balance
    unlisted: Sides
    page: Page[BookedRow]


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry of a journal. `batch` and `end_to_end_id` name the payment that it is about."""

    id: UUID
    journal: UUID
    journal_title: str
    account: UUID
    account_code: str
    account_title: str
    amount_fen: int
    instruction: UUID | None
    about: UUID | None
    batch: UUID | None = None
    end_to_end_id: str = ""

    @property
    def debit_fen(self) -> int | None:
        """The amount where it stands on the left."""
        return self.amount_fen if self.amount_fen > 0 else None

    @property
    def credit_fen(self) -> int | None:
        """The amount where it stands on the right."""
        return -self.amount_fen if self.amount_fen < 0 else None


@dataclass(frozen=True, slots=True)
class AccountSum:
    """What a journal books on one account in all."""

    account: UUID
    code: str
    title: str
    entries: int
    debit_fen: int
    credit_fen: int


@dataclass(frozen=True, slots=True)
class Origin:
    """What a journal is about: a `batch`, a `receivable`, a `float` or a `fund`."""

    kind: str
    id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class DaySeal:
    """The hash under which a day of the books was sealed."""

    day: date
    hash: str
    sealed_at: datetime


@dataclass(frozen=True, slots=True)
class JournalView:
    """A journal with a page of its entries. `stands_because` says why it is not reversed by hand.

    `origin` is None where nothing is known by its `ref`; `seal` until the day is over.
    """

    id: UUID
    division: str
    label: str
    kind: str
    kind_title: str
    ref: str
    memo: str
    business_date: date
    posted_at: datetime
    posted_by_name: str
    reverses: UUID | None
    reversed_by: UUID | None
    stands_because: str
    origin: Origin | None
    seal: DaySeal | None
    sums: tuple[AccountSum, ...]
    page: Page[EntryRow]

    @property
    def entry_count(self) -> int:
        """How many entries it has."""
        return sum(each.entries for each in self.sums)

    @property
    def both(self) -> Sides:
        """The sums of both sides."""
        return Sides(
            sum(each.debit_fen for each in self.sums), sum(each.credit_fen for each in self.sums)
        )


def _sides(balances: tuple[int, ...]) -> Sides:
    return Sides(
        sum(each for each in balances if each > 0), -sum(each for each in balances if each < 0)
    )
