"""What the households of a part get under one set of numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from minzheng.rules.batch.answers import Answers
from minzheng.rules.batch.question import Outcome, outcomes
from minzheng.rules.facts import Entity
from minzheng.rules.native.layout import UNKNOWN
from minzheng.rules.native.slate import Words

Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Given:
    """One outcome of a part: fen a month in all, to how many persons or households as such it is
    given, and in how many households these are."""

    outcome: Outcome
    monthly: int
    entitled: int
    households: int


class HouseholdSums:
    """Sums of the answers about a part, by household and by outcome.

    ``monthly``: of each household all that is paid by the month, in fen, the unknown as nought.
    ``undecided``: whether anything cannot be decided for it or one of its members.
    """

    def __init__(self, answers: Answers) -> None:
        noted = answers.noted
        self._program = answers.program
        self._outcomes = outcomes(answers.program)
        self._noted = noted
        homes = answers.tables[Entity.HOUSEHOLD].num_rows
        by_month = np.array([each.period == "month" for each in self._outcomes])
        asked = noted.what < len(self._outcomes)
        home, what, value = (each[asked] for each in (noted.home, noted.what, noted.value))
        known = value != UNKNOWN
        paid = known & by_month[what]
        self.monthly: Words = np.zeros(homes, np.int64)
        np.add.at(self.monthly, home[paid], value[paid])
        self.undecided: Truths = np.zeros(homes, np.bool_)
        self.undecided[home[~known]] = True
        self._given = home[known], what[known], value[known]

    @property
    def entitled(self) -> Truths:
        """Whether a household gets anything by the month."""
        return self.monthly > 0

    def benefits(self) -> Iterator[Given]:
        """Each outcome."""
        home, what, value = self._given
        for place, outcome in enumerate(self._outcomes):
            own = what == place
            monthly = int(value[own].sum()) if outcome.period == "month" else 0
            yield Given(outcome, monthly, int(own.sum()), len(np.unique(home[own])))

    def of_households(self, rule: str) -> Words:
        """Of each household the value of a rule that was asked for beside the outcomes."""
        place = len(self._outcomes) + self._program.also.index(rule)
        found: Words = self._noted.value[self._noted.what == place]
        return found
