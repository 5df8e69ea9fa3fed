"""What a decision leaves behind as facts, by which this line and others go on reckoning."""

from dataclasses import dataclass
from enum import StrEnum

from minzheng.rules.facts import Entity


class Recorded(StrEnum):
    """What of a decision becomes a fact."""

    START = "start"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Record:
    """A fact that a decision sets: the first day, or the amount, of what was granted.

    When it ends, the fact goes back to what an empty cell means. ``entity`` is the household or the
    person whom the case is about.
    """

    entity: Entity
    fact: str
    what: Recorded
