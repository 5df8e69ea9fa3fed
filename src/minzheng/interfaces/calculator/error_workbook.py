"""The workbook that says what is wrong with an input, and shows the rows concerned, marked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from minzheng.interfaces.calculator import sheet_styles as style
from minzheng.interfaces.calculator.reading import LeftOut, Problem, Severity
from minzheng.interfaces.calculator.reading.columns import as_texts
from minzheng.interfaces.calculator.reading.headers import match_header
from minzheng.interfaces.calculator.reading.problems import SHEET_TITLES
from minzheng.interfaces.calculator.reading.snapshots import is_snapshot
from minzheng.interfaces.calculator.reading.sources import open_source
from minzheng.interfaces.calculator.reading.tables import RawTable
from minzheng.interfaces.calculator.safe_cells import text_cell
from minzheng.rules.facts import Vocabulary

_LIST = "问题清单"
_LEFT_OUT = "未测算的家庭"
_HEADINGS = ("序号", "类别", "工作表", "行号", "列", "填写的内容", "问题", "怎样改正")
_WIDTHS = (7, 8, 16, 9, 22, 26, 40, 56)
_FILLS: Mapping[Severity, PatternFill] = {
    Severity.ERROR: style.ERROR_FILL,
    Severity.WARNING: style.WARNING_FILL,
}


def write_error_workbook(
    path: Path,
    problems: Sequence[Problem],
    source: Path,
    vocabulary: Vocabulary,
    *,
    left_out: Sequence[LeftOut] = (),
    hidden: int = 0,
) -> None:
    """Write the list of problems, then the rows of ``source`` that have one, bad cells coloured.

    ``left_out`` adds a sheet of the households that were not evaluated; ``hidden`` is the number
    of problems that were counted and not listed.
    """
    workbook = Workbook(write_only=True)
    _write_list(workbook.create_sheet(_LIST), problems, hidden)
    if left_out:
        _write_left_out(workbook.create_sheet(_LEFT_OUT), left_out)
    if not is_snapshot(source):
        for entity, table in open_source(source, vocabulary).tables.items():
            concerned = [p for p in problems if p.entity is entity and p.row]
            if concerned:
                sheet = workbook.create_sheet(f"{SHEET_TITLES[entity]}（有问题的行）")
                _write_rows(sheet, table, concerned, vocabulary)
    workbook.save(path)


def _write_list(sheet: Worksheet, problems: Sequence[Problem], hidden: int) -> None:
    _layout(sheet, _WIDTHS, "A3")
    sheet.auto_filter.ref = f"A2:H{len(problems) + 2}"
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    rest = f"，另有{hidden}处未列出" if hidden else ""
    line = f"共列出{errors}处错误、{len(problems) - errors}处提醒{rest}。改正后请重新导入。"
    sheet.append([_cell(sheet, line, style.SECTION_FONT)])
    sheet.append(list(_headings(sheet, _HEADINGS)))
    for number, problem in enumerate(problems, start=1):
        values = (
            number,
            problem.severity.value,
            problem.sheet,
            problem.row or "",
            problem.column,
            problem.value,
            problem.wrong,
            problem.remedy,
        )
        fill = _FILLS[problem.severity]
        sheet.append(
            [
                _cell(sheet, value, fill=fill if place == 1 else None, wrap=place >= 5)
                for place, value in enumerate(values)
            ]
        )


def _write_left_out(sheet: Worksheet, left_out: Sequence[LeftOut]) -> None:
    _layout(sheet, (20, 9, 80), "A2")
    sheet.append(list(_headings(sheet, ("家庭编号", "行号", "原因"))))
    for household in left_out:
        reasons = "；".join(household.reasons)
        values = (household.household_id, household.row, reasons)
        sheet.append([_cell(sheet, value, wrap=True) for value in values])


def _write_rows(
    sheet: Worksheet,
    table: RawTable,
    problems: Sequence[Problem],
    vocabulary: Vocabulary,
) -> None:
    """The rows as they were, behind their old number and what is wrong with them."""
    header = match_header(table.titles, vocabulary, table.entity)
    places = {column.title: column.position for column in header.columns}
    by_row: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_row[problem.row].append(problem)
    widths = (9, 60, *(max(11, min(28, 2 * len(title) + 2)) for title in table.titles))
    _layout(sheet, widths, "C2")
    sheet.append(list(_headings(sheet, ("原行号", "问题", *table.titles))))
    for row, cells in _rows(table, by_row):
        fills: dict[int, PatternFill] = {}
        for problem in sorted(by_row[row], key=lambda p: p.severity is Severity.ERROR):
            if problem.column in places:
                fills[places[problem.column]] = _FILLS[problem.severity]
        text = "\n".join(f"{p.column or '整行'}：{p.wrong}。{p.remedy}" for p in by_row[row])
        marked = [_cell(sheet, cell, fill=fills.get(n)) for n, cell in enumerate(cells)]
        sheet.append([_cell(sheet, row), _cell(sheet, text, wrap=True), *marked])


def _rows(
    table: RawTable, wanted: Mapping[int, object]
) -> Iterator[tuple[int, tuple[str | None, ...]]]:
    numbers = pa.array(sorted(wanted), pa.int64())
    for batch in table.batches():
        chosen = pc.is_in(batch.rows, value_set=numbers)
        if pc.any(chosen).as_py():
            rows = batch.rows.filter(chosen).to_pylist()
            columns = [as_texts(column.filter(chosen)).to_pylist() for column in batch.columns]
            yield from zip(rows, zip(*columns, strict=True), strict=True)


def _layout(sheet: Worksheet, widths: Iterable[int], freeze: str) -> None:
    for position, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    sheet.freeze_panes = freeze


def _headings(sheet: Worksheet, titles: Iterable[str]) -> Iterator[Cell]:
    for title in titles:
        cell = _cell(sheet, title, style.HEAD_FONT, style.HEAD_FILL)
        cell.alignment = style.CENTRE
        yield cell


def _cell(
    sheet: Worksheet,
    value: str | int | None,
    font: Font = style.CELL_FONT,
    fill: PatternFill | None = None,
    *,
    wrap: bool = False,
) -> Cell:
    cell = text_cell(sheet, value)
    cell.font = font
    cell.alignment = style.WRAP if wrap else style.MIDDLE
    if fill is not None:
        cell.fill = fill
    return cell
