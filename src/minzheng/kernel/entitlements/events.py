"""What entitlements tell those above: published with `base.events.publish`."""

from dataclasses import dataclass
from uuid import UUID

from minzheng.base.months import Month


@dataclass(frozen=True, slots=True)
class AwardGranted:
    """A household or a person has a benefit, from a month on."""

    award: UUID
    benefit: str
    household: UUID | None
    person: UUID | None
    from_month: Month
    amount_fen: int


@dataclass(frozen=True, slots=True)
class AwardChanged:
    """Another amount is due, from a month on; nothing while it is suspended."""

    award: UUID
    from_month: Month
    amount_fen: int


@dataclass(frozen=True, slots=True)
class AwardEnded:
    """Nothing is due any more, from a month on."""

    award: UUID
    from_month: Month


@dataclass(frozen=True, slots=True)
class AwardHeld:
    """Nothing is paid out until somebody has looked."""

    award: UUID
    hold: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class AwardReleased:
    """What was held is paid."""

    award: UUID
    hold: UUID
