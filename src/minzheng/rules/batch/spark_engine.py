"""Runs the same SQL on a Spark cluster through Spark Connect.

Nothing is distributed by us: the snapshot's files become views, the query is the one that DuckDB
runs, written in Spark's dialect, and its rows come back as Arrow.  The snapshot must lie where the
cluster can read it.
"""

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession

from minzheng.rules.batch.areas import NumbersByArea, SharedNumbers
from minzheng.rules.batch.question import Question, asked_entities
from minzheng.rules.batch.results import (
    finished,
    identified,
    undecided_households,
    write_table,
)
from minzheng.rules.batch.rows import households_of
from minzheng.rules.batch.snapshot import TABLES, Snapshot
from minzheng.rules.batch.workers import Progress
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.program import Program


class SparkRun:
    """One program over one snapshot on a Spark Connect server."""

    def __init__(
        self, session: SparkSession, snapshot: Snapshot, program: Program, parameters: ParameterSet
    ) -> None:
        self.snapshot = snapshot
        self.program = program
        self._session = session
        self._areas = NumbersByArea(parameters, program)
        self._holes = frozenset(
            (entity, name) for entity in Entity for name in program.vocabulary.of(entity)
        )

    def groups(self) -> list[SharedNumbers]:
        """The divisions of the snapshot by the numbers they share: one query each."""
        divisions = {division for part in self.snapshot.parts for division in part.divisions}
        return self._areas.shared(sorted(divisions))

    def amounts(self, entity: Entity) -> pa.Table:
        """One wide row per household or person: keys and every outcome's value."""
        found = []
        for group in self.groups():
            self._views(group)
            found.append(self._table(self._question(group).amounts(entity)))
        return pa.concat_tables(found)

    def decided(self, entity: Entity) -> pa.Table:
        """One row for each outcome of an entity that is yes or undecided (see ``Question``)."""
        found = []
        for group in self.groups():
            question = self._question(group)
            if question.of(entity):
                self._views(group)
                found.append(self._table(question.decided(entity)))
        return pa.concat_tables(found)

    def write_results(self, folder: Path, progress: Progress = lambda persons: None) -> None:
        """Every outcome of everybody that is yes or undecided, one file for each group of areas."""
        evaluator = Evaluator(self.program)
        for position, group in enumerate(self.groups()):
            self._views(group)
            question = self._question(group)
            for entity in asked_entities(self.program):
                table = self._table(identified(question.decided(entity), entity))
                homes = self._homes(group, undecided_households(table))
                complete = finished(table, entity, evaluator, homes)
                write_table(complete, entity, folder, f"part-{position:05d}")
        progress(self.snapshot.rows(Entity.PERSON))

    def _question(self, group: SharedNumbers) -> Question:
        return Question(self.program, group.numbers.stored, self._holes, "spark")

    def _views(self, group: SharedNumbers) -> None:
        """``households``, ``persons``, ``supporters``: the rows of one group of areas."""
        households = self._read(Entity.HOUSEHOLD)
        chosen = households.filter(households["division"].isin(*group.divisions))
        chosen.createOrReplaceTempView(TABLES[Entity.HOUSEHOLD])
        keys = chosen.select("household_no")
        for entity in (Entity.PERSON, Entity.SUPPORTER):
            rows = self._read(entity).join(keys, on="household_no", how="left_semi")
            rows.createOrReplaceTempView(TABLES[entity])

    def _read(self, entity: Entity) -> DataFrame:
        return self._session.read.parquet(str(self.snapshot.folder / TABLES[entity]))

    def _table(self, sql: str) -> pa.Table:
        table: pa.Table = self._session.sql(sql).toArrow()
        return table

    def _homes(self, group: SharedNumbers, numbers: Iterable[int]) -> dict[int, Subject]:
        return households_of(self.snapshot, self.snapshot.parts, group.numbers, numbers)
