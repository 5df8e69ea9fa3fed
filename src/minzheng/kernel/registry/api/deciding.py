"""Statements that a decision leaves behind, for the apps that decide."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.registry import facts as rules_of_facts
from minzheng.kernel.registry.facts import stored_day
from minzheng.kernel.registry.models import Household, Person, Source, Statement
from minzheng.kernel.registry.scoping import one
from minzheng.rules.evaluation.people import Value
from minzheng.rules.facts import Entity

__all__ = ["record_decided", "stored_day"]


def record_decided(
    actor: Actor,
    *,
    entity: Entity,
    subject: UUID,
    facts: Mapping[str, Value],
    valid_from: date,
    note: str,
) -> UUID:
    """State what was decided of a household or a person. Raises `Unseen`, `InvalidValue`.

    The command that decides says who may, and writes it down.
    """
    home = one(Household.objects, subject) if entity is Entity.HOUSEHOLD else None
    person = one(Person.objects, subject) if entity is Entity.PERSON else None
    about = home or person
    if about is None:
        raise ValueError(f"decisions are about households and persons, not {entity}")
    row = Statement(
        division=about.division,
        label=about.label,
        household=home,
        person=person,
        source=Source.DECIDED,
        facts=rules_of_facts.checked(entity, facts),
        valid_from=valid_from,
        note=note[:200],
        recorded_by=actor.account,
    )
    row.save(force_insert=True)
    return row.pk
