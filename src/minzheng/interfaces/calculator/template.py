"""The workbook that an officer fills in, generated from the facts."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from minzheng.interfaces.calculator import sheet_styles as style
from minzheng.interfaces.calculator.reading.headers import known_columns
from minzheng.interfaces.calculator.reading.keys import KEYS_GROUP, Key
from minzheng.interfaces.calculator.reading.problems import SHEET_TITLES
from minzheng.interfaces.calculator.template_examples import EXAMPLE_ROWS
from minzheng.interfaces.calculator.template_guide import column_note, write_guide
from minzheng.rules.facts import Entity, Fact, Vocabulary
from minzheng.rules.units import Code, Kind

CHOICES_SHEET = "选项"
"""A hidden sheet with the entries of the drop-down lists."""

_YES_NO = ("是", "否", "不详")
_LAST_ROW = 100_000
"""Formats and drop-downs reach down to this row."""

_FORMATS = {
    Kind.MONEY: style.MONEY_FORMAT,
    Kind.DATE: style.DATE_FORMAT,
    Kind.MONTH: style.MONTH_FORMAT,
    Kind.COUNT: "0",
    Kind.MONTHS: "0",
}


def write_template(path: Path, vocabulary: Vocabulary, *, division: str = "320402001001") -> None:
    """Write the workbook to ``path``: three sheets to fill in, and the sheet 填表说明.

    Two invented households are filled in; ``division`` is the code that they are given.
    """
    workbook = Workbook()
    guide = workbook.worksheets[0]
    choices = _Choices(workbook)
    for entity in Entity:
        columns = known_columns(vocabulary, entity)
        sheet = workbook.create_sheet(SHEET_TITLES[entity])
        _write_header(sheet, columns)
        _format_columns(sheet, columns, choices)
        _write_examples(sheet, entity, columns, division)
    write_guide(guide, vocabulary)
    choices.hide()
    workbook.active = 1
    guide.sheet_view.tabSelected = False
    workbook.save(path)


class _Choices:
    """The hidden sheet of lists: a list inside a drop-down may have only 255 characters."""

    def __init__(self, workbook: Workbook) -> None:
        self._sheet = workbook.create_sheet(CHOICES_SHEET)
        self._ranges: dict[tuple[str, ...], str] = {}

    def range_of(self, choices: tuple[str, ...]) -> str:
        if choices not in self._ranges:
            column = len(self._ranges) + 1
            for row, choice in enumerate(choices, start=1):
                self._sheet.cell(row, column, choice)
            letter = get_column_letter(column)
            self._ranges[choices] = f"'{CHOICES_SHEET}'!${letter}$1:${letter}${len(choices)}"
        return self._ranges[choices]

    def hide(self) -> None:
        self._sheet.sheet_state = "hidden"


def group_of(holds: Key | Fact) -> str:
    """The group that a column stands under."""
    return holds.group


def _write_header(sheet: Worksheet, columns: Sequence[Key | Fact]) -> None:
    position = 1
    for number, (group, members) in enumerate(groupby(columns, group_of)):
        strong, pale = style.group_fills(number)
        held = list(members)
        last = position + len(held) - 1
        _styled(sheet.cell(1, position, group), strong)
        if last > position:
            sheet.merge_cells(start_row=1, start_column=position, end_row=1, end_column=last)
        for column, holds in enumerate(held, start=position):
            cell = sheet.cell(2, column, holds.title)
            cell.font, cell.fill = style.COLUMN_FONT, pale
            cell.alignment, cell.border = style.CENTRE, style.THIN
            cell.comment = _comment(holds)
        position = last + 1
    sheet.row_dimensions[1].height = 22
    sheet.row_dimensions[2].height = 48
    keys = sum(holds.group == KEYS_GROUP for holds in columns)
    sheet.freeze_panes = f"{get_column_letter(keys + 1)}3"
    sheet.sheet_view.zoomScale = 100


def _styled(cell: Cell, fill: PatternFill) -> None:
    cell.font, cell.fill, cell.alignment = style.HEAD_FONT, fill, style.GROUP


def _comment(holds: Key | Fact) -> Comment:
    text = column_note(holds)
    comment = Comment(text, "填表说明")
    comment.width = 300
    comment.height = 40 + 20 * (text.count("\n") + 1 + len(text) // 24)
    return comment


def _format_columns(sheet: Worksheet, columns: Sequence[Key | Fact], choices: _Choices) -> None:
    for position, holds in enumerate(columns, start=1):
        letter = get_column_letter(position)
        width = sheet.column_dimensions[letter]
        width.width = _width(holds)
        # A format of the whole column, so that a pasted number is text before Excel cuts it.
        width.number_format = _number_format(holds)
        width.font = style.CELL_FONT
        entries = _entries(holds)
        if entries:
            validation = DataValidation(
                type="list", formula1=choices.range_of(entries), allow_blank=True
            )
            validation.error = "请从下拉列表中选择，不清楚的选 不详，没有的留空"
            validation.errorTitle = holds.title
            validation.showErrorMessage = True
            validation.add(f"{letter}3:{letter}{_LAST_ROW}")
            sheet.add_data_validation(validation)


def _entries(holds: Key | Fact) -> tuple[str, ...]:
    if isinstance(holds, Key):
        return ()
    if holds.unit.kind is Kind.YES_NO:
        return _YES_NO
    code: type[Code] | None = holds.unit.code
    return (*(member.title for member in code), "不详") if code else ()


def _number_format(holds: Key | Fact) -> str:
    if isinstance(holds, Key):
        return style.TEXT_FORMAT
    return _FORMATS.get(holds.unit.kind, style.TEXT_FORMAT)


def _width(holds: Key | Fact) -> float:
    if isinstance(holds, Key):
        return {
            "person_id": 22.0,
            "household_id": 16.0,
            "division": 16.0,
            "address": 28.0,
            "bank": 24.0,
            "bank_account": 24.0,
        }.get(holds.name, 12.0)
    longest = max((len(entry) for entry in _entries(holds)), default=0)
    # Titles wrap into at most three lines; a Chinese character is two units wide.
    return max(11.0, min(24.0, 2.2 * max(longest, -(-len(holds.title) // 3)) + 3))


def _write_examples(
    sheet: Worksheet, entity: Entity, columns: Sequence[Key | Fact], division: str
) -> None:
    for row, example in enumerate(EXAMPLE_ROWS[entity], start=3):
        values = {**example, "division": division} if entity is Entity.HOUSEHOLD else example
        for position, holds in enumerate(columns, start=1):
            value = values.get(holds.name)
            cell = sheet.cell(row, position, value)
            cell.font, cell.number_format = style.EXAMPLE_FONT, _number_format(holds)
            cell.alignment = style.MIDDLE


def drop_down_titles(columns: Iterable[Key | Fact]) -> tuple[str, ...]:
    """The titles of the columns that have a drop-down list."""
    return tuple(holds.title for holds in columns if _entries(holds))
