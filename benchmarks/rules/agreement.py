"""Ours against OpenFisca by cells: ``python -m benchmarks.rules.agreement SNAPSHOT FOLDER``."""

import json
import shutil
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from benchmarks.rules import openfisca_engine
from benchmarks.rules.question import asked
from minzheng.rules.batch.native_engine import NativeRun, write_amounts
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.facts import Entity

SHOWN = 3
"""Examples of each column that differs."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How many cells were compared, how many differ, and some of these."""

    cells: int
    differing: int
    examples: tuple[str, ...]


def compared(left: str, right: str, columns: Iterable[str], key: str) -> Compared:
    """Two sets of Parquet files, joined in full on a key; a missing row differs in every column."""
    cells, differing, examples = 0, 0, []
    with duckdb.connect() as connection:
        for column in columns:
            joined = (
                f"FROM (SELECT {key}, {column} AS ours FROM read_parquet('{left}')) "
                f"FULL JOIN (SELECT {key}, {column} AS theirs FROM read_parquet('{right}')) "
                f"USING ({key})"
            )
            unequal = "ours IS DISTINCT FROM theirs"
            row = connection.execute(f"SELECT count(*), count_if({unequal}) {joined}").fetchone()
            assert row is not None
            cells, differing = cells + row[0], differing + row[1]
            if row[1]:
                some = (
                    f"SELECT {key}, ours, theirs {joined} WHERE {unequal} ORDER BY 1 LIMIT {SHOWN}"
                )
                for number, ours, theirs in connection.execute(some).fetchall():
                    examples.append(f"{column}: {key} {number}: {ours} against {theirs}")
    return Compared(cells, differing, tuple(examples))


def against_openfisca(snapshot: Snapshot, folder: Path) -> Compared:
    """The shared amounts of every person of a snapshot without holes."""
    question = asked()
    shutil.rmtree(folder, ignore_errors=True)
    run = NativeRun(snapshot, question.program, question.parameters)
    write_amounts(run, Entity.PERSON, folder / "ours")
    outcomes = question.program.outcomes
    model = openfisca_engine.model(question)
    openfisca_engine.run(model, outcomes, snapshot, folder / "openfisca")
    columns = [key.replace(".", "__") for key in outcomes]
    ours, theirs = (f"{folder / name}/*.parquet" for name in ("ours", "openfisca"))
    found = compared(ours, theirs, columns, "person_no")
    shutil.rmtree(folder)
    return found


def main(snapshot: str, folder: str) -> None:
    """Compare and print what was found."""
    started = time.perf_counter()
    found = against_openfisca(Snapshot(Path(snapshot)), Path(folder))
    print(json.dumps({**asdict(found), "seconds": time.perf_counter() - started}))


if __name__ == "__main__":
    main(*sys.argv[1:])
