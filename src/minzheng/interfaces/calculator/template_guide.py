"""The sheet 填表说明 of the template: how to fill it in, and every column explained."""

from collections.abc import Sequence

from openpyxl.cell import Cell
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from minzheng.interfaces.calculator import sheet_styles as style
from minzheng.interfaces.calculator.reading.cells import show_value
from minzheng.interfaces.calculator.reading.headers import known_columns
from minzheng.interfaces.calculator.reading.keys import Key
from minzheng.interfaces.calculator.reading.problems import SHEET_TITLES
from minzheng.rules.facts import Entity, Fact, Vocabulary, limits
from minzheng.rules.units import NEVER, Kind

_TITLE = "填表说明"
_HEADINGS = ("工作表", "列标题", "英文名", "分组", "单位", "可填内容", "留空表示", "说明")
_WIDTHS = (10, 34, 28, 26, 10, 50, 20, 50)

_ADVICE = (
    "1. 每户在“家庭”表填一行，每名成员在“人员”表填一行，用同一个家庭编号相连。",
    "2. 不在户内、但有赡养抚养扶养义务的人填在“义务人”表，人员编号填被赡养人的编号。",
    "3. 金额以元为单位，最多两位小数；日期写成 2015-05-01，写成 2015年5月1日 也可以。",
    "4. 空着的格子按“留空表示”一栏理解；确实查不清的填 不详，系统会说明因此缺什么。",
    "5. 身份证号所在的列已设为文本，请勿改成数字，否则Excel会丢掉末几位。",
    "6. 列的先后可以调整，不用的列可以删除，可以另加备注等列；请勿改动列标题，勿合并单元格。",
    "7. 灰色斜体是虚构的示例，填写前请整行删除。",
)

_FORMS = {
    Kind.MONEY: "金额，例如 1234.50",
    Kind.COUNT: "整数",
    Kind.MONTHS: "整数（月数）",
    Kind.RATIO: "0.3 或 30%",
    Kind.MONTH: "年月，例如 2026-11",
    Kind.DATE: "日期，例如 2015-05-01",
    Kind.YES_NO: "是、否、不详",
}


def write_guide(sheet: Worksheet, vocabulary: Vocabulary) -> None:
    """Fill the sheet with advice and one row for each column of each table."""
    sheet.title = _TITLE
    sheet.sheet_view.showGridLines = False
    for letter, width in zip("ABCDEFGH", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.cell(1, 1, _TITLE).font = style.TITLE_FONT
    sheet.row_dimensions[1].height = 30
    for row, line in enumerate(_ADVICE, start=2):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=8)
        sheet.cell(row, 1, line).font = style.CELL_FONT
        sheet.row_dimensions[row].height = 19
    head = len(_ADVICE) + 3
    for column, heading in enumerate(_HEADINGS, start=1):
        cell = sheet.cell(head, column, heading)
        cell.font, cell.fill, cell.alignment = style.HEAD_FONT, style.HEAD_FILL, style.CENTRE
    sheet.row_dimensions[head].height = 22
    last = _write_columns(sheet, vocabulary, head + 1)
    sheet.auto_filter.ref = f"A{head}:H{last}"
    sheet.freeze_panes = f"A{head + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{head}:{head}"


def column_note(holds: Key | Fact) -> str:
    """What a column wants, in a few lines: the comment on its title."""
    lines = (
        holds.note,
        f"可填：{allowed(holds)}",
        f"留空：{meaning_of_blank(holds)}",
    )
    return "\n".join(line for line in lines if line)


def allowed(holds: Key | Fact) -> str:
    """What may stand in a cell."""
    if isinstance(holds, Key):
        return "文本"
    if holds.unit.code:
        return "、".join(f"{member.value} {member.title}" for member in holds.unit.code)
    form = _FORMS[holds.unit.kind]
    low, high = holds.bounds()
    if holds.unit.kind is Kind.MONEY:
        return form if low >= 0 else f"{form}，可为负数"
    if holds.unit.kind is Kind.COUNT and (low, high) != limits(holds.unit):
        return f"{form}，{low} 到 {high}"
    return form


def meaning_of_blank(holds: Key | Fact) -> str:
    """What an empty cell means."""
    if isinstance(holds, Key):
        return "可以留空" if holds.blank_allowed else "必填"
    if holds.blank is None:
        return "不详"
    if holds.blank == NEVER and holds.unit.kind is Kind.DATE:
        return "没有或长期"
    return show_value(holds, holds.blank)


def _write_columns(sheet: Worksheet, vocabulary: Vocabulary, first: int) -> int:
    row = first
    for entity in Entity:
        for holds in known_columns(vocabulary, entity):
            group, unit = (
                (holds.group, "文本") if isinstance(holds, Key) else _group_and_unit(holds)
            )
            values = (
                SHEET_TITLES[entity],
                holds.title,
                holds.name,
                group,
                unit,
                allowed(holds),
                meaning_of_blank(holds),
                holds.note,
            )
            for column, value in enumerate(values, start=1):
                _style(sheet.cell(row, column, value))
            sheet.row_dimensions[row].height = 17 * _lines(values) + 3
            row += 1
    return row - 1


def _lines(values: Sequence[str]) -> int:
    """Lines of the tallest cell; not every program fits rows to wrapped text by itself."""
    # A Chinese character is two units wide, and the widths count units.
    return max(
        -(-sum(2 if ord(char) > 255 else 1 for char in value) // (width - 1))
        for value, width in zip(values, _WIDTHS, strict=True)
    )


def _group_and_unit(fact: Fact) -> tuple[str, str]:
    return fact.group, "选项" if fact.unit.kind is Kind.CODE else fact.unit.title


def _style(cell: Cell) -> None:
    cell.font, cell.alignment, cell.border = style.CELL_FONT, style.WRAP, style.THIN
