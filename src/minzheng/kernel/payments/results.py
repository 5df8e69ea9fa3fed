"""What the api answers about batches, lines and funds."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from minzheng.base.months import Month


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch in a list."""

    id: UUID
    number: str
    division: str
    label: str
    month: Month
    kind: str
    kind_title: str
    state: str
    state_title: str
    count: int
    total_fen: int
    held_count: int
    held_fen: int
    made_at: datetime

    @property
    def to_pay_fen(self) -> int:
        """What goes out."""
        return self.total_fen - self.held_fen


@dataclass(frozen=True, slots=True)
class FundPart:
    """What a fund bears of a batch."""

    benefit: str
    benefit_title: str
    fund: UUID
    fund_title: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class BenefitTotal:
    """What a batch pays of one benefit."""

    benefit: str
    title: str
    count: int
    amount_fen: int
    held_count: int
    held_fen: int


@dataclass(frozen=True, slots=True)
class OutcomeTotal:
    """Lines of one state (I2: approved = paid + returned + pending + held)."""

    state: str
    title: str
    count: int
    amount_fen: int


@dataclass(frozen=True, slots=True)
class StateTotal:
    """Batches of one state together; the money is what goes out."""

    state: str
    title: str
    batches: int
    count: int
    to_pay_fen: int


@dataclass(frozen=True, slots=True)
class BatchView:
    """The page of a batch; `being_sent` says that the worker is at it, and the page may wait."""

    row: BatchRow
    lines_hash: str
    approved_hash: str
    maker: UUID
    maker_name: str
    approver: UUID | None
    approver_name: str
    frozen_by_name: str
    made_at: datetime
    checked_at: datetime | None
    approved_at: datetime | None
    frozen_on: date | None
    sent_at: datetime | None
    receipt: str
    reason: str
    journal: UUID | None
    file_name: str
    file_digest: str
    needs_city: bool
    may: frozenset[str]
    benefits: tuple[BenefitTotal, ...]
    outcomes: tuple[OutcomeTotal, ...]
    funds: tuple[FundPart, ...]
    findings_waiting: int
    being_sent: bool


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a batch. The account is masked; `hold_reason` says in words why it waits.

    A line of an award has no settlement, one of a provider no award.
    """

    id: UUID
    batch: UUID
    end_to_end_id: str
    sequence: int
    award: UUID | None
    line: UUID | None
    benefit: str
    benefit_title: str
    division: str
    payee: UUID | None
    holder: str = field(repr=False)
    bank: str
    account: str = field(repr=False)
    period: Month
    component: str
    component_title: str
    amount_fen: int
    state: str
    state_title: str
    hold_reason: str
    settled_on: date | None
    outcome_reason: str
    settlement: UUID | None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What a check found."""

    id: UUID
    check: str
    check_title: str
    instruction: UUID | None
    text: str
    settled_text: str
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class FindingCount:
    """How many findings of one check wait, and how many are settled."""

    check: str
    title: str
    waiting: int
    settled: int


@dataclass(frozen=True, slots=True)
class Step:
    """One bar of a waterfall: from what was paid to what is to be paid."""

    code: str
    title: str
    count: int
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Waterfall:
    """How this month's total comes from last month's; the steps add up."""

    month: Month
    before_fen: int
    after_fen: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class FundRow:
    """A fund."""

    id: UUID
    code: str
    title: str
    source: str
    source_title: str
    division: str


@dataclass(frozen=True, slots=True)
class FundExecution:
    """What was allotted to a fund in a year, and what of it was spent."""

    fund: FundRow
    allotted_fen: int
    spent_fen: int

    @property
    def left_fen(self) -> int:
        """What is still there."""
        return self.allotted_fen - self.spent_fen
