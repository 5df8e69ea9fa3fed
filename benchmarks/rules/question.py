"""What every engine is asked: the shared benefits of November 2026 in Changzhou."""

from collections.abc import Mapping
from dataclasses import dataclass

from minzheng.config.platform import Platform, platform
from minzheng.rules.numbers.definition import Confidence, Dated, Stored
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.program import Program, program

AREA = "320400"
MONTH_TEXT = "2026-11"
MONTH = 2026 * 12 + 10
"""Months since year 0."""

OUTCOMES = (
    "minimum_living.own_share",
    "minimum_living.single_grant",
    "extreme_poverty.grant",
    "disability.living_subsidy",
    "disability.nursing_subsidy",
    "elderly.old_age_allowance",
    "elderly.hardship_old_age_allowance",
    "elderly.care_subsidy",
    "children.orphan_allowance",
    "children.de_facto_allowance",
    "children.severe_child_allowance",
)
"""The amounts of each person that OpenFisca models too."""

LOCAL: Mapping[str, int] = {
    "minimum_living.uplift_elderly": 1_000,
    "minimum_living.uplift_minor": 1_500,
    "minimum_living.uplift_severely_disabled": 3_000,
    "minimum_living.uplift_seriously_ill": 2_000,
    "minimum_living.work_cost_share": 1_000,
    "minimum_living.work_cost_fixed": 10_000,
    "minimum_living.minimum_payment": 5_000,
}
"""Choices that the national defaults leave at nought, set so that their rules have work to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Rules and numbers of the bench."""

    platform: Platform
    parameters: ParameterSet
    program: Program

    @property
    def stored(self) -> Mapping[str, Stored]:
        """The numbers in force."""
        return self.parameters.numbers(MONTH, AREA, self.program.numbers).stored


def asked(outcomes: tuple[str, ...] | None = OUTCOMES) -> Asked:
    """The bench's program; every benefit and status if ``outcomes`` is ``None``."""
    ours = platform()
    values = {
        key: Dated(AREA, MONTH, value, "bench", "", Confidence.EXAMPLE, __file__, 0)
        for key, value in LOCAL.items()
    }
    return Asked(ours, ours.parameters.overlaid(values), program(ours.rulebook, MONTH, outcomes))
