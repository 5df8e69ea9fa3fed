"""Cells that nobody can turn into a formula: what people typed stays text.

A name such as ``=HYPERLINK(…)`` must not run on the computer of whoever opens the result.
"""

from collections.abc import Iterable, Iterator

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Plain = str | int | float | None
"""What a result cell may hold; identifiers are ``str``, amounts are yuan as ``float``."""


def workbook_cell(sheet: WriteOnlyWorksheet, value: Plain) -> object:
    """The value as openpyxl should write it: only its own formulas would begin with ``=``."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    if not text.startswith("="):
        return text
    return text_cell(sheet, text)


def text_cell(sheet: WriteOnlyWorksheet, value: str | int | None) -> WriteOnlyCell:
    """A cell to be styled, whose text is never a formula."""
    text = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, text)
    if isinstance(text, str):
        # openpyxl takes what begins with "=" for a formula and "#N/A" for an error.
        cell.data_type = "s"
        # Without it Excel would make a formula of it when somebody edits the cell.
        cell.number_format = "@"
    return cell


def csv_text(value: str) -> str:
    """The text as a CSV should hold it: an apostrophe before what a spreadsheet would run."""
    return f"'{value}" if value.startswith(_DANGEROUS) else value


def workbook_row(sheet: WriteOnlyWorksheet, values: Iterable[Plain]) -> Iterator[object]:
    """A row of safe cells."""
    return (workbook_cell(sheet, value) for value in values)
