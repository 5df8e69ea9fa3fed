"""Cells that nobody can turn into a formula: what people typed stays text.

A name such as ``=HYPERLINK(…)`` must not run on the computer of whoever opens the result.
"""

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet.worksheet import Worksheet

from minzheng.interfaces.calculator import sheet_styles as style

DANGEROUS_START = r"^[=+\-@\t\r\n＝＋－＠]"
"""Texts that begin so are run as formulas by some spreadsheet when they come from a CSV."""

Plain = str | int | float | None
"""What a result cell may hold; identifiers are ``str``, amounts are yuan as ``float``."""


def text_cell(sheet: Worksheet, value: Plain) -> Cell:
    """A cell to be styled, whose text is never a formula."""
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        # openpyxl would take "=1+1" for a formula and "#N/A" for an error.
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
    else:
        cell.value = value
    # Text format: otherwise Excel makes a number or formula of it when somebody edits the cell.
    cell.number_format = style.TEXT_FORMAT if isinstance(value, str) else "General"
    return cell
