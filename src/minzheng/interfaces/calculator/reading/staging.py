"""First pass: every cell read and stored, batch by batch, with the row that it came from.

What comes out is one Parquet file per table: ``row``, the keys and those facts that the input has.
Cells that could not be read are null there, and their problems are in the log.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from minzheng.interfaces.calculator.reading.columns import (
    BadCell,
    ColumnReader,
    as_texts,
    fact_reader,
)
from minzheng.interfaces.calculator.reading.contacts import CONTACT_COLUMNS, contact_reader
from minzheng.interfaces.calculator.reading.headers import Column, match_header
from minzheng.interfaces.calculator.reading.identity import IdentityReader
from minzheng.interfaces.calculator.reading.keys import (
    KEY_COLUMNS,
    PERSON_ID,
    Key,
    key_reader,
)
from minzheng.interfaces.calculator.reading.problems import (
    CellFault,
    Problem,
    ProblemLog,
    Severity,
)
from minzheng.interfaces.calculator.reading.row_checks import (
    Finding,
    death_before_birth,
    examples,
    future_dates,
    identity_disagrees,
)
from minzheng.interfaces.calculator.reading.tables import Batch, RawTable
from minzheng.rules.batch.snapshot import TABLES, arrow_type
from minzheng.rules.facts import Entity, Fact, Vocabulary

_MERGED = "请填写；合并单元格要先取消合并，再逐行填写"
_UNUSED = "如应使用，请按模板改列标题"


@dataclass(frozen=True, slots=True)
class Rules:
    """What the input is checked against."""

    vocabulary: Vocabulary
    area: str
    today: date


@dataclass(frozen=True, slots=True)
class Staged:
    """A table after the first pass."""

    entity: Entity
    sheet: str
    file: Path
    columns: tuple[str, ...]


class Stager:
    """Reads one raw table into one staged file."""

    def __init__(self, table: RawTable, rules: Rules, log: ProblemLog) -> None:
        self._table = table
        self._rules = rules
        self._log = log
        self._facts = rules.vocabulary.of(table.entity)
        self._header = match_header(table.titles, rules.vocabulary, table.entity)
        self._identities = IdentityReader(rules.today)
        self._readers = {column.name: self._reader(column) for column in self._header.columns}
        self._untitled = set(self._header.untitled)

    def stage(self, folder: Path, advance: Callable[[int], None]) -> Staged:
        """Read all batches; ``advance`` is told the number of rows read so far."""
        for title, fault in self._header.faults:
            self._note(0, title, "", fault)
        self._note_unused()
        file = folder / f"{TABLES[self._table.entity]}.parquet"
        done = 0
        with pq.ParquetWriter(file, self._schema(), compression="lz4") as writer:
            for batch in self._table.batches():
                writer.write_batch(self._read(batch))
                done += len(batch.rows)
                advance(done)
        names = tuple(self._schema().names)
        return Staged(self._table.entity, self._table.sheet, file, names)

    def _schema(self) -> pa.Schema:
        # Every key is present, so that the queries of the second pass need no cases.
        keys = [pa.field(key.name, pa.string()) for key in KEY_COLUMNS[self._table.entity]]
        facts = [
            pa.field(column.name, arrow_type(column.holds))
            for column in self._header.columns
            if isinstance(column.holds, Fact)
        ]
        contacts = [
            pa.field(column.name, pa.string())
            for column in self._header.columns
            if column.holds in CONTACT_COLUMNS
        ]
        return pa.schema([pa.field("row", pa.int64()), *keys, *facts, *contacts])

    def _reader(self, column: Column) -> ColumnReader:
        if isinstance(column.holds, Key):
            if column.holds in CONTACT_COLUMNS:
                return contact_reader(column.holds)
            return key_reader(column.holds, self._rules.area)
        return fact_reader(column.holds)

    def _read(self, batch: Batch) -> pa.RecordBatch:
        for row in batch.faults:
            self._note(row.row, "", row.text, CellFault(row.wrong, row.remedy))
        batch = self._without_blank_rows(batch)
        self._check_untitled(batch)
        values: dict[str, pa.Array] = {}
        for column in self._header.columns:
            read = self._readers[column.name].read(batch.columns[column.position])
            values[column.name] = read.values
            self._note_cells(batch, column.title, read.bad)
            self._check_filled(batch, column, read.values, read.bad)
        self._check_rows(batch, values)
        values["row"] = batch.rows
        schema = self._schema()
        rows = len(batch.rows)
        arrays = [
            values[field.name] if field.name in values else pa.nulls(rows, field.type)
            for field in schema
        ]
        return pa.record_batch(arrays, schema=schema)

    def _without_blank_rows(self, batch: Batch) -> Batch:
        """Rows without a single cell filled are no rows: Excel keeps them after deletions.

        A 序号 that was numbered ahead, or another cell that nobody uses, fills no row.
        """
        filled = pa.repeat(pa.scalar(False), len(batch.rows))
        for position, column in enumerate(batch.columns):
            if position in self._header.unused:
                continue
            if pc.all(filled, min_count=0).as_py():
                return batch
            filled = pc.or_(filled, _filled(column))
        return Batch(
            batch.rows.filter(filled), tuple(column.filter(filled) for column in batch.columns)
        )

    def _note_unused(self) -> None:
        named = [
            f"第{position + 1}列“{' '.join(self._table.titles[position].split())}”"
            for position in self._header.unused
        ]
        if named:
            fault = CellFault(f"{'、'.join(named)}不认识，未使用", _UNUSED)
            self._note(0, "", "", fault, Severity.WARNING)

    def _check_untitled(self, batch: Batch) -> None:
        for position in sorted(self._untitled):
            if pc.any(_filled(batch.columns[position])).as_py():
                self._untitled.discard(position)
                fault = CellFault(f"第{position + 1}列有内容却没有列标题", "请补上列标题或清空该列")
                self._note(0, "", "", fault)

    def _check_filled(
        self, batch: Batch, column: Column, values: pa.Array, bad: tuple[BadCell, ...]
    ) -> None:
        if isinstance(column.holds, Key) and not column.holds.blank_allowed and values.null_count:
            known = {cell.index for cell in bad}
            for index in pc.indices_nonzero(values.is_null()).to_pylist():
                if index not in known:
                    fault = CellFault(f"{column.title}是空的", _MERGED)
                    self._note(batch.rows[index].as_py(), column.title, "", fault)

    def _check_rows(self, batch: Batch, values: dict[str, pa.Array]) -> None:
        findings = list(future_dates(self._facts, values, self._rules.today))
        if self._table.entity is Entity.HOUSEHOLD:
            findings += examples(values)
        if self._table.entity is Entity.PERSON:
            findings += death_before_birth(values)
        if self._table.entity is not Entity.HOUSEHOLD and PERSON_ID.name in values:
            identities = self._identities.read(values[PERSON_ID.name])
            values[PERSON_ID.name] = identities.ids
            if self._table.entity is Entity.PERSON:
                self._note_cells(batch, PERSON_ID.title, identities.bad)
                self._note_cells(batch, PERSON_ID.title, identities.doubtful, Severity.WARNING)
                findings += identity_disagrees(values, identities)
        self._note_findings(batch, findings)

    def _note_findings(self, batch: Batch, findings: list[Finding]) -> None:
        places = {column.name: column for column in self._header.columns}
        for finding in findings:
            column = places[finding.column]
            cell = batch.columns[column.position].slice(finding.index, 1)
            self._note(
                batch.rows[finding.index].as_py(),
                column.title,
                as_texts(cell)[0].as_py() or "",
                finding.fault,
                finding.severity,
            )

    def _note_cells(
        self,
        batch: Batch,
        title: str,
        cells: tuple[BadCell, ...],
        severity: Severity = Severity.ERROR,
    ) -> None:
        for cell in cells:
            self._note(batch.rows[cell.index].as_py(), title, cell.text, cell.fault, severity)

    def _note(
        self,
        row: int,
        title: str,
        value: str,
        fault: CellFault,
        severity: Severity = Severity.ERROR,
    ) -> None:
        entity, sheet = self._table.entity, self._table.sheet
        self._log.add(
            Problem(severity, entity, sheet, row, title, value, fault.wrong, fault.remedy)
        )


def _filled(column: pa.Array) -> pa.Array:
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(column), ""), False)
    return column.is_valid()
