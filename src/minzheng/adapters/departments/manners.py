"""How a department behaves: drawn by seed, or set for the whole of it, or for one person."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from minzheng.catalogue.means_check import CheckSource


class Manner(StrEnum):
    """What real departments do."""

    PROMPT = "prompt"
    SLOW = "slow"
    LATE = "late"
    TWICE = "twice"
    CONTRADICTORY = "contradictory"
    MALFORMED = "malformed"
    STUBBORN = "stubborn"
    """Malformed, however often it is asked."""
    ANOTHER = "another"
    """An answer about somebody else."""
    ILLEGIBLE = "illegible"
    """A name with a character that its system cannot write."""
    OLD = "old"
    NEVER = "never"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class _Weight:
    """A manner and in how many of a hundred questions it shows."""

    manner: Manner
    hundredths: int


USUAL = (
    _Weight(Manner.PROMPT, 58),
    _Weight(Manner.SLOW, 24),
    _Weight(Manner.TWICE, 5),
    _Weight(Manner.LATE, 4),
    _Weight(Manner.MALFORMED, 3),
    _Weight(Manner.CONTRADICTORY, 2),
    _Weight(Manner.ILLEGIBLE, 2),
    _Weight(Manner.NEVER, 2),
)


def drawn(seed: int, *topic: object, below: int) -> int:
    """A number below a bound that depends on the seed and the topic only."""
    text = ":".join(map(str, (seed, *topic)))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % below


@dataclass(frozen=True, slots=True)
class Manners:
    """Everything that says how departments behave. A `day` is a minute where a demo is watched."""

    seed: int = 1
    day: timedelta = timedelta(days=1)
    of_sources: Mapping[CheckSource, Manner] = field(default_factory=dict)
    of_persons: Mapping[tuple[CheckSource, str], Manner] = field(default_factory=dict)

    def of(self, source: CheckSource, number: str) -> Manner:
        """How one question about one number is treated."""
        own = self.of_persons.get((source, number)) or self.of_sources.get(source)
        if own is not None:
            return own
        drawn_at = drawn(self.seed, "manner", source.name, number, below=100)
        for each in USUAL:
            drawn_at -= each.hundredths
            if drawn_at < 0:
                return each.manner
        return Manner.PROMPT

    def delay(self, source: CheckSource, number: str) -> timedelta:
        """How long it takes to answer."""
        manner = self.of(source, number)
        part = drawn(self.seed, "delay", source.name, number, below=100)
        if manner is Manner.SLOW:
            return self.day * (5 + part) / 100
        if manner is Manner.LATE:
            return self.day * (1200 + 5 * part) / 100
        return timedelta(0)
