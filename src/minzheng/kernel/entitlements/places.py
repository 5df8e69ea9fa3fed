"""Where rows lie: beside their award, which lies with its file."""

from typing import Any

from minzheng.base.divisions import Level
from minzheng.kernel.entitlements.models import Award


def place(award: Award) -> dict[str, Any]:
    """The columns that put a row beside its award."""
    return {"award": award, "division": award.division, "label": award.label}


def county(division: str) -> str:
    """The office that pays: the county, or the city that has none."""
    return division[: Level.COUNTY]


def city(division: str) -> str:
    """The city in which a division lies."""
    return division[: Level.PREFECTURE]
