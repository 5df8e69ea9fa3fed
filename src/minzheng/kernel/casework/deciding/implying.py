"""Facts that follow from which item was applied for: read by the rules, kept with the decision."""

from dataclasses import replace
from datetime import date

from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.kernel.registry.api.deciding import stored_day
from minzheng.rules.evaluation.frozen import FrozenHousehold
from minzheng.rules.evaluation.people import Value
from minzheng.rules.facts import Entity


def implied(item: ServiceItem, entity: Entity, applied: date) -> dict[str, Value]:
    """What the choice of the item says of a household or of its applicant."""
    return {
        each.fact: stored_day(applied) if each.value is None else each.value
        for each in item.implies
        if each.entity is entity
    }


def with_implied(
    facts: FrozenHousehold, item: ServiceItem, person: str, applied: date
) -> FrozenHousehold:
    """The facts once somebody has asked for this item; ``person`` is whom it is about."""
    of_person = implied(item, Entity.PERSON, applied)
    return replace(
        facts,
        facts={**facts.facts, **implied(item, Entity.HOUSEHOLD, applied)},
        persons=tuple(
            replace(each, facts={**each.facts, **of_person}) if each.id == person else each
            for each in facts.persons
        ),
    )
