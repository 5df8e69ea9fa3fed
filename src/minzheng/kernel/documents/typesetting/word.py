"""A letter as a Word document, for offices that have to go on editing it.

The same letter gives the same bytes: the archive's times are those of the letter.
"""

import io
import zipfile
from datetime import UTC, datetime, time
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from minzheng.kernel.documents.typesetting.letter import (
    Block,
    Heading,
    Letter,
    Listed,
    Paragraph,
    Table,
    Verdict,
    written_date,
)

_RED = RGBColor(0xC0, 0, 0)
_SONG, _HEI = "宋体", "黑体"
"""Fonts that every Chinese Word has; a PDF carries its own."""
_BODY, _SMALL = Pt(14), Pt(10.5)
_INDENT = Pt(28)
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive can hold."""


def word_of(letter: Letter) -> bytes:
    """The .docx of a letter."""
    document = docx.Document()
    _page(document, letter)
    _line(document, letter.office, size=Pt(24), bold=True, align=Align.CENTER, red=True)
    if letter.number:
        _line(document, letter.number, size=Pt(12), align=Align.RIGHT)
    _line(document, letter.title, size=Pt(20), bold=True, align=Align.CENTER)
    if letter.addressee:
        _line(document, f"{letter.addressee}：")
    for block in letter.blocks:
        _block(document, block)
    for text in ("", letter.signed, written_date(letter.dated)):
        _line(document, text, align=Align.RIGHT)
    for text in (letter.copies, *letter.remarks):
        if text:
            _line(document, text, size=_SMALL)
    kept = io.BytesIO()
    document.save(kept)
    return _without_times(kept.getvalue())


def _page(document: Any, letter: Letter) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(27), Mm(25)
    section.top_margin, section.bottom_margin = Mm(30), Mm(28)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _SONG, _BODY
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _SONG)
    about = document.core_properties
    about.title, about.author, about.language = letter.title, letter.office, "zh-CN"
    about.created = about.modified = datetime.combine(letter.dated, time(), UTC)
    about.last_modified_by, about.comments = letter.office, ""


def _line(
    document: Any,
    text: str,
    *,
    size: Any = _BODY,
    bold: bool = False,
    align: Any = None,
    red: bool = False,
    font: str = _SONG,
    indent: bool = False,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(6)
    paragraph.paragraph_format.line_spacing = 1.4
    if indent:
        paragraph.paragraph_format.first_line_indent = _INDENT
    _run(paragraph, text, size, bold=bold, red=red, font=font)


def _run(paragraph: Any, text: str, size: Any, *, bold: bool, red: bool, font: str) -> None:
    run = paragraph.add_run(text)
    run.bold, run.font.size, run.font.name = bold, size, font
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if red:
        run.font.color.rgb = _RED


def _block(document: Any, block: Block) -> None:
    match block:
        case Heading(text):
            _line(document, text, bold=True, font=_HEI)
        case Verdict(text):
            _line(document, text, bold=True, font=_HEI, indent=True)
        case Paragraph(text, flush):
            _line(document, text, indent=not flush)
        case Listed(items):
            for number, item in enumerate(items, start=1):
                _line(document, f"{number}．{item}", indent=True)
        case Table():
            _table(document, block)


def _table(document: Any, block: Table) -> None:
    table = document.add_table(rows=0, cols=len(block.columns))
    table.style = "Table Grid"
    for position, row in enumerate((block.columns, *block.rows)):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            paragraph = cell.paragraphs[0]
            _run(paragraph, text, Pt(12), bold=not position, red=False, font=_SONG)
    document.add_paragraph()


def _without_times(content: bytes) -> bytes:
    """The archive anew, its entries without the hour at which they were written."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w") as new:
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return kept.getvalue()
