"""How many rows a role may take out: alone, in one file, in one day.

Beyond `alone` another person approves. What nobody here may take out is not missing by accident:
whole-city analyses run on the server.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class ExportLimit:
    """Rows without approval, rows in one file, rows of one person in one business day."""

    alone: int
    file: int
    day: int


NOTHING = ExportLimit(0, 0, 0)
_TOWN = ExportLimit(alone=200, file=5_000, day=10_000)
_COUNTY = ExportLimit(alone=500, file=50_000, day=100_000)
_CITY = ExportLimit(alone=500, file=200_000, day=400_000)

EXPORT_LIMITS: Mapping[str, ExportLimit] = MappingProxyType(
    {
        "town_clerk": _TOWN,
        "town_approver": _TOWN,
        "county_officer": _COUNTY,
        "county_approver": _COUNTY,
        "finance": _COUNTY,
        "city_officer": _CITY,
    }
)
"""By role; a role that is not named may take out nothing."""

FETCHED_WITHIN = timedelta(hours=24)
"""After that the file is deleted; who still needs it asks again."""
GROWN = 50
"""A table may have so many rows more when it is made than when it was asked for."""


def limit_of(role: str) -> ExportLimit:
    """The limit of a role."""
    return EXPORT_LIMITS.get(role, NOTHING)
