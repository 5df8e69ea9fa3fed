"""What the report of a simulation is made of: aggregates, never rows about anybody.

Amounts are fen; "monthly" amounts are one month of what is paid by the month.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParameterChange:
    """One number that was changed, as texts with their units, and what the override policy says."""

    name: str
    title: str
    old: str
    new: str
    area: str = ""
    source: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class BenefitChange:
    """One benefit before and after.  ``persons_…`` are ``None`` for what households get as such.

    ``…_before`` and ``…_after`` of a status that pays nothing are zero.
    """

    title: str
    monthly_before: int
    monthly_after: int
    households_before: int
    households_after: int
    persons_before: int | None = None
    persons_after: int | None = None

    @property
    def is_idle(self) -> bool:
        """Whether it costs nothing by the month and reaches as many as before."""
        return (
            not self.monthly_before
            and not self.monthly_after
            and self.households_before == self.households_after
            and self.persons_before == self.persons_after
        )


@dataclass(frozen=True, slots=True)
class CountyChange:
    """One county before and after, all benefits together."""

    code: str
    name: str
    monthly_before: int
    monthly_after: int
    households_before: int
    households_after: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A group that the change reaches: how many, and their change in fen a month."""

    households: int
    persons: int
    monthly_change: int


@dataclass(frozen=True, slots=True)
class ChangeBand:
    """Households whose monthly amount changes by ``lowest`` to below ``highest`` fen.

    ``None`` leaves that side open.  Households without any change are no band.
    """

    lowest: int | None
    highest: int | None
    households: int


@dataclass(frozen=True, slots=True)
class IncomeBand:
    """Households whose income per head is ``lowest`` to below ``highest`` hundredths of a standard.

    ``highest`` is ``None`` for the last, open band.
    """

    lowest: int
    highest: int | None
    households: int
    persons: int


@dataclass(frozen=True, slots=True)
class DistanceBand:
    """Households whose income per head is ``lowest`` to below ``highest`` fen above a standard.

    Below the standard both are negative; "before" compares with the old one.
    """

    lowest: int
    highest: int
    households_before: int
    persons_before: int
    households_after: int
    persons_after: int


@dataclass(frozen=True, slots=True)
class ThresholdChart:
    """Households by income per head relative to one standard: ``old`` and ``new`` are fen a month.

    Bands are relative to the new standard, distances to either.
    """

    title: str
    old: int
    new: int
    bands: tuple[IncomeBand, ...]
    distances: tuple[DistanceBand, ...] = ()


@dataclass(frozen=True, slots=True)
class SimulationReport:
    """Everything that the report shows.

    ``winners`` and ``losers`` are households whose monthly total rises or falls, those that become
    or cease to be eligible among them.  ``made_on`` is a date in words for the reader,
    ``month`` the month evaluated, ``undecided_…`` the households for which some benefit could not
    be decided.
    """

    area: str
    month: str
    made_on: str
    households: int
    persons: int
    monthly_before: int
    monthly_after: int
    parameters: tuple[ParameterChange, ...]
    benefits: tuple[BenefitChange, ...]
    counties: tuple[CountyChange, ...]
    winners: Counted
    losers: Counted
    newly_eligible: Counted
    no_longer_eligible: Counted
    changes: tuple[ChangeBand, ...]
    thresholds: tuple[ThresholdChart, ...] = ()
    undecided_before: int = 0
    undecided_after: int = 0
    warnings: tuple[str, ...] = ()
