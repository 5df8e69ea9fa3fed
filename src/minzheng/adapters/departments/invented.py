"""An invented person as a department would find it by the number: age, sex and a roll of dice."""

from dataclasses import dataclass
from datetime import date

from minzheng.adapters.departments.manners import drawn
from minzheng.base.ages import age_on
from minzheng.base.resident_id import ResidentId, Sex, parse_resident_id

Told = dict[str, object]
"""A record as it goes over the wire."""


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody as of a day; everything about them follows from the seed and the number."""

    seed: int
    number: str
    today: date

    @property
    def age(self) -> int:
        """In full years."""
        return age_on(self._read.birth_hint, self.today)

    @property
    def woman(self) -> bool:
        """By the number."""
        return self._read.sex_hint is Sex.FEMALE

    @property
    def _read(self) -> ResidentId:
        return parse_resident_id(self.number, today=self.today, officially_confirmed=True)

    def roll(self, topic: str, below: int) -> int:
        """A number below a bound, always the same for this person and topic."""
        return drawn(self.seed, topic, self.number, below=below)

    def happens(self, topic: str, hundredths: int) -> bool:
        """Whether something is so of this person."""
        return self.roll(topic, 100) < hundredths
