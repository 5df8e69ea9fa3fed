"""Runs programs over a snapshot on DuckDB, part by part, two parts at a time."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from minzheng.rules.batch.areas import NumbersByArea, SharedNumbers
from minzheng.rules.batch.question import Question
from minzheng.rules.batch.snapshot import TABLES, Part, Snapshot
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.program import Program
from minzheng.rules.reach import reached
from minzheng.rules.sql.nullability import Holes

Progress = Callable[[int], None]
"""Told of each finished part how many persons it held."""


_PERSONS_PER_PIECE = 1_250_000
_QUOTE = "'"

_MEMORY_LIMIT = "400MB"
"""Of each worker's connection: a piece that needs more goes on, more slowly, on disk."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some parts, or those households of one part, that share the same numbers."""

    parts: tuple[Part, ...]
    shared: SharedNumbers
    whole: bool

    @property
    def name(self) -> str:
        """A name for the piece's output, the same in every run."""
        first = self.parts[0].name
        return first if self.whole else f"{first}-{self.shared.divisions[0]}"

    def joined(self, part: Part, shared: SharedNumbers) -> "Piece":
        """The piece with one more part that has the same numbers."""
        divisions = (*self.shared.divisions, *shared.divisions)
        return Piece((*self.parts, part), SharedNumbers(shared.numbers, divisions), whole=True)

    @property
    def persons(self) -> int:
        """How many persons its parts hold."""
        return sum(part.persons for part in self.parts)


class DuckDbRun:
    """One program over one snapshot."""

    def __init__(self, snapshot: Snapshot, program: Program, parameters: ParameterSet) -> None:
        self.snapshot = snapshot
        self.program = program
        self.areas = NumbersByArea(parameters, program)
        self._questions: dict[int, Question] = {}
        self._asking = Lock()

    def pieces(self) -> list[Piece]:
        """The units of work, largest first, so that workers end together.

        Small parts with the same numbers go together: planning a query costs as much as running it
        on some hundred thousand persons.
        """
        found: list[Piece] = []
        open_pieces: dict[int, Piece] = {}
        for part in self.snapshot.parts:
            groups = self.areas.shared(part.divisions)
            if len(groups) > 1:
                found += [Piece((part,), each, whole=False) for each in groups]
                continue
            key = id(groups[0].numbers)
            piece = open_pieces.pop(key, None)
            piece = (
                piece.joined(part, groups[0]) if piece else Piece((part,), groups[0], whole=True)
            )
            if piece.persons < self._enough:
                open_pieces[key] = piece
            else:
                found.append(piece)
        found += open_pieces.values()
        return sorted(found, key=lambda piece: -piece.persons)

    @cached_property
    def _enough(self) -> int:
        """Persons in a piece: as many as memory allows, alike, so that workers end together.

        A piece ends with the part that makes it large enough, on average half a part too late.
        """
        persons = self.snapshot.rows(Entity.PERSON)
        turns = -(-persons // (_PERSONS_PER_PIECE * workers()))
        part = persons // max(len(self.snapshot.parts), 1)
        return persons // (turns * workers()) - part // 2 if turns else 0

    def question(self, piece: Piece) -> Question:
        """The SQL for a piece."""
        return self.question_for(piece.shared.divisions[0])

    def question_for(self, division: str) -> Question:
        """The SQL for households in a division; made once for each set of numbers."""
        numbers = self.areas.of(division)
        with self._asking:
            found = self._questions.get(id(numbers))
            if found is None:
                found = Question(self.program, numbers.stored, self.holes, "duckdb")
                self._questions[id(numbers)] = found
            return found

    def connect(self, piece: Piece) -> duckdb.DuckDBPyConnection:
        """A connection in which ``households``, ``persons``, ``supporters`` are a piece's rows."""
        connection = duckdb.connect(
            config={
                "threads": 1,
                "preserve_insertion_order": False,
                "memory_limit": _MEMORY_LIMIT,
                "temp_directory": tempfile.gettempdir(),
            }
        )
        for entity, table in TABLES.items():
            files = [str(self.snapshot.file(entity, part)) for part in piece.parts]
            rows = f"SELECT * FROM read_parquet([{_literals(files)}])"
            if not piece.whole:
                rows += f" WHERE {_within(entity, piece.shared.divisions)}"
            connection.execute(f"CREATE TEMP VIEW all_{table} AS {rows}")
            connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM all_{table}")
        return connection

    def connect_relevant(self, piece: Piece) -> duckdb.DuckDBPyConnection:
        """The same, but the views hold only households that need all rules (see ``relevant``).

        ``relevant`` lists these; ``other_households`` … hold the others, ``all_households`` … all.
        """
        connection = self.connect(piece)
        connection.execute(f"CREATE TEMP TABLE relevant AS {self.question(piece).relevant()}")
        first = _mark_relevant(connection)
        for table in TABLES.values():
            for view, marked in ((table, 1), (f"other_{table}", 0)):
                rows = f"SELECT * FROM all_{table} WHERE {_MARK.format(first)} = {marked}"
                connection.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS {rows}")
        return connection

    def divided_for(self, other: "DuckDbRun") -> list[Piece]:
        """The pieces, cut further where another run's numbers differ within one."""
        found: list[Piece] = []
        for piece in self.pieces():
            groups = other.areas.shared(piece.shared.divisions)
            if len(groups) == 1:
                found.append(piece)
                continue
            found += [
                Piece(
                    piece.parts, SharedNumbers(piece.shared.numbers, group.divisions), whole=False
                )
                for group in groups
            ]
        return found

    @cached_property
    def holes(self) -> Holes:
        """The facts of which at least one value is missing, from the files' own statistics."""
        return frozenset(
            (entity, name)
            for entity in Entity
            for part in self.snapshot.parts
            for name in columns_with_nulls(self.snapshot.file(entity, part))
        )


_MARK = "get_bit(getvariable('marks'), CAST(household_no - {} AS INTEGER))"


def _mark_relevant(connection: duckdb.DuckDBPyConnection) -> int:
    """Keep a bit for each household number, the first of which is returned.

    A join would copy every column of those who stay; this takes a third off the whole query.
    """
    first, last = connection.sql(
        "SELECT coalesce(min(household_no), 0), coalesce(max(household_no), 0) FROM all_households"
    ).fetchall()[0]
    none = f"bitstring('0', {last - first + 1})"
    marks = f"SELECT coalesce(bitstring_agg(household_no, {first}, {last}), {none}) FROM relevant"
    connection.execute(f"SET VARIABLE marks = ({marks})")
    return int(first)


def reached_outcomes(before: DuckDbRun, after: DuckDbRun) -> tuple[str, ...]:
    """The outcomes that a change of numbers reaches anywhere in the snapshot."""
    found: set[str] = set()
    compared = set()
    for piece in before.divided_for(after):
        division = piece.shared.divisions[0]
        old, new = before.areas.of(division), after.areas.of(division)
        if (id(old), id(new)) not in compared:
            compared.add((id(old), id(new)))
            found.update(reached(before.program, old.stored, new.stored, before.holes))
    return tuple(key for key in before.program.outcomes if key in found)


def each_piece(
    pieces: Iterable[Piece],
    work: Callable[[Piece], None],
    *,
    progress: Progress = lambda persons: None,
) -> None:
    """Do some work on every piece; the first failure ends the run and is raised."""
    with ThreadPoolExecutor(max_workers=workers()) as pool:
        running = {pool.submit(work, piece): piece for piece in pieces}
        try:
            for done in as_completed(running):
                done.result()
                progress(running[done].persons)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def workers() -> int:
    """As many pieces at a time as there are processors."""
    return len(os.sched_getaffinity(0))


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
        question = run.question(piece)
        sql = f"{question.amounts(entity)} UNION ALL {question.amounts_of_others(entity)}"
        path = folder / f"{piece.name}.parquet"
        with run.connect_relevant(piece) as connection:
            connection.execute(f"COPY ({sql}) TO {_literals([str(path)])} (FORMAT parquet)")

    each_piece(run.pieces(), work, progress=progress)


def totals(
    run: DuckDbRun, *, progress: Progress = lambda persons: None
) -> dict[Entity, list[pa.Table]]:
    """Per entity the totals of every piece by division; no person's row is written."""
    found: dict[Entity, list[pa.Table]] = {}

    def work(piece: Piece) -> None:
        with run.connect_relevant(piece) as connection:
            for entity, sql in run.question(piece).totals():
                found.setdefault(entity, []).append(connection.sql(sql).to_arrow_table())

    each_piece(run.pieces(), work, progress=progress)
    return found


def _within(entity: Entity, divisions: Iterable[str]) -> str:
    if entity is Entity.HOUSEHOLD:
        return f"division IN ({_literals(divisions)})"
    return "household_no IN (SELECT household_no FROM all_households)"


def _literals(texts: Iterable[str]) -> str:
    """Texts as SQL literals."""
    return ", ".join(f"'{text.replace(_QUOTE, _QUOTE * 2)}'" for text in texts)
