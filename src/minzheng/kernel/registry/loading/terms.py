"""What holds for a whole import."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minzheng.kernel.registry.models import Source


@dataclass(frozen=True, slots=True)
class LoadTerms:
    """Since when the loaded rows hold, and where they come from.

    ``on`` begins memberships, households and statements; ``account`` is who ordered the import and
    ``person`` the blind index of their own number: who approves a bank account must be another.
    """

    on: date
    source: str = Source.IMPORTED.value
    account: UUID | None = None
    person: bytes = b""
