"""Runs programs over a snapshot on DuckDB, part by part, two parts at a time."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock

import duckdb

from minzheng.rules.batch.areas import NumbersByArea, SharedNumbers
from minzheng.rules.batch.question import Question, asked_entities
from minzheng.rules.batch.results import (
    finished,
    identified,
    undecided_households,
    write_table,
)
from minzheng.rules.batch.rows import households_of
from minzheng.rules.batch.snapshot import TABLES, Part, Snapshot
from minzheng.rules.batch.workers import Progress, in_parallel, workers
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.program import Program

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
        """The SQL for a piece; made once for each set of numbers."""
        numbers = self.areas.of(piece.shared.divisions[0])
        with self._asking:
            found = self._questions.get(id(numbers))
            if found is None:
                found = Question(self.program, numbers.stored, self.snapshot.holes, "duckdb")
                self._questions[id(numbers)] = found
            return found

    def connect(self, piece: Piece) -> duckdb.DuckDBPyConnection:
        """A connection in which ``households``, ``persons``, ``supporters`` are a piece's rows."""
        connection = connected()
        for entity, table in TABLES.items():
            files = [str(self.snapshot.file(entity, part)) for part in piece.parts]
            rows = f"SELECT * FROM read_parquet([{_literals(files)}])"
            if not piece.whole:
                rows += f" WHERE {_within(entity, piece.shared.divisions)}"
            connection.execute(f"CREATE TEMP VIEW all_{table} AS {rows}")
            connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM all_{table}")
        return connection

    def write_results(self, folder: Path, progress: Progress = lambda persons: None) -> None:
        """Every outcome of everybody that is yes or undecided, as result files."""
        evaluator = Evaluator(self.program)

        def work(piece: Piece) -> None:
            for entity in asked_entities(self.program):
                text = identified(self.question(piece).decided(entity), entity)
                with self.connect(piece) as connection:
                    table = connection.sql(text).to_arrow_table()
                numbers = undecided_households(table)
                homes = households_of(self.snapshot, piece.parts, piece.shared.numbers, numbers)
                complete = finished(table, entity, evaluator, homes)
                write_table(complete, entity, folder, piece.name)

        in_parallel(self.pieces(), work, progress=progress)


def connected() -> duckdb.DuckDBPyConnection:
    """An empty database for one worker."""
    return duckdb.connect(
        config={
            "threads": 1,
            "preserve_insertion_order": False,
            "memory_limit": _MEMORY_LIMIT,
            "temp_directory": tempfile.gettempdir(),
        }
    )


def write_amounts(
    run: DuckDbRun, entity: Entity, folder: Path, *, progress: Progress = lambda persons: None
) -> None:
    """One wide row per household or person: keys and every outcome's value, zeros included."""
    folder.mkdir(parents=True, exist_ok=True)

    def work(piece: Piece) -> None:
        sql = run.question(piece).amounts(entity)
        path = folder / f"{piece.name}.parquet"
        with run.connect(piece) as connection:
            connection.execute(f"COPY ({sql}) TO {_literals([str(path)])} (FORMAT parquet)")

    in_parallel(run.pieces(), work, progress=progress)


def _within(entity: Entity, divisions: Iterable[str]) -> str:
    if entity is Entity.HOUSEHOLD:
        return f"division IN ({_literals(divisions)})"
    return "household_no IN (SELECT household_no FROM all_households)"


def _literals(texts: Iterable[str]) -> str:
    """Texts as SQL literals."""
    return ", ".join(f"'{text.replace(_QUOTE, _QUOTE * 2)}'" for text in texts)
