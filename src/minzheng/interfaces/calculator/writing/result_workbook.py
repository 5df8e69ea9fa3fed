"""The results as a workbook: 汇总, 家庭合计, 家庭, 人员, 无法判定."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from minzheng.interfaces.calculator import sheet_styles as style
from minzheng.interfaces.calculator.safe_cells import Plain, text_cell
from minzheng.interfaces.calculator.writing.long_sheets import fill_long_sheets
from minzheng.interfaces.calculator.writing.result_tables import (
    SHEETS,
    Heading,
    ResultSheet,
    ResultTables,
)
from minzheng.interfaces.calculator.writing.summary import Summary, Total

EXCEL_ROWS = 1_048_576
"""Rows that a sheet of Excel can have."""

_FORMATS = {"money": style.MONEY_FORMAT, "count": style.COUNT_FORMAT}

_NOTES = (
    "金额单位为元；“每月金额”是按月发放的待遇一个月的合计；身份类待遇没有金额。",
    "“合计”一行的人数、户数不重复计算，人数不含按户享受的待遇。",
)
_SUMMARY_HEADINGS = (
    Heading("待遇", "", width=30),
    Heading("人数", "", "count", 12),
    Heading("户数", "", "count", 12),
    Heading("每月金额（元）", "", "money", 18),
    Heading("一次性金额（元）", "", "money", 18),
    Heading("无法判定", "", "count", 12),
)
_COUNTY_HEADINGS = (Heading("县（市、区）", "", width=16), *_SUMMARY_HEADINGS)


def write_result_workbook(
    path: Path,
    tables: ResultTables,
    summary: Summary,
    *,
    subject: str,
    remarks: Sequence[str] = (),
    rows_per_sheet: int = EXCEL_ROWS,
) -> None:
    """Write the workbook; tables longer than a sheet go on in 人员2, 人员3 …"""
    workbook = Workbook(write_only=True)
    _write_summary(workbook, summary, subject, remarks)
    rows: dict[str, Iterator[Sequence[Plain]]] = {}
    for sheet in SHEETS:
        room = rows_per_sheet - 1
        left = tables.count(sheet)
        for number in range(1, max(1, -(-left // room)) + 1):
            _open(workbook, sheet, number, min(left, room))
            file = f"xl/worksheets/sheet{len(workbook.worksheets)}.xml"
            rows[file] = _rows(tables, sheet, number, room)
            left -= room
    with TemporaryDirectory(prefix=".writing-", dir=path.parent) as folder:
        skeleton = Path(folder) / "skeleton.xlsx"
        workbook.save(skeleton)
        fill_long_sheets(skeleton, path, rows)


def _rows(
    tables: ResultTables, sheet: ResultSheet, number: int, room: int
) -> Iterator[Sequence[Plain]]:
    """The rows of the n-th sheet of a table, amounts in yuan."""
    money = [place for place, head in enumerate(sheet.headings) if head.kind == "money"]
    page = f"{sheet.sql()} LIMIT {room} OFFSET {(number - 1) * room}"
    for values in tables.rows(page):
        yield _in_yuan(values, money)


def _in_yuan(values: Sequence[object], money: Sequence[int]) -> list[Plain]:
    row: list[Plain] = [value if isinstance(value, str | int) else None for value in values]
    for place in money:
        fen = row[place]
        row[place] = fen / 100 if isinstance(fen, int) else None
    return row


def _open(workbook: Workbook, sheet: ResultSheet, number: int, rows: int) -> None:
    """A sheet with its titles and the sample row whose styles the rows will have."""
    opened = workbook.create_sheet(sheet.title if number == 1 else f"{sheet.title}{number}")
    _widths(opened, sheet.headings)
    opened.freeze_panes = "A2"
    opened.auto_filter.ref = f"A1:{get_column_letter(len(sheet.headings))}{rows + 1}"
    opened.append(list(_titles(opened, sheet.headings)))
    sample = []
    for heading in sheet.headings:
        cell = WriteOnlyCell(opened)
        cell.font = style.CELL_FONT
        cell.number_format = _FORMATS.get(heading.kind, style.TEXT_FORMAT)
        sample.append(cell)
    opened.append(sample)


def _widths(sheet: Worksheet, headings: Sequence[Heading]) -> None:
    for place, heading in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = heading.width


def _write_summary(
    workbook: Workbook, summary: Summary, subject: str, remarks: Sequence[str]
) -> None:
    sheet = workbook.create_sheet("汇总")
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    _widths(sheet, _COUNTY_HEADINGS)
    sheet.append([_styled(sheet, f"{subject}测算结果汇总", style.TITLE_FONT)])
    for note in _NOTES:
        sheet.append([_styled(sheet, note, style.NOTE_FONT)])
    for remark in remarks:
        sheet.append([_styled(sheet, f"提醒：{remark}", style.NOTE_FONT)])
    sheet.append([])
    sheet.append([_styled(sheet, "各项待遇", style.SECTION_FONT)])
    sheet.append(list(_titles(sheet, (Heading("范围", ""), *_SUMMARY_HEADINGS))))
    for total in (*summary.benefits, summary.total):
        sheet.append([_styled(sheet, "全部"), *_total_cells(sheet, total)])
    sheet.append([])
    sheet.append([_styled(sheet, "分县（市、区）", style.SECTION_FONT)])
    sheet.append(list(_titles(sheet, _COUNTY_HEADINGS)))
    for total in summary.counties:
        sheet.append([_styled(sheet, total.county_name), *_total_cells(sheet, total)])


def _total_cells(sheet: Worksheet, total: Total) -> Iterator[Cell]:
    yield _styled(sheet, total.title)
    for count in (total.persons, total.households):
        yield _number(sheet, count, style.COUNT_FORMAT)
    for fen in (total.monthly, total.once):
        yield _number(sheet, None if fen is None else fen / 100, style.MONEY_FORMAT)
    yield _number(sheet, total.undecided, style.COUNT_FORMAT)


def _number(sheet: Worksheet, value: float | None, form: str) -> Cell:
    cell = WriteOnlyCell(sheet, "—" if value is None else value)
    cell.font, cell.border, cell.alignment = style.CELL_FONT, style.THIN, style.RIGHT
    cell.number_format = form
    return cell


def _styled(sheet: Worksheet, text: str, font: Font = style.CELL_FONT) -> Cell:
    cell = text_cell(sheet, text)
    cell.font = font
    if font is style.CELL_FONT:
        cell.border = style.THIN
    return cell


def _titles(sheet: Worksheet, headings: Iterable[Heading]) -> Iterator[Cell]:
    for heading in headings:
        cell = text_cell(sheet, heading.title)
        cell.font, cell.fill, cell.alignment = style.HEAD_FONT, style.HEAD_FILL, style.CENTRE
        yield cell
