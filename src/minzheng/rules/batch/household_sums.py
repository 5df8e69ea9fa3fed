"""What the households of a part get under one set of numbers."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from minzheng.rules.batch.answers import Answers, Rows
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
    ``undecided``: whether anything cannot be decided for it or one of its members. ``measured``: by
    rule that was asked for beside the outcomes, its value of each household.
    """

    def __init__(self, answers: Answers) -> None:
        homes = answers.tables[Entity.HOUSEHOLD].num_rows
        self.monthly: Words = np.zeros(homes, np.int64)
        self.undecided: Truths = np.zeros(homes, np.bool_)
        self.benefits: list[Given] = []
        self.measured: dict[str, Words] = {}
        found = {each.key: each for each in outcomes(answers.program)}
        for rule, rows in answers.by_rule():
            if rule in found:
                self._add(found[rule], rows)
            else:
                self.measured[rule] = rows.value

    def _add(self, outcome: Outcome, rows: Rows) -> None:
        known = rows.value != UNKNOWN
        self.undecided[rows.home[~known]] = True
        home, value = rows.home[known], rows.value[known]
        monthly = 0
        if outcome.period == "month":
            np.add.at(self.monthly, home, value)
            monthly = int(value.sum())
        self.benefits.append(Given(outcome, monthly, len(home), len(np.unique(home))))

    @property
    def entitled(self) -> Truths:
        """Whether a household gets anything by the month."""
        return self.monthly > 0
