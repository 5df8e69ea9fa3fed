"""Every value of every rule is the same in machine code as in the three-valued evaluator."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given

from minzheng.base.errors import MinzhengError
from minzheng.rules.batch.snapshot import TABLES
from minzheng.rules.facts import Entity
from minzheng.rules.native import slate
from minzheng.rules.native.layout import UNKNOWN
from minzheng.rules.native.machine import Machine
from minzheng.rules.native.slate import Noted, NotInOrder, Slate
from minzheng.rules.numbers.definition import Stored
from minzheng.rules.sql.nullability import Holes
from tests.rules.answers import numbers_of
from tests.rules.every_node import EVERY_NODE
from tests.rules.populations import Population, populations, town
from tests.rules.test_evaluation_of_members import BENEFIT
from tests.rules.test_sql_agrees import (
    ALL_FACTS,
    COMPARED,
    NO_HOLES,
    SMALL,
    Cell,
    compared,
    in_python,
)
from tests.rules.written_lines import WrittenLine

pytestmark = pytest.mark.slow


@cache
def machine(line: WrittenLine, holes: Holes) -> Machine:
    """Machine code that notes every value of every rule of households and persons."""
    made = compared(line).program
    every = tuple(key for key, step in made.steps.items() if step.entity in COMPARED)
    return Machine(replace(made, outcomes=(), also=every), holes)


def given_tables(population: Population) -> dict[Entity, pa.Table]:
    """The rows of a population."""
    named = population.tables()
    return {entity: named[table] for entity, table in TABLES.items()}


def walked(line: WrittenLine, holes: Holes, tables: Mapping[Entity, pa.Table]) -> Noted:
    """Everything noted about some tables, under the line's own numbers."""
    code = machine(line, holes)
    words = np.array(code.layout.written(numbers_of(line).stored), np.int64)
    places = np.full(tables[Entity.HOUSEHOLD].num_rows, words.ctypes.data, np.int64)
    return Slate(code, tables, places).walk()


def values(line: WrittenLine, noted: Noted, entity: Entity) -> Mapping[Cell, int | None]:
    """The noted values of one entity, by row and rule."""
    asked, steps = machine(line, NO_HOLES).program.also, compared(line).program.steps
    return {
        (int(who), asked[what]): None if value == UNKNOWN else int(value)
        for who, what, value in zip(noted.who, noted.what, noted.value, strict=True)
        if steps[asked[what]].entity is entity
    }


def disagreements(line: WrittenLine, population: Population, holes: Holes) -> Iterator[str]:
    """Each cell in which the two differ."""
    noted = walked(line, holes, given_tables(population))
    for entity in COMPARED:
        expected = in_python(compared(line), population, entity, compared(line).keys(entity))
        got = values(line, noted, entity)
        assert set(expected) == set(got)
        for cell, value in expected.items():
            if got[cell] != value:
                yield f"{entity} {cell}: Python {value}, machine code {got[cell]}"


@given(population=populations(holes=True))
@SMALL
def test_a_benefit_with_holes(population: Population) -> None:
    assert list(disagreements(BENEFIT, population, ALL_FACTS)) == []


@given(population=populations(holes=False))
@SMALL
def test_a_benefit_without_holes(population: Population) -> None:
    assert list(disagreements(BENEFIT, population, NO_HOLES)) == []


@given(population=populations(holes=True))
@SMALL
def test_every_rule_with_holes(population: Population) -> None:
    assert list(disagreements(EVERY_NODE, population, ALL_FACTS)) == []


@pytest.mark.parametrize(
    ("holes", "share"),
    [(ALL_FACTS, 0.15), (ALL_FACTS, 0.6), (NO_HOLES, 0.0), (ALL_FACTS, 0.0)],
    ids=["few holes", "many holes", "no guards", "guards without need"],
)
def test_every_rule_in_a_town(holes: Holes, share: float) -> None:
    told = list(disagreements(EVERY_NODE, town(20261101, size=400, holes=share), holes))
    assert not told, f"{len(told)} cells, for instance {told[:5]}"


def test_rows_are_fetched_as_often_as_there_is_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    population = town(20261105, size=50, holes=0.1)
    at_once = walked(BENEFIT, ALL_FACTS, given_tables(population))
    monkeypatch.setattr(slate, "_ROOM", 3)
    assert _rows(walked(BENEFIT, ALL_FACTS, given_tables(population))) == _rows(at_once)


def test_columns_in_pieces_are_read_as_one() -> None:
    """Slices do not begin where their memory does, at the bit of a truth value least of all."""
    tables = given_tables(town(20261106, size=60, holes=0.2))
    in_pieces = {
        entity: pa.concat_tables([table.slice(0, 13), table.slice(13)])
        for entity, table in tables.items()
    }
    longer = {entity: pa.concat_tables([table, table]) for entity, table in tables.items()}
    sliced = {
        entity: longer[entity].combine_chunks().slice(table.num_rows)
        for entity, table in tables.items()
    }
    expected = _rows(walked(EVERY_NODE, ALL_FACTS, tables))
    assert _rows(walked(EVERY_NODE, ALL_FACTS, in_pieces)) == expected
    assert _rows(walked(EVERY_NODE, ALL_FACTS, sliced)) == expected


def test_each_household_is_judged_by_its_own_numbers() -> None:
    tables = given_tables(town(20261107, size=40, holes=0.0))
    code, stored = machine(BENEFIT, NO_HOLES), numbers_of(BENEFIT).stored
    ordinary = np.array(code.layout.written(stored), np.int64)
    other = np.array(code.layout.written({**stored, "line.standard": 1}), np.int64)
    size = tables[Entity.HOUSEHOLD].num_rows

    def judged(first: np.ndarray, second: np.ndarray) -> list[tuple[int, ...]]:
        places = np.array([first.ctypes.data, second.ctypes.data] * (size // 2), np.int64)
        return _rows(Slate(code, tables, places).walk())

    mixed, one, two = judged(ordinary, other), judged(ordinary, ordinary), judged(other, other)
    assert one != two
    turns = zip(one, two, strict=True)
    assert mixed == [second if second[0] % 2 else first for first, second in turns]


def test_one_value_for_a_whole_table_is_its_only_entry() -> None:
    tables = given_tables(town(20261110, size=40, holes=0.0))
    code, stored = machine(EVERY_NODE, NO_HOLES), numbers_of(EVERY_NODE).stored
    size = tables[Entity.HOUSEHOLD].num_rows

    def judged(by_place: Stored) -> list[tuple[int, ...]]:
        words = np.array(code.layout.written({**stored, "line.by_place": by_place}), np.int64)
        return _rows(Slate(code, tables, np.full(size, words.ctypes.data, np.int64)).walk())

    assert judged(70_000) == judged({1: 70_000, 2: 70_000})
    assert judged(70_000) != judged({1: 70_000, 2: 70_001})


@pytest.mark.parametrize("entity", [Entity.PERSON, Entity.SUPPORTER])
def test_rows_that_belong_to_nobody_are_refused(entity: Entity) -> None:
    tables = given_tables(town(20261108, size=20, holes=0.0))
    backwards = tables[entity].take(pa.array(range(tables[entity].num_rows))[::-1])
    with pytest.raises(NotInOrder, match="次序"):
        walked(BENEFIT, NO_HOLES, {**tables, entity: backwards})


def test_holes_that_nobody_spoke_of_are_refused() -> None:
    tables = given_tables(town(20261109, size=20, holes=0.5))
    with pytest.raises(MinzhengError, match="空值"):
        walked(BENEFIT, NO_HOLES, tables)


def test_nobody_is_asked_nothing() -> None:
    empty = {e: t.slice(0, 0) for e, t in given_tables(town(1, size=2, holes=0.0)).items()}
    assert _rows(walked(BENEFIT, NO_HOLES, empty)) == []


def _rows(noted: Noted) -> list[tuple[int, ...]]:
    columns: Sequence[np.ndarray] = (noted.home, noted.who, noted.what, noted.value, noted.since)
    return [tuple(map(int, row)) for row in zip(*columns, strict=True)]
