"""What residents are shown of payments."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from minzheng.base.months import Month
from minzheng.kernel.casework.api.own import OwnLetter
from minzheng.kernel.entitlements.api.own import OwnAward, OwnAwardLine

CASH = "cash"


@dataclass(frozen=True, slots=True)
class OwnPayment:
    """A payment as its recipient sees it.

    `whose` is "" for the household's; `account` is masked, and "" where it is somebody else's.
    `again` says that it repeats one that the bank had returned. What a town paid in cash has the
    state `CASH` and the `case` for which it was.
    """

    id: UUID
    benefit: str
    benefit_title: str
    whose: str = field(repr=False)
    period: Month
    component: str
    component_title: str
    amount_fen: int
    state: str
    again: bool
    settled_on: date | None
    bank: str
    account: str = field(repr=False)
    outcome_reason: str = ""
    case: UUID | None = None

    @property
    def month(self) -> Month:
        """In which month it is listed: when the bank dealt with it, else for which it is."""
        return Month.of(self.settled_on) if self.settled_on else self.period


@dataclass(frozen=True, slots=True)
class OwnYear:
    """The payments of a year, the latest first; what of them reached an account, and a hand."""

    year: int
    payments: tuple[OwnPayment, ...]
    paid_fen: int
    cash_fen: int


@dataclass(frozen=True, slots=True)
class OwnExplained:
    """Where a payment comes from: the award, what was due for the month, by which decision.

    `others` are the other payments of the same award for the same month: what is paid later for it
    is what is due less these.
    """

    payment: OwnPayment
    award: OwnAward | None
    line: OwnAwardLine | None
    letter: OwnLetter | None
    due_fen: int
    others: tuple[OwnPayment, ...]


@dataclass(frozen=True, slots=True)
class OwnInstalment:
    """A part that is to be paid back by a day."""

    number: int
    due_on: date
    amount_fen: int


@dataclass(frozen=True, slots=True)
class OwnDebt:
    """What was paid too much and is to be paid back, and what has come in of it."""

    id: UUID
    benefit_title: str
    ground_title: str
    settled: bool
    amount_fen: int
    received_fen: int
    written_off_fen: int
    instalments: tuple[OwnInstalment, ...]

    @property
    def left_fen(self) -> int:
        """What is still to be paid back."""
        return self.amount_fen - self.received_fen - self.written_off_fen
