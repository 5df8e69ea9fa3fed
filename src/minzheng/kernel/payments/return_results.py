"""What the api answers about returns, lines in suspense and the repair queue."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from minzheng.base.months import Month


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A file of a bank, with what came of its lines."""

    id: UUID
    batch: UUID
    name: str
    taken_at: datetime
    count: int
    total_fen: int
    paid_count: int
    paid_fen: int
    returned_count: int
    returned_fen: int
    unclear_count: int
    unclear_fen: int
    refusal: str


@dataclass(frozen=True, slots=True)
class WordRow:
    """One line of a return."""

    id: UUID
    place: int
    end_to_end_id: str
    sequence: int
    amount_fen: int
    paid: bool
    reason: str
    outcome: str
    outcome_title: str
    instruction: UUID | None
    settled_text: str
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class SuspenseRow:
    """What a bank says of a payment that is not as we ordered it."""

    word: WordRow
    batch: UUID
    batch_number: str
    division: str


@dataclass(frozen=True, slots=True)
class RepairRow:
    """A payment that came back. `ready` says that the payee has another approved account.

    `bank_now` and `account_now` are those of the account in force, masked; `often` says that it
    has come back more often than somebody is to be visited for. `lapsed` says that it is not wholly
    due any more, `standing` in words; `voiding` is the proposal to give it up that waits.
    """

    id: UUID
    batch: UUID
    batch_number: str
    division: str
    benefit: str
    benefit_title: str
    payee: UUID | None
    holder: str = field(repr=False)
    bank: str
    account: str = field(repr=False)
    period: Month
    amount_fen: int
    returned_on: date | None
    reason: str
    times: int
    often: bool
    ready: bool
    bank_now: str
    account_now: str = field(repr=False)
    lapsed: bool
    standing: str
    voiding: UUID | None


@dataclass(frozen=True, slots=True)
class PartBack:
    """What one fund has back of a payment that is given up."""

    fund: UUID
    title: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class VoidingRow:
    """That a returned payment is to be given up, and what is due for its month by now.

    `parts` is what the funds will have back, while it waits.
    """

    id: UUID
    line: UUID
    batch: UUID
    holder: str = field(repr=False)
    benefit_title: str
    period: Month
    amount_fen: int
    reason: str
    standing: str
    parts: tuple[PartBack, ...]
    state: str
    state_title: str
    proposed_by_name: str
