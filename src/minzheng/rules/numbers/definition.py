"""What a number is and what values it has been given, as read from ``parameters/*.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from minzheng.rules.units import (
    COUNT,
    DATE,
    MONTH,
    MONTHS,
    RATIO,
    YES_NO,
    YUAN,
    YUAN_PER_MONTH,
    YUAN_PER_YEAR,
    Code,
    Unit,
)

NATION = "000000"
"""The area of national law."""

UNITS: Mapping[str, Unit] = {
    "yuan": YUAN,
    "yuan/month": YUAN_PER_MONTH,
    "yuan/year": YUAN_PER_YEAR,
    "count": COUNT,
    "months": MONTHS,
    "ratio": RATIO,
    "yes_no": YES_NO,
    "month": MONTH,
    "date": DATE,
}
"""How a parameter file names a unit; ``code:Name`` names a code list."""

Stored = int | Mapping[int, int]
"""One stored value, or the entries of a table: by code, or by the lower end of a step."""


class Override(StrEnum):
    """What an area below may do to a value set above it."""

    FIXED = "fixed"
    FLOOR = "floor"
    CEILING = "ceiling"
    FREE = "free"


class Confidence(StrEnum):
    """How sure a value is."""

    SOURCED = "sourced"
    SECONDHAND = "secondhand"
    MEMORY = "memory"
    LOCAL = "local"
    REASONED = "reasoned"
    EXAMPLE = "example"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody calls the title() of a str here
        """In Chinese."""
        return _CONFIDENCE_TITLES[self]

    @property
    def confirmed(self) -> bool:
        """Whether a document was read that says so; all else waits for someone to confirm it."""
        return self is Confidence.SOURCED


_CONFIDENCE_TITLES = {
    Confidence.SOURCED: "有文件依据",
    Confidence.SECONDHAND: "转引, 待核对原文",
    Confidence.MEMORY: "凭记忆, 待核对",
    Confidence.LOCAL: "他地做法, 待本地确认",
    Confidence.REASONED: "推定, 待确认",
    Confidence.EXAMPLE: "示例值, 待本地设定",
}


@dataclass(frozen=True, slots=True)
class Bound:
    """Another number, times an exact ratio (in ten-thousandths), that limits this one."""

    ratio: int
    of: str


@dataclass(frozen=True, slots=True)
class Dated:
    """One value: from a month on (months since year 0), for an area and all below it."""

    area: str
    since: int
    value: Stored
    source: str
    article: str
    confidence: Confidence
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class NumberDefinition:
    """A number of the law, by its key ``line.name``."""

    key: str
    title: str
    unit: Unit
    by: type[Code] | None
    steps: bool
    override: Override
    at_least: Bound | None
    at_most: Bound | None
    note: str
    values: tuple[Dated, ...]
    file: str
    line: int
