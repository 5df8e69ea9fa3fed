"""What the api answers about deliveries, redemptions, providers and settlements."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from minzheng.base.months import Month


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """What an award gives in a month, and what is left of it."""

    id: UUID
    division: str
    award: UUID
    benefit: str
    benefit_title: str
    form_title: str
    name: str = field(repr=False)
    month: Month
    amount_fen: int
    used_fen: int
    valid_until: date
    state: str
    state_title: str

    @property
    def left_fen(self) -> int:
        """What may still be used; nothing once it has expired."""
        return self.amount_fen - self.used_fen if self.state == "open" else 0


@dataclass(frozen=True, slots=True)
class DeliveryTotal:
    """One benefit in a month, over a place."""

    benefit: str
    title: str
    count: int
    used_count: int
    amount_fen: int
    used_fen: int


@dataclass(frozen=True, slots=True)
class RedemptionRow:
    """What a provider gave: the price, what the benefit bears, what the person pays."""

    id: UUID
    delivery: UUID
    provider: UUID
    provider_name: str
    mode_title: str
    content: str
    price_fen: int
    amount_fen: int
    used_on: date
    voucher: str
    reverses: UUID | None
    taken_back: bool
    settlement: UUID | None
    disputed: bool
    recorded_by: UUID
    recorded_at: datetime

    @property
    def own_fen(self) -> int:
        """The person's own share."""
        return self.price_fen - self.amount_fen


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """An organisation that gives a benefit, and whether it can be paid."""

    id: UUID
    division: str
    organisation: UUID
    name: str
    benefit: str
    benefit_title: str
    from_month: Month
    to_month: Month | None
    state: str
    state_title: str
    basis: str
    reason: str
    proposed_by: UUID


@dataclass(frozen=True, slots=True)
class ProviderAccountRow:
    """A version of a provider's account, masked."""

    id: UUID
    version: int
    bank: str
    holder: str
    number: str = field(repr=False)
    state: str
    state_title: str
    reason: str
    usable_from: date | None
    proposed_by: UUID


@dataclass(frozen=True, slots=True)
class SettlementRow:
    """What is owed to a provider for a month; `paid` says in words where its payment stands."""

    id: UUID
    number: str
    division: str
    label: str
    provider: UUID
    provider_name: str
    benefit_title: str
    month: Month
    count: int
    price_fen: int
    amount_fen: int
    state: str
    state_title: str
    batch: UUID | None
    paid: str
    agreed_name: str
    agreed_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """Somebody says that a redemption is wrong."""

    id: UUID
    redemption: UUID
    reason: str
    outcome: str
    outcome_title: str
    finding: str
    raised_by: UUID
    raised_at: datetime
