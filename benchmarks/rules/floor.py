"""The floor: the same columns of the same files touched, the same rows written, nothing else."""

import json
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.rules.question import Asked
from minzheng.rules.batch.duckdb_engine import DuckDbRun, workers
from minzheng.rules.batch.snapshot import TABLES, Snapshot
from minzheng.rules.facts import Entity

Columns = Mapping[str, list[str]]
"""By table, the columns that the engine's query scans."""


def scanned(asked: Asked, snapshot: Snapshot) -> dict[str, list[str]]:
    """The columns that our query really reads, from DuckDB's own profile of its smallest piece."""
    run = DuckDbRun(snapshot, asked.program, asked.parameters)
    piece = run.pieces()[-1]
    with tempfile.TemporaryDirectory() as folder, run.connect(piece) as connection:
        profile = Path(folder) / "profile.json"
        connection.execute("PRAGMA enable_profiling='json'")
        connection.execute(f"PRAGMA profiling_output='{profile}'")
        connection.execute(run.question(piece).amounts(Entity.PERSON)).fetchall()
        connection.execute("PRAGMA disable_profiling")
        root = json.loads(profile.read_text("utf-8"))
    found: dict[str, set[str]] = {table: set() for table in TABLES.values()}
    for scan in _scans(root.get("operator") or root["children"]):
        about = scan["extra_info"]
        table = Path(about["Filename(s)"].split(",")[0]).parent.name
        columns = about["Projections"]
        found[table] |= set([columns] if isinstance(columns, str) else columns)
    return {table: sorted(columns) for table, columns in found.items()}


def _scans(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        if "Filename(s)" in node.get("extra_info", {}):
            yield node
        yield from _scans(node.get("children", []))


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
