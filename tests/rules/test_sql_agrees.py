"""Every value of every rule is the same in SQL as in the three-valued evaluator, hole or no hole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.facts import Entity
from minzheng.rules.program import Program, program
from minzheng.rules.sql.query import Query, rule_column
from minzheng.rules.tree import Aggregate, Expression, Reach, walk
from tests.rules.answers import MONTH, home, numbers_of
from tests.rules.every_node import EVERY_NODE
from tests.rules.populations import Population, populations
from tests.rules.test_evaluation_of_members import BENEFIT
from tests.rules.written_lines import VOCABULARY, WrittenLine, rulebook

ALL_FACTS = frozenset((entity, name) for entity in Entity for name in VOCABULARY.of(entity))
NO_HOLES: frozenset[tuple[Entity, str]] = frozenset()
SLOW_TO_DRAW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
LINES = {"benefit": BENEFIT, "every node": EVERY_NODE}
COMPARED = (Entity.HOUSEHOLD, Entity.PERSON)

Cell = tuple[int, str]
"""The row's number and the rule's key."""


@dataclass(frozen=True)
class Compared:
    """A line ready to be evaluated by both."""

    line: WrittenLine
    program: Program
    evaluator: Evaluator
    sql: Mapping[Entity, str]

    def keys(self, entity: Entity) -> list[str]:
        """The rules about one entity."""
        return [key for key, step in self.program.steps.items() if step.entity is entity]


@cache
def compared(line: WrittenLine, holes: frozenset[tuple[Entity, str]]) -> Compared:
    """The program of all rules of a line, and its SQL for a snapshot with some holes."""
    book = rulebook(line)
    wanted = [key for key, rule in book.rules.items() if rule.entity is not Entity.SUPPORTER]
    made = program(book, MONTH, wanted)
    query = Query(made, numbers_of(line).stored, holes)
    found = Compared(line, made, Evaluator(made), {})
    sql = {each: query.select(each, found.keys(each)).sql("duckdb") for each in COMPARED}
    return Compared(line, made, found.evaluator, sql)


def in_sql(found: Compared, population: Population, entity: Entity) -> dict[Cell, int | None]:
    """The values that DuckDB computes."""
    number = "household_no" if entity is Entity.HOUSEHOLD else "person_no"
    with duckdb.connect() as connection:
        for name, table in population.tables().items():
            connection.register(name, table)
        cursor = connection.execute(found.sql[entity])
        names = [each[0] for each in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {
        (row[number], key): _integer(row[rule_column(key)])
        for row in rows
        for key in found.keys(entity)
    }


def in_python(found: Compared, population: Population, entity: Entity) -> dict[Cell, int | None]:
    """The values that the three-valued evaluator computes."""
    subjects = list(_subjects(found, population, entity))
    return {
        (number, key): _integer(found.evaluator.value(key, subject))
        for number, subject in enumerate(subjects)
        for key in found.keys(entity)
    }


def _subjects(found: Compared, population: Population, entity: Entity) -> Iterator[Subject]:
    for facts, members in population.households:
        household = home(found.line, facts, members)
        if entity is Entity.HOUSEHOLD:
            yield household
        else:
            yield from household.members


def _integer(value: int | None) -> int | None:
    return None if value is None else int(value)


def disagreements(found: Compared, population: Population) -> list[str]:
    """Each cell in which the two differ."""
    told = []
    for entity in COMPARED:
        expected = in_python(found, population, entity)
        got = in_sql(found, population, entity)
        assert set(expected) == set(got)
        told += [
            f"{entity} {cell}: Python {value}, SQL {got[cell]}"
            for cell, value in expected.items()
            if got[cell] != value
        ]
    return told


@pytest.mark.parametrize("line", LINES)
@given(population=populations(holes=True))
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=SLOW_TO_DRAW)
def test_with_holes(line: str, population: Population) -> None:
    assert not disagreements(compared(LINES[line], ALL_FACTS), population)


@pytest.mark.parametrize("line", LINES)
@given(population=populations(holes=False))
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=SLOW_TO_DRAW)
def test_without_holes(line: str, population: Population) -> None:
    """The SQL without guards, and the guarded SQL on the same rows."""
    assert not disagreements(compared(LINES[line], NO_HOLES), population)
    assert not disagreements(compared(LINES[line], ALL_FACTS), population)


def _nodes() -> Iterator[tuple[Expression, bool]]:
    """Every node of the made-up line, and whether it stands in an aggregate."""
    for step in compared(EVERY_NODE, NO_HOLES).program.steps.values():
        within = {
            id(each)
            for node in walk(step.expression)
            if isinstance(node, Aggregate)
            for part in (node.element, node.test)
            if part is not None
            for each in walk(part)
        }
        yield from ((node, id(node) in within) for node in walk(step.expression))


def test_the_made_up_line_has_every_node() -> None:
    met = {type(node) for node, _ in _nodes()}
    assert {each.__name__ for each in Expression.__subclasses__()} == {each.__name__ for each in met}


def test_the_made_up_line_reads_from_everywhere() -> None:
    reaches = {
        (type(node).__name__, node.reach)
        for node, _ in _nodes()
        if hasattr(node, "reach") and isinstance(node.reach, Reach)
    }
    assert reaches == {
        (name, reach) for name in ("FactRead", "RuleRead") for reach in Reach
    }
