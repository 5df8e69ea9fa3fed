"""Where a case and its tasks lie: offices are codes of divisions."""

from typing import Any

from minzheng.base.divisions import Level, level
from minzheng.catalogue.casework.offices import Office
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.casework.models import Case
from minzheng.kernel.protection.labels import Label

_DEPTHS = {Office.VILLAGE: Level.VILLAGE, Office.TOWN: Level.TOWNSHIP, Office.COUNTY: Level.COUNTY}


def place(row: Case) -> dict[str, Any]:
    """The columns that put a row beside its case."""
    return {"case": row, "division": row.division, "label": row.label}


def office_at(office: Office, division: str) -> str:
    """The code of an office of a level above a place; the place's own where it lies higher."""
    if office is Office.CITY:
        return division[: Level.PREFECTURE].ljust(Level.COUNTY, "0")
    return division[: _DEPTHS[office]]


def office_of(office: Office, row: Case) -> str:
    """The office that does a step of a case; the county where no post below sees such a file."""
    if office is Office.WINDOW:
        return row.window
    if office is Office.DECIDING:
        return row.deciding_office or office_at(Office.COUNTY, row.division)
    if row.label != Label.ORDINARY and office in (Office.VILLAGE, Office.TOWN):
        return office_at(Office.COUNTY, row.division)
    return office_at(office, row.division)


def window_of(actor: Actor, division: str) -> str:
    """The window at which somebody takes an application in: the own one, or the town's."""
    own = actor.division if actor.may("case.handle") else ""
    if own and level(own) <= Level.TOWNSHIP:
        return actor.division
    return office_at(Office.TOWN, division)


def beneath(office: str, actor: Actor) -> bool:
    """Whether an office is a village of the actor's town, for which the town may act."""
    return (
        level(office) == Level.VILLAGE
        and level(actor.division) == Level.TOWNSHIP
        and office.startswith(actor.division)
    )
