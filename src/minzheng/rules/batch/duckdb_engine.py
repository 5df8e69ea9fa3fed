"""Runs programs over a snapshot on DuckDB, part by part, two parts at a time."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from minzheng.rules.batch.areas import NumbersByArea, SharedNumbers
from minzheng.rules.batch.question import Question
from minzheng.rules.batch.snapshot import TABLES, Part, Snapshot
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.program import Program
from minzheng.rules.sql.nullability import Holes

Progress = Callable[[int], None]
"""Told of each finished part how many persons it held."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One part, or those of its households that share the same numbers."""

    part: Part
    shared: SharedNumbers
    whole: bool


class DuckDbRun:
    """One program over one snapshot."""

    def __init__(self, snapshot: Snapshot, program: Program, parameters: ParameterSet) -> None:
        self.snapshot = snapshot
        self.program = program
        self._areas = NumbersByArea(parameters, program)
        self._questions: dict[tuple[int, Holes], Question] = {}

    def pieces(self) -> Iterator[Piece]:
        """The units of work, largest parts first, so that workers end together."""
        for part in sorted(self.snapshot.parts, key=lambda part: -part.persons):
            shared = self._areas.shared(part.divisions)
            for each in shared:
                yield Piece(part, each, whole=len(shared) == 1)

    def question(self, piece: Piece) -> Question:
        """The SQL for a piece; made once for each set of numbers and holes."""
        key = (id(piece.shared.numbers), self._holes(piece.part))
        found = self._questions.get(key)
        if found is None:
            stored = piece.shared.numbers.stored
            found = self._questions[key] = Question(self.program, stored, key[1], "duckdb")
        return found

    def connect(self, piece: Piece) -> duckdb.DuckDBPyConnection:
        """A connection in which ``households``, ``persons``, ``supporters`` are the piece's rows."""
        connection = duckdb.connect(config={"threads": 1, "preserve_insertion_order": False})
        for entity, table in TABLES.items():
            path = self.snapshot.file(entity, piece.part)
            rows = f"SELECT * FROM read_parquet('{_quoted(path)}')"
            if not piece.whole:
                rows += f" WHERE {_within(entity, piece.shared.divisions)}"
            connection.execute(f"CREATE TEMP VIEW {table} AS {rows}")
        return connection

    def each_piece(
        self, work: Callable[[Piece], None], *, progress: Progress = lambda persons: None
    ) -> None:
        """Do some work on every piece; the first failure ends the run and is raised."""
        with ThreadPoolExecutor(max_workers=self.workers) as workers:
            running = {workers.submit(work, piece): piece for piece in self.pieces()}
            try:
                for done in as_completed(running):
                    done.result()
                    progress(running[done].part.persons)
            except BaseException:
                workers.shutdown(cancel_futures=True)
                raise

    @cached_property
    def workers(self) -> int:
        """As many as there are processors."""
        return len(os.sched_getaffinity(0))

    def _holes(self, part: Part) -> Holes:
        """The facts of which a part lacks at least one value, from the files' own statistics."""
        return frozenset(
            (entity, name)
            for entity in Entity
            for name in columns_with_nulls(self.snapshot.file(entity, part))
        )


def columns_with_nulls(path: Path) -> Iterator[str]:
    """The columns of a Parquet file that hold a NULL, or may; read from its footer alone."""
    metadata = pq.ParquetFile(path).metadata
    for position in range(metadata.num_columns):
        groups = (metadata.row_group(i).column(position) for i in range(metadata.num_row_groups))
        statistics = [group.statistics for group in groups]
        if any(each is None or each.null_count != 0 for each in statistics):
            yield metadata.schema.column(position).name


def write_amounts(
    run: DuckDbRun, entity: Entity, folder: Path, *, progress: Progress = lambda persons: None
) -> None:
    """One wide row per household or person: keys and every outcome's value, zeros included."""
    folder.mkdir(parents=True, exist_ok=True)

    def work(piece: Piece) -> None:
        sql = run.question(piece).amounts(entity)
        path = folder / f"{piece_name(piece)}.parquet"
        with run.connect(piece) as connection:
            connection.execute(f"COPY ({sql}) TO '{_quoted(path)}' (FORMAT parquet)")

    run.each_piece(work, progress=progress)


def totals(
    run: DuckDbRun, *, progress: Progress = lambda persons: None
) -> dict[Entity, list[pa.Table]]:
    """Per entity the totals of every piece by division; no person's row is written."""
    found: dict[Entity, list[pa.Table]] = {}

    def work(piece: Piece) -> None:
        with run.connect(piece) as connection:
            for entity, sql in run.question(piece).totals():
                found.setdefault(entity, []).append(connection.execute(sql).to_arrow_table())

    run.each_piece(work, progress=progress)
    return found


def piece_name(piece: Piece) -> str:
    """A name for a piece's output, the same in every run."""
    return piece.part.name if piece.whole else f"{piece.part.name}-{piece.shared.divisions[0]}"


def _within(entity: Entity, divisions: Iterable[str]) -> str:
    listed = ", ".join(f"'{division}'" for division in divisions)
    if entity is Entity.HOUSEHOLD:
        return f"division IN ({listed})"
    return f"household_no IN (SELECT household_no FROM households WHERE division IN ({listed}))"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
