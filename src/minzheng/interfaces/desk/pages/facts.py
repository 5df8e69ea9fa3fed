"""Facts on the screen: grouped as in the vocabulary, each with its source and date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from minzheng.catalogue.facts import VOCABULARY
from minzheng.kernel.registry.api.results import Known
from minzheng.rules.facts import Entity


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Facts of one heading: those that somebody stated."""

    title: str
    facts: Sequence[Known]


def fact_groups(entity: Entity, known: Mapping[str, Known]) -> list[FactGroup]:
    """What is known, in the order of the vocabulary. Facts that nobody stated are left out."""
    groups: dict[str, list[Known]] = {}
    for name, fact in VOCABULARY.of(entity).items():
        found = known.get(name)
        if found is not None and found.statement is not None:
            groups.setdefault(fact.group, []).append(found)
    return [FactGroup(title, facts) for title, facts in groups.items()]
