"""Every value of every rule is the same in SQL as in the three-valued evaluator, holes or not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.facts import Entity
from minzheng.rules.program import Program, program
from minzheng.rules.sql.demand import rule_column
from minzheng.rules.sql.nullability import Holes
from minzheng.rules.sql.query import select
from minzheng.rules.tree import Expression, FactRead, RuleRead, walk
from tests.rules.answers import MONTH, home, numbers_of
from tests.rules.every_node import EVERY_NODE
from tests.rules.populations import Population, populations, town
from tests.rules.test_evaluation_of_members import BENEFIT
from tests.rules.written_lines import VOCABULARY, WrittenLine, rulebook

pytestmark = pytest.mark.slow

ALL_FACTS: Holes = frozenset((each, name) for each in Entity for name in VOCABULARY.of(each))
NO_HOLES: Holes = frozenset()
COMPARED = (Entity.HOUSEHOLD, Entity.PERSON)
SMALL = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

Cell = tuple[int, str]
"""The row's number and the rule's key."""


@dataclass(frozen=True)
class Compared:
    """A line ready to be evaluated by both."""

    line: WrittenLine
    program: Program
    evaluator: Evaluator
    _sql: dict[object, str] = field(default_factory=dict)

    def keys(self, entity: Entity) -> list[str]:
        """The rules about one entity."""
        return [key for key, step in self.program.steps.items() if step.entity is entity]

    def sql(self, entity: Entity, keys: Sequence[str], holes: Holes) -> str:
        """The query for some rules; made once."""
        asked = (entity, tuple(keys), holes)
        if asked not in self._sql:
            numbers = numbers_of(self.line).stored
            self._sql[asked] = select(
                self.program, numbers, holes, entity=entity, rules=keys, dialect="duckdb"
            )
        return self._sql[asked]


@cache
def compared(line: WrittenLine) -> Compared:
    """The program of all rules of a line."""
    book = rulebook(line)
    wanted = [key for key, rule in book.rules.items() if rule.entity in COMPARED]
    made = program(book, MONTH, wanted)
    return Compared(line, made, Evaluator(made, patience=None))


def in_sql(
    found: Compared, population: Population, entity: Entity, keys: Sequence[str], holes: Holes
) -> Mapping[Cell, int | None]:
    """The values that DuckDB computes."""
    number = "household_no" if entity is Entity.HOUSEHOLD else "person_no"
    with duckdb.connect() as connection:
        for name, table in population.tables().items():
            connection.register(name, table)
        cursor = connection.execute(found.sql(entity, keys, holes))
        names = [each[0] for each in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {(row[number], key): _integer(row[rule_column(key)]) for row in rows for key in keys}


def in_python(
    found: Compared, population: Population, entity: Entity, keys: Sequence[str]
) -> Mapping[Cell, int | None]:
    """The values that the three-valued evaluator computes."""
    return {
        (number, key): _integer(found.evaluator.value(key, subject))
        for number, subject in enumerate(_subjects(found, population, entity))
        for key in keys
    }


def _subjects(found: Compared, population: Population, entity: Entity) -> Iterator[Subject]:
    for facts, members in population.households:
        household = home(found.line, facts, members)
        yield from [household] if entity is Entity.HOUSEHOLD else household.members


def _integer(value: int | None) -> int | None:
    return None if value is None else int(value)


def disagreements(
    found: Compared, population: Population, entity: Entity, keys: Sequence[str], holes: Holes
) -> list[str]:
    """Each cell in which the two differ."""
    expected = in_python(found, population, entity, keys)
    got = in_sql(found, population, entity, keys, holes)
    assert set(expected) == set(got)
    return [
        f"{entity} {cell}: Python {value}, SQL {got[cell]}"
        for cell, value in expected.items()
        if got[cell] != value
    ]


@given(population=populations(holes=True))
@SMALL
def test_a_benefit_with_holes(population: Population) -> None:
    found = compared(BENEFIT)
    keys = found.keys(Entity.HOUSEHOLD)
    assert not disagreements(found, population, Entity.HOUSEHOLD, keys, ALL_FACTS)


@given(population=populations(holes=False))
@SMALL
def test_a_benefit_without_holes(population: Population) -> None:
    found = compared(BENEFIT)
    keys = found.keys(Entity.HOUSEHOLD)
    assert not disagreements(found, population, Entity.HOUSEHOLD, keys, NO_HOLES)


def _one_rule() -> st.SearchStrategy[tuple[Entity, str]]:
    found = compared(EVERY_NODE)
    return st.sampled_from([(entity, key) for entity in COMPARED for key in found.keys(entity)])


@given(asked=_one_rule(), population=populations(holes=True))
@SMALL
def test_one_rule_with_holes(asked: tuple[Entity, str], population: Population) -> None:
    entity, key = asked
    assert not disagreements(compared(EVERY_NODE), population, entity, [key], ALL_FACTS)


@given(asked=_one_rule(), population=populations(holes=False))
@SMALL
def test_one_rule_without_holes(asked: tuple[Entity, str], population: Population) -> None:
    entity, key = asked
    assert not disagreements(compared(EVERY_NODE), population, entity, [key], NO_HOLES)


@pytest.mark.parametrize(
    ("holes", "share"),
    [(ALL_FACTS, 0.15), (ALL_FACTS, 0.6), (NO_HOLES, 0.0), (ALL_FACTS, 0.0)],
    ids=["few holes", "many holes", "no guards", "guards without need"],
)
@pytest.mark.parametrize("entity", COMPARED)
def test_every_rule_in_a_town(entity: Entity, holes: Holes, share: float) -> None:
    found = compared(EVERY_NODE)
    population = town(20261101, size=400, holes=share)
    told = disagreements(found, population, entity, found.keys(entity), holes)
    assert not told, f"{len(told)} cells, for instance {told[:5]}"


def test_only_some_facts_have_holes() -> None:
    """Guards are left out only where nothing read has a hole."""
    found = compared(EVERY_NODE)
    full = town(20261102, size=60, holes=0.0)
    for entity, name in (
        (Entity.HOUSEHOLD, "rented"),
        (Entity.HOUSEHOLD, "income"),
        (Entity.PERSON, "studying"),
        (Entity.PERSON, "born"),
        (Entity.SUPPORTER, "able"),
    ):
        keys = [key for key in found.keys(Entity.HOUSEHOLD) if "_reads_" not in key][::7]
        holed = _with_holes(full, entity, name)
        holes = frozenset({(entity, name)})
        assert not disagreements(found, holed, Entity.HOUSEHOLD, keys, holes), name


def _with_holes(population: Population, entity: Entity, name: str) -> Population:
    """Every third value of one fact is unknown."""
    rows = 0

    def holed(facts: Mapping[str, int | None], of: Entity) -> Mapping[str, int | None]:
        nonlocal rows
        rows += 1
        return {**facts, name: None} if of is entity and rows % 3 == 0 else facts

    return Population(
        [
            (
                holed(facts, Entity.HOUSEHOLD),
                [
                    (holed(own, Entity.PERSON), [holed(s, Entity.SUPPORTER) for s in supporters])
                    for own, supporters in members
                ],
            )
            for facts, members in population.households
        ]
    )


def _nodes() -> Iterator[Expression]:
    for step in compared(EVERY_NODE).program.steps.values():
        yield from walk(step.expression)


def test_the_made_up_line_has_every_node() -> None:
    every = {each.__name__ for each in Expression.__subclasses__()}
    assert {type(node).__name__ for node in _nodes()} == every


def test_the_made_up_line_reads_facts_and_rules_from_everywhere() -> None:
    reads = [each for each in _nodes() if isinstance(each, FactRead | RuleRead)]
    reaches = {(type(each).__name__, each.entity.value, each.reach.value) for each in reads}
    kinds = ("FactRead", "RuleRead")
    assert reaches >= {(kind, "household", "own") for kind in kinds}
    assert reaches >= {(kind, "household", "household") for kind in kinds}
    assert reaches >= {(kind, "person", "own") for kind in kinds}
    assert reaches >= {(kind, "person", "person") for kind in kinds}
    assert reaches >= {(kind, "supporter", "own") for kind in kinds}
