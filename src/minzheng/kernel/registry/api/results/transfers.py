"""Files on their way between two offices."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TransferRow:
    """What one's own side gives away. ``title`` is empty once the file is not seen any more."""

    id: UUID
    person: UUID | None
    household: UUID | None
    title: str = field(repr=False)
    destination: str
    reason: str
    state: str
    state_title: str
    answer: str
    proposed_at: datetime


@dataclass(frozen=True, slots=True)
class TransferOfferRow:
    """What one's own side may take. ``summary`` is empty once it was decided."""

    id: UUID
    giver: str
    division: str
    summary: str = field(repr=False)
    reason: str
    state: str
    state_title: str
    arrived_at: datetime
