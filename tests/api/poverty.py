"""Somebody whom the rules find poor."""

from uuid import UUID

from minzheng.catalogue.codes import Settlement
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.registry.api import facts
from minzheng.kernel.registry.api.facts import Subject
from minzheng.rules.facts import Entity
from tests.kernel.registry.residents import SINCE, enter, home_of
from tests.people import VILLAGE_A

WITHOUT_MEANS = {
    Entity.HOUSEHOLD: {
        "settlement": int(Settlement.urban),
        "applied": 20261005,
        "assets": 0,
        "vehicles": 0,
        "houses": 1,
    },
    Entity.PERSON: {
        "wage": 0,
        "business": 0,
        "property_income": 0,
        "able_to_work": True,
        "support_duty": True,
        "own_assets": 0,
    },
}


def enter_poor(
    actor: Actor, name: str = "张三丰", *, sequence: int = 1, division: str = VILLAGE_A
) -> UUID:
    """Somebody who lives alone without any means, entered by ``actor``."""
    person = enter(actor, name, sequence=sequence, division=division)
    household = home_of(actor, person, division=division)
    for entity, subject in ((Entity.PERSON, person), (Entity.HOUSEHOLD, household)):
        facts.add_statement(
            actor,
            subject=Subject(entity, subject),
            source="visit",
            facts=WITHOUT_MEANS[entity],
            valid_from=SINCE,
        )
    return person
