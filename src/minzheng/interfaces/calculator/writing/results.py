"""One call for the output of an evaluation, in the form that was asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

from minzheng.base.errors import MinzhengError
from minzheng.interfaces.calculator.safe_cells import DANGEROUS_START
from minzheng.interfaces.calculator.writing.result_tables import SHEETS, ResultSheet, ResultTables
from minzheng.interfaces.calculator.writing.result_workbook import write_result_workbook
from minzheng.interfaces.calculator.writing.summary import Summary, totals_of
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.facts import Entity

_BOM = "\ufeff".encode()
_CSV_TYPES = {"text": pa.string(), "count": pa.int64(), "money": pa.decimal128(21, 2)}
_SUMMARY_TITLES = {
    "county": "县级区划代码",
    "county_name": "县（市、区）",
    "benefit": "待遇代码",
    "title": "待遇",
    "persons": "人数",
    "households": "户数",
    "monthly": "每月金额（元）",
    "once": "一次性金额（元）",
    "undecided": "无法判定",
}


class ResultForm(StrEnum):
    """In what form results are written."""

    WORKBOOK = "xlsx"
    CSV = "csv"
    PARQUET = "parquet"


def form_of(out: Path) -> ResultForm:
    """The form that a path asks for: ``.xlsx`` a workbook, anything else a folder of CSVs."""
    if out.suffix.lower() == ".xlsx":
        return ResultForm.WORKBOOK
    return ResultForm.PARQUET if out.suffix.lower() == ".parquet" else ResultForm.CSV


def write_results(
    results: Path,
    out: Path,
    *,
    snapshot: Snapshot,
    titles: Mapping[str, str],
    form: ResultForm | None = None,
    subject: str = "",
    county_names: Mapping[str, str] | None = None,
    remarks: Sequence[str] = (),
) -> Summary:
    """Write the results of ``snapshot`` under ``results`` to ``out`` and answer their totals.

    ``out`` is a workbook, or a folder of CSV or Parquet files.  ``titles`` are benefit -> Chinese
    title, in the order in which benefits are to be shown; ``subject`` stands before the title of
    the summary, such as ``常州市2026年12月``; ``remarks`` on the input stand in the
    summary of a workbook.  Raises ``MinzhengError`` when ``out`` cannot be written.
    """
    chosen = form or form_of(out)
    evaluated = [snapshot.file(Entity.HOUSEHOLD, part) for part in snapshot.parts]
    try:
        with ResultTables(results, titles, evaluated) as tables:
            summary = totals_of(tables, county_names or {})
            if chosen is ResultForm.WORKBOOK:
                out.parent.mkdir(parents=True, exist_ok=True)
                write_result_workbook(out, tables, summary, subject=subject, remarks=remarks)
            else:
                out.mkdir(parents=True, exist_ok=True)
                _write_folder(out, tables, summary, chosen)
    except PermissionError:
        raise MinzhengError("结果文件写不进去，可能正在Excel里打开着，请关闭后重试。") from None
    return summary


def _write_folder(out: Path, tables: ResultTables, summary: Summary, form: ResultForm) -> None:
    for sheet in SHEETS:
        if form is ResultForm.CSV:
            _write_csv(out / f"{sheet.title}.csv", sheet, tables)
        else:
            _write_parquet(out / f"{sheet.name}.parquet", sheet, tables)
    rows = pa.Table.from_pylist(
        [asdict(total) for total in (*summary.benefits, summary.total, *summary.counties)],
        schema=pa.schema(
            [
                (name, pa.string() if place < 4 else pa.int64())
                for place, name in enumerate(_SUMMARY_TITLES)
            ]
        ),
    )
    if form is ResultForm.PARQUET:
        pq.write_table(rows, out / "summary.parquet")
        return
    yuan = [
        _yuan(rows[name]) if name in ("monthly", "once") else rows[name] for name in _SUMMARY_TITLES
    ]
    with (out / "汇总.csv").open("wb") as file:
        file.write(_BOM)
        arrow_csv.write_csv(pa.table(yuan, names=list(_SUMMARY_TITLES.values())), file)


def _write_csv(path: Path, sheet: ResultSheet, tables: ResultTables) -> None:
    schema = pa.schema([(each.title, _CSV_TYPES[each.kind]) for each in sheet.headings])
    with path.open("wb") as file:
        file.write(_BOM)
        with arrow_csv.CSVWriter(file, schema) as writer:
            for batch in tables.batches(sheet.sql()):
                columns = [
                    _csv_cells(column, heading.kind)
                    for heading, column in zip(sheet.headings, batch.columns, strict=True)
                ]
                writer.write_batch(pa.record_batch(columns, schema=schema))


def _write_parquet(path: Path, sheet: ResultSheet, tables: ResultTables) -> None:
    reader = tables.batches(sheet.machine_sql())
    with pq.ParquetWriter(path, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)


def _yuan(fen: pa.Array) -> pa.Array:
    cent = pa.scalar(Decimal("0.01"), pa.decimal128(3, 2))
    return pc.multiply(fen.cast(pa.decimal128(19, 0)), cent).cast(pa.decimal128(21, 2))


def _csv_cells(column: pa.Array, kind: str) -> pa.Array:
    if kind == "money":
        return _yuan(column)
    cells = column.cast(_CSV_TYPES[kind])
    return _inert(cells) if kind == "text" else cells


def _inert(texts: pa.Array) -> pa.Array:
    marked = pc.binary_join_element_wise("'", texts, "")
    return pc.if_else(pc.match_substring_regex(texts, DANGEROUS_START), marked, texts)
