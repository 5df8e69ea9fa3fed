"""Reading an Excel workbook: three sheets, through calamine."""

import datetime as dt
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from minzheng.interfaces.calculator.reading.columns import number_text
from minzheng.interfaces.calculator.reading.failed_formulas import FailedCells, failed_formulas
from minzheng.interfaces.calculator.reading.headers import SEARCHED_ROWS, find_header_row
from minzheng.interfaces.calculator.reading.problems import SHEET_TITLES, UnreadableInput
from minzheng.interfaces.calculator.reading.tables import (
    BATCH_ROWS,
    Batch,
    RawTable,
    Source,
    SourceFault,
)
from minzheng.rules.batch.snapshot import TABLES
from minzheng.rules.facts import Entity, Vocabulary

_NEEDED = (Entity.HOUSEHOLD, Entity.PERSON)


def open_workbook(path: Path, vocabulary: Vocabulary) -> Source:
    """The sheets of a workbook.  Raises ``UnreadableInput`` when Excel could not open it either."""
    try:
        return _open(CalamineWorkbook.from_path(path), path, vocabulary)
    except PasswordError:
        raise UnreadableInput("工作簿有打开密码，请先在Excel里去掉密码再导入。") from None
    except (CalamineError, OSError):
        raise UnreadableInput("打不开这个工作簿，请确认它是能在Excel里打开的xlsx文件。") from None


def _open(workbook: CalamineWorkbook, path: Path, vocabulary: Vocabulary) -> Source:
    tables: dict[Entity, RawTable] = {}
    faults: list[SourceFault] = []
    for entity in Entity:
        sheet = _sheet_name(workbook.sheet_names, entity)
        if sheet is not None:
            table = _table(workbook, path, sheet, entity, vocabulary)
            if isinstance(table, RawTable):
                tables[entity] = table
            else:
                faults.append(table)
        elif entity in _NEEDED:
            faults.append(_no_sheet(workbook.sheet_names, entity))
    return Source(path, tables, tuple(faults))


def _sheet_name(names: Sequence[str], entity: Entity) -> str | None:
    wanted = (SHEET_TITLES[entity], TABLES[entity])
    return next((name for name in names if name.strip().lower() in wanted), None)


def _no_sheet(names: Sequence[str], entity: Entity) -> SourceFault:
    title = SHEET_TITLES[entity]
    near = get_close_matches(title, names, n=1, cutoff=0.3)
    hint = f"是否为“{near[0]}”？请改名为“{title}”" if near else "请从模板开始填写"
    return SourceFault(entity, title, f"工作簿里没有“{title}”工作表", hint)


def _table(
    workbook: CalamineWorkbook, path: Path, sheet: str, entity: Entity, vocabulary: Vocabulary
) -> RawTable | SourceFault:
    opened = workbook.get_sheet_by_name(sheet)
    top = [[_text(cell) or "" for cell in row] for row in islice(opened.iter_rows(), SEARCHED_ROWS)]
    header = find_header_row(top, vocabulary, entity)
    if header is None:
        wrong = f"前{SEARCHED_ROWS}行里没有找到列标题"
        return SourceFault(entity, sheet, wrong, "请从模板复制列标题这一行")

    last = opened.end[0] if opened.end else header
    failed = failed_formulas(path, sheet)

    def batches() -> Iterator[Batch]:
        return _batches(workbook, sheet, header + 1, failed)

    return RawTable(entity, sheet, tuple(top[header]), batches, last - header)


def _batches(
    workbook: CalamineWorkbook, sheet: str, skipped: int, failed: FailedCells
) -> Iterator[Batch]:
    rows = islice(workbook.get_sheet_by_name(sheet).iter_rows(), skipped, None)
    first = skipped + 1
    while chunk := list(islice(rows, BATCH_ROWS)):
        for row in failed.keys() & range(first, first + len(chunk)):
            for place, shown in failed[row].items():
                chunk[row - first][place] = shown
        numbers = pa.array(range(first, first + len(chunk)), pa.int64())
        columns = tuple(_cells(column) for column in zip(*chunk, strict=True))
        yield Batch(numbers, columns)
        first += len(chunk)


def _cells(column: Sequence[Any]) -> pa.Array:
    texts = [cell if type(cell) is str else _text(cell) for cell in column]
    return pa.array(texts, pa.string())


def _text(cell: Any) -> str | None:
    """A cell as text.  Excel knows no whole numbers: every number has at most 15 digits."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int | float):
        return number_text(float(cell))
    if isinstance(cell, dt.datetime):
        return cell.isoformat() if cell.time() != dt.time() else cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell)
