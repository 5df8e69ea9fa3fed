"""Runs programs over a snapshot as machine code, part by part."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from minzheng.rules.batch.answers import Answers
from minzheng.rules.batch.areas import NumbersByArea
from minzheng.rules.batch.snapshot import Part, Snapshot
from minzheng.rules.batch.workers import Progress, each
from minzheng.rules.evaluation.writing import facts_read
from minzheng.rules.facts import Entity
from minzheng.rules.native.machine import Machine
from minzheng.rules.native.slate import KEYS, Slate, Tables, Words
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.program import Program
from minzheng.rules.specialisation import specialised
from minzheng.rules.sql.nullability import Holes

_DIVISION = "division"


class NativeRun:
    """One program over one snapshot."""

    def __init__(self, snapshot: Snapshot, program: Program, parameters: ParameterSet) -> None:
        self.snapshot = snapshot
        self.program = program
        self.areas = NumbersByArea(parameters, program)
        self._divisions = {each for part in snapshot.parts for each in part.divisions}

    def answers(self, part: Part, also: Mapping[Entity, Iterable[str]] | None = None) -> Answers:
        """What the rules say of everybody in a part.

        ``also`` names columns that the answers shall hold beside the keys.
        """
        shown = {entity: (*KEYS[entity], *(also or {}).get(entity, ())) for entity in Entity}
        tables = {
            entity: self._read(entity, part, {*names, *self._facts[entity]})
            for entity, names in shown.items()
        }
        noted = Slate(self.machine, tables, self._numbers(part, tables)).walk()
        kept = {entity: tables[entity].select(names) for entity, names in shown.items()}
        return Answers(self.program, kept, noted)

    @cached_property
    def machine(self) -> Machine:
        """The machine code; it asks about unknown values only if there are any that matter."""
        read = {(entity, name) for entity, names in self._facts.items() for name in names}
        return Machine(self.program, self._every_fact if read & self.snapshot.holes else frozenset())

    @property
    def _every_fact(self) -> Holes:
        facts = self.program.vocabulary
        return frozenset((entity, name) for entity in Entity for name in facts.of(entity))

    @cached_property
    def _facts(self) -> Mapping[Entity, frozenset[str]]:
        """The facts that matter under any of the numbers that hold in the snapshot."""
        found: dict[Entity, set[str]] = {entity: set() for entity in Entity}
        sets = {id(numbers): numbers for numbers in map(self.areas.of, self._divisions)}
        for numbers in sets.values():
            special = specialised(self.program, numbers.stored, self.snapshot.holes)
            for entity, names in facts_read(special).items():
                found[entity].update(names)
        return {entity: frozenset(names) for entity, names in found.items()}

    @cached_property
    def _words(self) -> Mapping[str, Words]:
        """By division its numbers as the code reads them; the same array where they are the same."""
        sets: dict[int, Words] = {}
        found: dict[str, Words] = {}
        for division in self._divisions:
            numbers = self.areas.of(division)
            if id(numbers) not in sets:
                words = self.machine.layout.written(numbers.stored)
                sets[id(numbers)] = np.array(words, np.int64)
            found[division] = sets[id(numbers)]
        return found

    def _numbers(self, part: Part, tables: Tables) -> Words:
        """For each household the address of its numbers."""
        addresses = {each: self._words[each].ctypes.data for each in part.divisions}
        if len(set(addresses.values())) == 1:
            first = next(iter(addresses.values()))
            return np.full(tables[Entity.HOUSEHOLD].num_rows, first, np.int64)
        divisions = self._read(Entity.HOUSEHOLD, part, [_DIVISION])[_DIVISION]
        coded = divisions.combine_chunks().dictionary_encode()
        known = np.array([addresses[each] for each in coded.dictionary.to_pylist()], np.int64)
        found: Words = known[coded.indices.to_numpy()]
        return found

    def _read(self, entity: Entity, part: Part, columns: Iterable[str]) -> pa.Table:
        file = pq.ParquetFile(self.snapshot.file(entity, part), memory_map=False)
        return file.read(columns=list(columns), use_threads=False)


def write_amounts(
    run: NativeRun, entity: Entity, folder: Path, *, progress: Progress = lambda persons: None
) -> None:
    """One wide row per household or person: keys and every outcome's value, zeros included."""
    folder.mkdir(parents=True, exist_ok=True)

    def work(part: Part) -> None:
        _write(run.answers(part).amounts(entity), folder / f"{part.name}.parquet", KEYS[entity])

    _ = run.machine  # made by this thread, for all others
    each(run.snapshot.parts, work, progress=progress)


def _write(table: pa.Table, path: Path, keys: Iterable[str]) -> None:
    """Keys as their differences, amounts as they are: nearly all of them are nought."""
    fields = [field.with_nullable(table[field.name].null_count > 0) for field in table.schema]
    pq.write_table(
        table.cast(pa.schema(fields)),
        path,
        compression="lz4",
        use_dictionary=False,
        column_encoding=dict.fromkeys(keys, "DELTA_BINARY_PACKED"),
    )
