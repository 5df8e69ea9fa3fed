"""Writes a table that leaves the program: text that stays text, marked with where it comes from."""

import io
import re

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from minzheng.interfaces.calculator import sheet_styles as style
from minzheng.interfaces.calculator.safe_cells import DANGEROUS_START, text_cell
from minzheng.kernel.exchange.ports import ExportSheet

_DANGEROUS = re.compile(DANGEROUS_START)
_WIDTH = 18.0
_FOOTER_LENGTH = 200


def write_export(sheet: ExportSheet) -> bytes:
    """What `exchange.ports.SheetWriter` asks for: the content of an xlsx file."""
    workbook = Workbook(write_only=True)
    workbook.properties.creator = sheet.watermark[0]
    opened = workbook.create_sheet(sheet.title)
    for position in range(1, len(sheet.headings) + 1):
        opened.column_dimensions[get_column_letter(position)].width = _WIDTH
    # An ampersand would begin a field of the footer.
    opened.oddFooter.center.text = sheet.watermark[0].replace("&", "＆")[:_FOOTER_LENGTH]
    for line in sheet.watermark:
        opened.append([_cell(opened, line)])
    opened.append([_heading(opened, title) for title in sheet.headings])
    for row in sheet.rows:
        opened.append([_cell(opened, value) for value in row])
    for line in sheet.watermark:
        opened.append([_cell(opened, line)])
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _heading(sheet: Worksheet, title: str) -> Cell:
    cell = text_cell(sheet, title)
    cell.font, cell.fill = style.HEAD_FONT, style.HEAD_FILL
    return cell


def _cell(sheet: Worksheet, value: str | int | None) -> Cell:
    cell = text_cell(sheet, value)
    if isinstance(value, str) and _DANGEROUS.match(value):
        # As if typed with an apostrophe: it stays text when somebody edits or saves it as CSV.
        cell.quotePrefix = True
    return cell
