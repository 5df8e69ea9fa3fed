"""What a change of divisions would move, told before it is ordered."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query
from minzheng.kernel.registry.api.results import ChangePreview, MovedCount, UnitChange
from minzheng.kernel.registry.models import (
    DivisionChange,
    Facility,
    Household,
    Organisation,
    Person,
    RosterEntry,
)
from minzheng.kernel.registry.ordering import refuse_outside
from minzheng.kernel.registry.planning import Planned
from minzheng.kernel.registry.scoping import seen

_COUNTED: Sequence[tuple[str, type[Model]]] = (
    ("人员档案", Person),
    ("家庭档案", Household),
    ("机构", Organisation),
    ("设施", Facility),
    ("村（社区）人员", RosterEntry),
)


@query(permission="divisions.change")
def preview_change(actor: Actor, *, planned: Planned) -> ChangePreview:
    """What would move, as far as the actor sees it. Raises `Refused` outside the scope."""
    refuse_outside(planned)
    return ChangePreview(
        units=units_of(planned.before, planned.after, planned.recoded),
        moved=tuple(MovedCount(title, _count(model, planned.recoded)) for title, model in _COUNTED),
        chosen_households=len(planned.households),
        remaining=_remaining(planned),
        divided=planned.divided,
    )


def units_of(
    before: Sequence[Mapping[str, str]],
    after: Sequence[Mapping[str, str]],
    recoded: Mapping[str, str],
) -> tuple[UnitChange, ...]:
    """Old units with what becomes of them, then the units that nothing becomes."""
    named = {each["code"]: each["name"] for each in after}
    found = []
    reached = set()
    for each in before:
        new = recoded.get(each["code"], each["code"])
        lives = new in named
        reached.add(new)
        found.append(
            UnitChange(each["code"], each["name"], new if lives else "", named.get(new, ""))
        )
    made = [code for code in sorted(named) if code not in reached]
    return (*found, *(UnitChange("", "", code, named[code]) for code in made))


def units_of_order(change: DivisionChange) -> tuple[UnitChange, ...]:
    """The same, of an order that was given."""
    return units_of(change.before, change.after, change.recoded)


def _count(model: Any, recoded: Mapping[str, str]) -> int:
    going = [old for old, new in recoded.items() if old != new]
    return int(seen(model.objects).filter(division__in=going).count()) if going else 0


def _remaining(planned: Planned) -> int:
    """Households that a split would leave at a code that exists no longer."""
    if not planned.divided:
        return 0
    homes = seen(Household.objects).filter(division=planned.divided, valid_to=None)
    return int(homes.exclude(pk__in=list(planned.households)).count())
