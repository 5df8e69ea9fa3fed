"""Runs programs over a snapshot as machine code, part by part."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from threading import Lock

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from minzheng.rules.batch.answers import Answers
from minzheng.rules.batch.areas import NumbersByArea
from minzheng.rules.batch.question import asked_entities
from minzheng.rules.batch.results import finished, undecided_households, write_table
from minzheng.rules.batch.rows import households_of
from minzheng.rules.batch.snapshot import Part, Snapshot
from minzheng.rules.batch.workers import Progress, in_parallel
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.evaluation.writing import facts_read
from minzheng.rules.facts import Entity
from minzheng.rules.native.layout import Layout
from minzheng.rules.native.machine import Machine
from minzheng.rules.native.slate import Slate, Tables, Words
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.program import Program
from minzheng.rules.specialisation import specialised
from minzheng.rules.sql.nullability import Holes
from minzheng.rules.sql.query import KEYS

Columns = Mapping[Entity, Iterable[str]]
"""Columns of a snapshot's tables."""

_DIVISION = "division"

_IDENTIFIED: Columns = {
    Entity.HOUSEHOLD: ("household_id", _DIVISION),
    Entity.PERSON: ("person_id", "name"),
}
"""Beside the keys, what result files say of whom they are about."""


class NativeRun:
    """One program over one snapshot."""

    def __init__(self, snapshot: Snapshot, program: Program, parameters: ParameterSet) -> None:
        self.snapshot = snapshot
        self.program = program
        self.areas = NumbersByArea(parameters, program)
        self._divisions = {each for part in snapshot.parts for each in part.divisions}
        self._machines: dict[Holes, Machine] = {}
        self._making = Lock()

    def prepare(self) -> None:
        """Make what all parts share, before several threads ask for it."""
        _ = self._numbers, self.facts

    def each_part(self, work: Callable[[Part], None], progress: Progress) -> None:
        """Do some work on every part, the largest first, so that all end together."""
        self.prepare()
        largest_first = sorted(self.snapshot.parts, key=lambda part: -part.persons)
        in_parallel(largest_first, work, progress=progress)

    def answers(self, part: Part, shown: Columns | None = None) -> Answers:
        """What the rules say of everybody in a part; ``shown`` stand beside the keys there."""
        shown = shown or {}
        tables = self.read(part, self.facts, shown)
        return self.asked(part, tables, shown)

    def write_results(self, folder: Path, progress: Progress = lambda persons: None) -> None:
        """Every outcome of everybody that is yes or undecided, as result files."""
        evaluator = Evaluator(self.program)

        def work(part: Part) -> None:
            answers = self.answers(part, _IDENTIFIED)
            for entity in asked_entities(self.program):
                table = answers.decided(entity)
                homes = self._undecided(part, table)
                write_table(finished(table, entity, evaluator, homes), entity, folder, part.name)

        self.each_part(work, progress)

    def _undecided(self, part: Part, table: pa.Table) -> dict[int, Subject]:
        """The households in which something could not be decided."""
        found: dict[int, Subject] = {}
        for shared in self.areas.shared(part.divisions):
            own = table.filter(pc.is_in(table[_DIVISION], pa.array(shared.divisions)))
            wanted = undecided_households(own)
            found |= households_of(self.snapshot, (part,), shared.numbers, wanted)
        return found

    def read(self, part: Part, *columns: Columns) -> Tables:
        """The keys and some columns of a part."""
        return {
            entity: self._read(entity, part, {*KEYS[entity], *_of(entity, columns)})
            for entity in Entity
        }

    def asked(self, part: Part, tables: Tables, shown: Columns) -> Answers:
        """What the rules say of those in the tables, which hold at least the ``facts``."""
        numbers = self._numbers  # their addresses are read until the walk is done
        places = self._of_households(part, tables, numbers)
        noted = Slate(self._machine(tables), tables, places).walk()
        kept = {
            entity: tables[entity].select(list(dict.fromkeys((*keys, *_of(entity, (shown,))))))
            for entity, keys in KEYS.items()
        }
        return Answers(self.program, kept, noted)

    def _machine(self, tables: Tables) -> Machine:
        """The machine code; where nothing is unknown it asks about no unknown values."""
        unknown = any(
            tables[entity][name].null_count
            for entity, names in self.facts.items()
            for name in names
        )
        holes = self._every_fact if unknown else frozenset()
        with self._making:
            if holes not in self._machines:
                self._machines[holes] = Machine(self.program, holes)
            return self._machines[holes]

    @cached_property
    def _every_fact(self) -> Holes:
        facts = self.program.vocabulary
        return frozenset((entity, name) for entity in Entity for name in facts.of(entity))

    @cached_property
    def facts(self) -> Columns:
        """The facts that matter, known or not, under any numbers that hold in the snapshot."""
        found: dict[Entity, set[str]] = {entity: set() for entity in Entity}
        sets = {id(numbers): numbers for numbers in map(self.areas.of, self._divisions)}
        for numbers in sets.values():
            special = specialised(self.program, numbers.stored, self._every_fact)
            for entity, names in facts_read(special).items():
                found[entity].update(names)
        return found

    @cached_property
    def _numbers(self) -> Mapping[str, Words]:
        """By division its numbers as the code reads them, one array for all that share them."""
        layout = Layout(self.program)
        sets: dict[int, Words] = {}
        found: dict[str, Words] = {}
        for division in self._divisions:
            numbers = self.areas.of(division)
            if id(numbers) not in sets:
                words = layout.written(numbers.stored)
                sets[id(numbers)] = np.array(words, np.int64)
            found[division] = sets[id(numbers)]
        return found

    def _of_households(self, part: Part, tables: Tables, numbers: Mapping[str, Words]) -> Words:
        """For each household the address of its numbers."""
        addresses = {each: numbers[each].ctypes.data for each in part.divisions}
        if len(set(addresses.values())) <= 1:
            shared = next(iter(addresses.values()), 0)
            return np.full(tables[Entity.HOUSEHOLD].num_rows, shared, np.int64)
        divisions = self._read(Entity.HOUSEHOLD, part, {_DIVISION})[_DIVISION]
        coded = divisions.combine_chunks().dictionary_encode()
        known = np.array([addresses[each] for each in coded.dictionary.to_pylist()], np.int64)
        found: Words = known[coded.indices.to_numpy()]
        return found

    def _read(self, entity: Entity, part: Part, columns: Iterable[str]) -> pa.Table:
        with pq.ParquetFile(self.snapshot.file(entity, part)) as file:
            return file.read(columns=list(columns), use_threads=False)


def _of(entity: Entity, columns: Iterable[Columns]) -> Iterable[str]:
    return (name for each in columns for name in each.get(entity, ()))


def write_amounts(
    run: NativeRun, entity: Entity, folder: Path, *, progress: Progress = lambda persons: None
) -> None:
    """One wide row per household or person: keys and every outcome's value, zeros included."""
    folder.mkdir(parents=True, exist_ok=True)

    def work(part: Part) -> None:
        write_wide(run.answers(part).amounts(entity), entity, folder / f"{part.name}.parquet")

    run.each_part(work, progress)


def write_wide(table: pa.Table, entity: Entity, path: Path) -> None:
    """Keys as their differences, amounts as they are: nearly all of them are nought."""
    fields = [field.with_nullable(table[field.name].null_count > 0) for field in table.schema]
    pq.write_table(
        table.cast(pa.schema(fields)),
        path,
        compression="lz4",
        use_dictionary=False,
        column_encoding=dict.fromkeys(KEYS[entity], "DELTA_BINARY_PACKED"),
        write_statistics=list(KEYS[entity]),
    )


def totals(run: NativeRun, *, progress: Progress = lambda persons: None) -> pa.Table:
    """By division and outcome to how many it is given and what it comes to; no person's row.

    Columns: ``division``, ``benefit``, ``given``, ``amount`` (fen).
    """
    found: list[pa.Table] = []

    def work(part: Part) -> None:
        answers = run.answers(part, {Entity.HOUSEHOLD: [_DIVISION]})
        for entity in asked_entities(run.program):
            rows = answers.decided(entity)
            found.append(rows.filter(pc.invert(rows["undecided"])).select(_TOTALLED))

    run.each_part(work, progress)
    grouped = pa.concat_tables(found).group_by([_DIVISION, "benefit"])
    return grouped.aggregate([([], "count_all"), ("amount", "sum")]).rename_columns(
        [_DIVISION, "benefit", "given", "amount"]
    )


_TOTALLED = [_DIVISION, "benefit", "amount"]
