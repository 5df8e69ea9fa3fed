"""Letters as PDF and Word: the same bytes every time, fonts of our own, every word in both."""

import io
import time
from datetime import date
from pathlib import Path

import docx
import pikepdf
import pytest
from pytest_django import Settings

from minzheng.kernel.documents.api.typesetting import (
    FontsMissing,
    Heading,
    Letter,
    Listed,
    Paragraph,
    Table,
    Verdict,
    images_of,
    pdf_of,
    word_of,
    written_date,
)

LETTER = Letter(
    office="天宁区民政局",
    title="不予确认决定书",
    number="天宁民低保〔2026〕12号",
    addressee="王大明",
    blocks=(
        Paragraph("你户于2026年11月3日提出申请。"),
        Heading("一、决定"),
        Verdict("不予确认同意。"),
        Table(("项目", "查明的情况"), (("家庭月收入", "3,000.00元"),), (3, 2)),
        Listed(("第一项。", "第二项。")),
    ),
    signed="天宁区民政局",
    dated=date(2026, 11, 22),
    remarks=("办件编号：2026-1",),
)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 22), "二〇二六年十一月二十二日"),
        (date(2020, 1, 10), "二〇二〇年一月十日"),
        (date(2019, 10, 1), "二〇一九年十月一日"),
        (date(2026, 12, 31), "二〇二六年十二月三十一日"),
        (date(2026, 2, 20), "二〇二六年二月二十日"),
    ],
)
def test_dates_are_written_as_officers_write_them(day: date, written: str) -> None:
    assert written_date(day) == written


def test_a_letter_kept_as_json_is_the_same_letter() -> None:
    assert Letter.from_json(LETTER.as_json()) == LETTER


def test_the_same_letter_gives_the_same_bytes() -> None:
    pdf, word = pdf_of(LETTER), word_of(LETTER)
    time.sleep(2.1)  # a ZIP archive counts time in steps of two seconds
    assert (pdf_of(LETTER), word_of(LETTER)) == (pdf, word)


def test_the_pdf_is_one_for_archives_and_carries_its_fonts() -> None:
    with pikepdf.open(io.BytesIO(pdf_of(LETTER))) as opened:
        meta = opened.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "B")
        fonts = {str(name) for page in opened.pages for name in _fonts(page)}
    assert fonts
    assert all("NotoSansSC" in name or "NotoSerifSC" in name for name in fonts)


def _fonts(page: pikepdf.Page) -> list[str]:
    return [str(font.BaseFont) for font in page.Resources.Font.values()]


def test_word_reads_back_every_word() -> None:
    read = docx.Document(io.BytesIO(word_of(LETTER)))
    said = [each.text for each in read.paragraphs]
    said += [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    for line in LETTER.text().replace("　", "\n").splitlines():
        assert any(line in each for each in said), line


def test_pictures_show_every_page() -> None:
    pages = images_of(LETTER)
    assert len(pages) == 1
    assert pages[0].startswith(b"\x89PNG")


def test_markup_in_a_name_stays_text() -> None:
    """A letter is data: what looks like typst or HTML is printed, never run."""
    sly = Letter("局", "#panic[x] <b>", "", '#sys.inputs "', (Paragraph("*a* _b_ $x$ @y"),), "局",
                 date(2026, 1, 1))  # fmt: skip
    assert pdf_of(sly).startswith(b"%PDF")


def test_without_fonts_it_says_what_to_do(settings: Settings, tmp_path: Path) -> None:
    settings.LETTER_FONTS = tmp_path
    with pytest.raises(FontsMissing, match="make setup"):
        pdf_of(LETTER)
