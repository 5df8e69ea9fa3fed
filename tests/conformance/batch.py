"""Households as Arrow tables, put to an engine, and the cells that come back."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import duckdb
import numpy as np
import pyarrow as pa

from minzheng.rules.batch.answers import Answers
from minzheng.rules.batch.snapshot import KEYS, TABLES, arrow_schema
from minzheng.rules.evaluation.people import Subject, Value
from minzheng.rules.facts import Entity, Vocabulary
from minzheng.rules.native.machine import Machine
from minzheng.rules.native.slate import Slate
from minzheng.rules.numbers.definition import Stored
from minzheng.rules.program import Program
from minzheng.rules.sql.demand import rule_column
from minzheng.rules.sql.query import select

PEOPLE = (Entity.HOUSEHOLD, Entity.PERSON)

Cells = Mapping[tuple[int, int], Sequence[Value]]
"""By household and person number (-1 for the household itself): the values of some rules."""


def tables(homes: Sequence[Subject], vocabulary: Vocabulary, area: str) -> dict[Entity, pa.Table]:
    """The three tables of a snapshot; households and persons are numbered in their order."""
    rows: dict[Entity, list[dict[str, object]]] = {entity: [] for entity in Entity}
    person_no = supporter_no = -1
    for household_no, home in enumerate(homes):
        keys: dict[str, object] = {"household_no": household_no}
        named = {"household_id": str(household_no), "division": area}
        rows[Entity.HOUSEHOLD].append({**home.facts, **keys, **named})
        for member in home.members:
            person_no += 1
            keys = {"household_no": household_no, "person_no": person_no}
            ids = {"person_id": str(person_no), "name": member.name}
            rows[Entity.PERSON].append({**member.facts, **keys, **ids})
            for supporter in member.supporters:
                supporter_no += 1
                number = {"supporter_no": supporter_no}
                rows[Entity.SUPPORTER].append({**supporter.facts, **keys, **number})
    return {entity: _table(found, vocabulary, entity) for entity, found in rows.items()}


def _table(rows: list[dict[str, object]], vocabulary: Vocabulary, entity: Entity) -> pa.Table:
    schema = arrow_schema(vocabulary, entity)
    truths = [field.name for field in schema if pa.types.is_boolean(field.type)]
    for row in rows:
        for name in truths:
            row[name] = None if row[name] is None else bool(row[name])
    return pa.Table.from_pylist(rows, schema=schema)


def duckdb_cells(
    program: Program, numbers: Mapping[str, Stored], given: Mapping[Entity, pa.Table]
) -> Iterator[tuple[Entity, list[str], Cells]]:
    """For households and for persons: every rule of the program and its cells."""
    unknown = holes(given, program.vocabulary)
    with duckdb.connect(config={"threads": 1}) as connection:
        for entity, table in given.items():
            connection.register(TABLES[entity], table)
        for entity in PEOPLE:
            rules = [key for key, step in program.steps.items() if step.entity is entity]
            if rules:
                sql = select(
                    program, numbers, unknown, entity=entity, rules=rules, dialect="duckdb"
                )
                found = connection.sql(sql).to_arrow_table()
                yield entity, rules, cells(found, entity, rules)


def native_cells(
    code: Machine,
    numbers: Mapping[str, Stored],
    given: Mapping[Entity, pa.Table],
    rules: Collection[str],
) -> Iterator[tuple[Entity, list[str], Cells]]:
    """The same by machine code, for some rules that it notes."""
    words = np.array(code.layout.written(numbers), np.int64)
    places = np.full(given[Entity.HOUSEHOLD].num_rows, words.ctypes.data, np.int64)
    answers = Answers(code.program, given, Slate(code, given, places).walk())
    for entity in PEOPLE:
        steps = code.program.steps
        asked = [key for key in code.program.also if key in rules and steps[key].entity is entity]
        if asked:
            yield entity, asked, cells(answers.amounts(entity), entity, asked)


def holes(
    given: Mapping[Entity, pa.Table], vocabulary: Vocabulary
) -> frozenset[tuple[Entity, str]]:
    """The facts that are unknown in at least one row."""
    return frozenset(
        (entity, name)
        for entity, table in given.items()
        for name in vocabulary.of(entity)
        if table[name].null_count
    )


def cells(table: pa.Table, entity: Entity, rules: Sequence[str]) -> Cells:
    """The values of a result by whom they are about."""
    columns = [table[rule_column(key)].to_pylist() for key in rules]
    homes = table["household_no"].to_pylist()
    numbered = [name for name, _ in KEYS[entity] if name == "person_no"]
    persons = table[numbered[0]].to_pylist() if numbered else [-1] * len(homes)
    rows = zip(*columns, strict=True)
    return dict(zip(zip(homes, persons, strict=True), rows, strict=True))


def subjects(homes: Sequence[Subject]) -> Iterator[tuple[Entity, tuple[int, int], Subject]]:
    """Everybody of the households, by the numbers that ``tables`` gives them."""
    person_no = -1
    for household_no, home in enumerate(homes):
        yield Entity.HOUSEHOLD, (household_no, -1), home
        for member in home.members:
            person_no += 1
            yield Entity.PERSON, (household_no, person_no), member
