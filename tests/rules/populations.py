"""Populations with holes, drawn by hypothesis or by lot, for those who compare evaluators."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from minzheng.rules.batch.snapshot import TABLES, arrow_schema
from minzheng.rules.facts import Entity, Fact
from minzheng.rules.units import NEVER, Kind
from tests.rules.answers import Facts, Member
from tests.rules.written_lines import VOCABULARY

_EDGES = {
    Kind.MONEY: (0, 1, 2, 7, 50, 149, 150, 31_499, 80_000, 89_999, 90_000, 90_001, 100_000),
    Kind.COUNT: (0, 1, 2, 3, 17, 18, 79, 80, 89, 90),
    Kind.MONTHS: (0, 1, 5, 6, 12),
    Kind.RATIO: (1, 3_000, 3_500, 9_999, 10_000),
    Kind.MONTH: (2024 * 12 + 2, 2026 * 12 + 4, 2026 * 12 + 5, 2026 * 12 + 10, 2027 * 12),
    Kind.DATE: (1936_11_30, 1946_12_01, 2000_02_29, 2000_03_01, 2008_11_30, 2008_12_01, NEVER),
    Kind.YES_NO: (False, True),
}
"""Values at and beside what the numbers of the written lines make a difference at."""

Household = tuple[Facts, Sequence[Member]]


@dataclass(frozen=True)
class Population:
    """Households with their members and these with their supporters."""

    households: Sequence[Household]

    def tables(self) -> dict[str, pa.Table]:
        """The rows as the engine's tables; people are numbered through."""
        rows: dict[Entity, list[dict[str, Any]]] = {entity: [] for entity in Entity}
        persons, supporters = count(), count()
        for number, (facts, members) in enumerate(self.households):
            household = {"household_no": number, "household_id": str(number), "division": "320402"}
            rows[Entity.HOUSEHOLD].append({**household, **facts})
            for own, others in members:
                person = {"household_no": number, "person_no": next(persons)}
                rows[Entity.PERSON].append({**person, "person_id": "", "name": "", **own})
                for each in others:
                    numbered = {**person, "supporter_no": next(supporters)}
                    rows[Entity.SUPPORTER].append({**numbered, **each})
        return {
            TABLES[entity]: pa.Table.from_pylist(found, arrow_schema(VOCABULARY, entity))
            for entity, found in rows.items()
        }


def _values(fact: Fact) -> list[int]:
    low, high = fact.bounds()
    if fact.unit.code is not None:
        return [int(each) for each in fact.unit.code]
    edges = [each for each in _EDGES[fact.unit.kind] if low <= each <= high]
    extremes = [low, high] if fact.unit.kind in (Kind.MONEY, Kind.COUNT, Kind.MONTHS) else []
    return [*edges, *extremes]


def _facts(entity: Entity, holes: bool) -> st.SearchStrategy[Facts]:
    strategies: dict[str, st.SearchStrategy[int | None]] = {}
    for name, fact in VOCABULARY.of(entity).items():
        strategies[name] = st.sampled_from([*_values(fact), *([None] if holes else [])])
    return st.fixed_dictionaries(strategies)


def populations(*, holes: bool) -> st.SearchStrategy[Population]:
    """Up to three households of one to three members with up to two supporters each."""
    supporters = st.lists(_facts(Entity.SUPPORTER, holes), max_size=2)
    members = st.lists(st.tuples(_facts(Entity.PERSON, holes), supporters), min_size=1, max_size=3)
    households = st.tuples(_facts(Entity.HOUSEHOLD, holes), members)
    return st.lists(households, min_size=1, max_size=3).map(Population)


def town(seed: int, *, size: int, holes: float) -> Population:
    """Many households, for queries that take longer to plan than to run.

    ``holes`` is the share of facts that are unknown.
    """
    draw = Random(seed)

    def facts(entity: Entity) -> Facts:
        return {
            name: None if draw.random() < holes else draw.choice(_values(fact))
            for name, fact in VOCABULARY.of(entity).items()
        }

    def member() -> Member:
        return facts(Entity.PERSON), [facts(Entity.SUPPORTER) for _ in range(draw.randint(0, 2))]

    return Population(
        [
            (facts(Entity.HOUSEHOLD), [member() for _ in range(draw.randint(1, 4))])
            for _ in range(size)
        ]
    )
