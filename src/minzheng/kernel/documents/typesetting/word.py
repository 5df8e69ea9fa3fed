"""A letter as a Word document, for offices that have to go on editing it.

The same letter gives the same bytes: the archive's times are those of the letter.
"""

import io
import zipfile
from datetime import UTC, datetime, time
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
from docx.oxml import OxmlElement
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
_TEXT_WIDTH = 158
"""Millimetres between the margins."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive can hold."""


def word_of(letter: Letter) -> bytes:
    """The .docx of a letter."""
    document = docx.Document()
    _page(document, letter)
    head = _line(document, letter.office, size=Pt(24), bold=True, align=Align.CENTER, red=True)
    _rule_beneath(head)
    if letter.number:
        _line(document, letter.number, size=Pt(12), align=Align.RIGHT)
    _line(document, letter.title, size=Pt(20), bold=True, align=Align.CENTER)
    if letter.addressee:
        _line(document, f"{letter.addressee}：")
    for block in letter.blocks:
        _block(document, block)
    for text in ("", letter.signed):
        _line(document, text, align=Align.RIGHT, with_next=True)
    _line(document, written_date(letter.dated), align=Align.RIGHT)
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
    _page_number(section.footer.paragraphs[0])
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
    with_next: bool = False,
) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(6)
    paragraph.paragraph_format.line_spacing = 1.4
    paragraph.paragraph_format.keep_with_next = with_next
    if indent:
        paragraph.paragraph_format.first_line_indent = _INDENT
    _run(paragraph, text, size, bold=bold, red=red, font=font)
    return paragraph


def _rule_beneath(paragraph: Any) -> None:
    """The red line under the name of the office."""
    borders = _element("w:pBdr")
    borders.append(_element("w:bottom", val="single", sz="18", space="4", color="C00000"))
    # Word refuses a file whose properties stand in another order than its schema has.
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = Align.CENTER
    _run(paragraph, "— ", _SMALL, bold=False, red=False, font=_SONG)
    field = _element("w:fldSimple", instr="PAGE")
    paragraph._p.append(field)
    _run(paragraph, " —", _SMALL, bold=False, red=False, font=_SONG)


def _element(name: str, **values: str) -> Any:
    """An element that python-docx has no words for."""
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _run(paragraph: Any, text: str, size: Any, *, bold: bool, red: bool, font: str) -> None:
    run = paragraph.add_run(text)
    run.bold, run.font.size, run.font.name = bold, size, font
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if red:
        run.font.color.rgb = _RED


def _block(document: Any, block: Block) -> None:
    match block:
        case Heading(text):
            heading = _line(document, text, bold=True, font=_HEI, with_next=True)
            # Lets Word and a screen reader list the headings; the looks stay ours.
            heading._p.get_or_add_pPr().append(_element("w:outlineLvl", val="0"))
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
    table.style, table.autofit = "Table Grid", False
    shares = block.widths or (1,) * len(block.columns)
    widths = [Mm(_TEXT_WIDTH * share / sum(shares)) for share in shares]
    for position, row in enumerate((block.columns, *block.rows)):
        added = table.add_row()
        about = added._tr.get_or_add_trPr()
        about.append(_element("w:cantSplit"))
        if not position:
            about.append(_element("w:tblHeader"))
        for cell, text, width in zip(added.cells, row, widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            _run(paragraph, text, Pt(12), bold=not position, red=False, font=_SONG)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
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
