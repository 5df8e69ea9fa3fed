"""The floor: the same columns of the same files touched, the same rows written, nothing else."""

import time
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from benchmarks.rules.question import Asked
from minzheng.rules.batch.native_engine import NativeRun, write_wide
from minzheng.rules.batch.snapshot import TABLES, Part, Snapshot
from minzheng.rules.batch.workers import workers
from minzheng.rules.facts import Entity
from minzheng.rules.sql.query import KEYS

Columns = Mapping[str, list[str]]
"""By table, the columns that the engine's query scans."""


def scanned(asked: Asked, snapshot: Snapshot) -> dict[str, list[str]]:
    """The columns that our engine reads: keys, and the facts that matter."""
    run = NativeRun(snapshot, asked.program, asked.parameters)
    return {table: sorted({*KEYS[entity], *run.facts[entity]}) for entity, table in TABLES.items()}


def run(snapshot: Snapshot, columns: Columns, amounts: Path, folder: Path) -> float:
    """Seconds to touch the columns and to write the amounts, which are in memory beforehand."""
    folder.mkdir(parents=True, exist_ok=True)
    threads: dict[str, str | bool | int | float | list[str]] = {
        "threads": workers(),
        "preserve_insertion_order": False,
    }
    with duckdb.connect(config=threads) as connection:
        connection.execute(f"CREATE TABLE amounts AS FROM read_parquet('{amounts}/*.parquet')")
        started = time.perf_counter()
        for table, names in columns.items():
            connection.execute(_touch(connection, snapshot, table, names)).fetchall()
        target = folder / "amounts.parquet"
        connection.execute(f"COPY amounts TO '{target}' (FORMAT parquet)")
        return time.perf_counter() - started


def run_by_arrow(asked: Asked, snapshot: Snapshot, amounts: Path, folder: Path) -> float:
    """Seconds for the same by Arrow: our own reader and our own writer, and no rule between."""
    folder.mkdir(parents=True, exist_ok=True)
    reading = NativeRun(snapshot, asked.program, asked.parameters)
    names = [f"{part.name}.parquet" for part in snapshot.parts]
    written = {name: pq.read_table(amounts / name) for name in names}

    def work(part: Part) -> None:
        reading.read(part, reading.facts)
        name = f"{part.name}.parquet"
        write_wide(written[name], Entity.PERSON, folder / name)

    started = time.perf_counter()
    reading.each_part(work, lambda persons: None)
    return time.perf_counter() - started


def _touch(
    connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, table: str, names: list[str]
) -> str:
    """A query that must decode every value: sums are not in the files' statistics."""
    source = f"read_parquet('{snapshot.folder / table}/*.parquet')"
    kinds = {row[0]: row[1] for row in connection.execute(f"DESCRIBE FROM {source}").fetchall()}
    sums = [
        f"count_if({name})" if kinds[name] == "BOOLEAN" else f"sum({name})"
        for name in names
        if kinds[name] != "VARCHAR"
    ]
    return f"SELECT {', '.join(sums)} FROM {source}"
