"""What the exchange tells those above: published with `base.events.publish`."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CheckBegun:
    """Departments were asked about a case."""

    case: UUID


@dataclass(frozen=True, slots=True)
class DifferenceOpened:
    """There is something to settle in a check that there was not before."""

    case: UUID
