"""Machine code, DuckDB, Apache Spark and the scalar evaluator on persons with holes, cell by cell.

``python -m benchmarks.rules.engines_agreement SNAPSHOT FOLDER``; wants Java 17 or newer.
"""

import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession

from benchmarks.rules.agreement import Compared, compared
from benchmarks.rules.question import asked
from minzheng.rules.batch import duckdb_engine, native_engine
from minzheng.rules.batch.duckdb_engine import DuckDbRun
from minzheng.rules.batch.native_engine import NativeRun
from minzheng.rules.batch.rows import households_of
from minzheng.rules.batch.snapshot import Part, Snapshot
from minzheng.rules.batch.spark_engine import SparkRun
from minzheng.rules.batch.workers import workers
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.facts import Entity
from minzheng.rules.units import Kind

NUMBERS = {Entity.HOUSEHOLD: "household_no", Entity.PERSON: "person_no"}
MEMORY = "12g"
PARTITIONS = "16"
"""Small enough that a task of each holds its joins in memory."""


def column(key: str) -> str:
    """The column of an outcome."""
    return key.replace(".", "__")


def native_amounts(snapshot: Snapshot, folder: Path) -> None:
    """The files of machine code, our default."""
    question = asked(None)
    run = NativeRun(snapshot, question.program, question.parameters)
    for entity in NUMBERS:
        native_engine.write_amounts(run, entity, folder / entity)


def duckdb_amounts(snapshot: Snapshot, folder: Path) -> None:
    """The files of the SQL on DuckDB."""
    question = asked(None)
    run = DuckDbRun(snapshot, question.program, question.parameters)
    for entity in NUMBERS:
        duckdb_engine.write_amounts(run, entity, folder / entity)


def spark_amounts(snapshot: Snapshot, folder: Path) -> None:
    """Apache Spark's, through a Spark Connect server that this process starts."""
    question = asked(None)
    os.environ.setdefault("PYSPARK_SUBMIT_ARGS", f"--driver-memory {MEMORY} pyspark-shell")
    session = SparkSession.builder.remote(f"local[{workers()}]").getOrCreate()
    session.conf.set("spark.sql.shuffle.partitions", PARTITIONS)
    try:
        run = SparkRun(session, snapshot, question.program, question.parameters)
        for entity in NUMBERS:
            (folder / entity).mkdir(parents=True, exist_ok=True)
            pq.write_table(run.amounts(entity), folder / entity / "amounts.parquet")
    finally:
        session.stop()


def scalar_amounts(snapshot: Snapshot, folder: Path) -> None:
    """The closures', which are read the most easily and so settle what the others should say."""
    for entity in NUMBERS:
        (folder / entity).mkdir(parents=True, exist_ok=True)
    fresh = get_context("spawn")
    with ProcessPoolExecutor(workers(), mp_context=fresh) as pool:
        jobs = [pool.submit(scalar_part, snapshot.folder, part, folder) for part in snapshot.parts]
        for job in jobs:
            job.result()


def scalar_part(source: Path, part: Part, folder: Path) -> None:
    """One part, in a process of its own."""
    question = asked(None)
    snapshot = Snapshot(source)
    evaluator = Evaluator(question.program)
    first = 1 + sum(each.households for each in _before(snapshot, part))
    numbers = question.parameters.numbers(
        question.program.month, part.divisions[0], question.program.numbers
    )
    homes = households_of(snapshot, (part,), numbers, range(first, first + part.households))
    for entity, number in NUMBERS.items():
        keys = [
            each
            for each in question.program.outcomes
            if question.program.steps[each].entity is entity
        ]
        rows = [
            {number: no, **{column(key): evaluator.value(key, subject) for key in keys}}
            for home_no, home in homes.items()
            for no, subject in _subjects(entity, home_no, home)
        ]
        kinds = {key: question.program.steps[key].rule.unit.kind for key in keys}
        schema = pa.schema(
            [(number, pa.int64())]
            + [
                (column(key), pa.bool_() if kind is Kind.YES_NO else pa.int64())
                for key, kind in kinds.items()
            ]
        )
        table = pa.Table.from_pylist(rows, schema=schema)
        pq.write_table(table, folder / entity / f"{part.name}.parquet")


def _before(snapshot: Snapshot, part: Part) -> Iterator[Part]:
    for each in snapshot.parts:
        if each.name == part.name:
            return
        yield each


def _subjects(entity: Entity, number: int, home: Subject) -> Iterator[tuple[int, Subject]]:
    if entity is Entity.HOUSEHOLD:
        yield number, home
    else:
        yield from ((int(member.name), member) for member in home.members)


def all_engines(snapshot: Snapshot, folder: Path) -> Compared:
    """Every other engine against machine code."""
    shutil.rmtree(folder, ignore_errors=True)
    others = {"duckdb": duckdb_amounts, "spark": spark_amounts, "scalar": scalar_amounts}
    for name, compute in {"native": native_amounts, **others}.items():
        compute(snapshot, folder / name)
    cells, differing, examples = 0, 0, []
    steps = asked(None).program.steps
    for other in others:
        for entity, number in NUMBERS.items():
            columns = [
                column(key) for key in asked(None).program.outcomes if steps[key].entity is entity
            ]
            left, right = (f"{folder / name / entity}/*.parquet" for name in ("native", other))
            found = compared(left, right, columns, number)
            cells, differing = cells + found.cells, differing + found.differing
            examples += [f"native against {other}: {each}" for each in found.examples]
    shutil.rmtree(folder)
    return Compared(cells, differing, tuple(examples))


def main(snapshot: str, folder: str) -> None:
    """Compare and print what was found."""
    started = time.perf_counter()
    found = all_engines(Snapshot(Path(snapshot)), Path(folder))
    print(json.dumps({**asdict(found), "seconds": time.perf_counter() - started}))


if __name__ == "__main__":
    main(*sys.argv[1:])
