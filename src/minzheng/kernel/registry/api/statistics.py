"""Counts within the scope of whoever asks; what is published goes through another gate."""

from typing import TypeVar

from django.db.models import Count, QuerySet

from minzheng.base.divisions import Level, level
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query, touched
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.registry.api.results import DivisionCount
from minzheng.kernel.registry.models import Household, HouseholdKind, Person
from minzheng.kernel.registry.scoping import seen

Placing = TypeVar("Placing", bound=Placed)

_NEXT = {
    Level.PROVINCE: Level.PREFECTURE,
    Level.PREFECTURE: Level.COUNTY,
    Level.COUNTY: Level.TOWNSHIP,
    Level.TOWNSHIP: Level.VILLAGE,
    Level.VILLAGE: Level.VILLAGE,
}


@query(permission="statistics.read", action="statistics.read")
def counts(actor: Actor, *, division: str = "") -> tuple[DivisionCount, ...]:
    """Living persons and households that exist, by the divisions next below."""
    around = division or actor.division
    end = _NEXT[level(around)]
    persons = _by_division(seen(Person.objects, around).filter(merged_into=None, death_date=None))
    households = _by_division(
        seen(Household.objects, around).filter(kind=HouseholdKind.ASSISTANCE, valid_to=None)
    )
    found: dict[str, list[int]] = {}
    for position, counted in enumerate((persons, households)):
        for code, count in counted:
            cut = code[:end].ljust(Level.COUNTY, "0")
            found.setdefault(cut, [0, 0])[position] += count
    touched("list", None, around, payload={"divisions": len(found)})
    return tuple(DivisionCount(code, *numbers) for code, numbers in sorted(found.items()))


def _by_division(rows: "QuerySet[Placing]") -> list[tuple[str, int]]:
    grouped = rows.values("division").annotate(count=Count("pk"))
    return [(row["division"], row["count"]) for row in grouped]
