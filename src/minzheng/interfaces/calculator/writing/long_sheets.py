"""Long tables in a workbook, written as XML by ourselves.

openpyxl takes some 15 µs for a styled cell; half a million of them would keep an officer waiting.
So it writes the workbook with the titles and one sample row per long sheet, and the rows are then
streamed in behind the titles, each cell in the style of the sample above it.  Text is always an
inline string, which no spreadsheet takes for a formula.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from minzheng.interfaces.calculator.safe_cells import Plain

_SAMPLE_ROW = re.compile(r'<row r="2".*?</row>', re.DOTALL)
_STYLE = re.compile(r'<c [^>]*?\bs="(\d+)"')
_DIMENSION = re.compile(r"<dimension [^>]*/>")
_FLUSHED = 2_000
_LEVEL = 3


def fill_long_sheets(
    skeleton: Path, out: Path, rows: Mapping[str, Iterable[Sequence[Plain]]]
) -> None:
    """Copy the workbook ``skeleton`` to ``out``, with ``rows`` below the titles of their sheets.

    ``rows`` are by the name of the sheet's file in the workbook, ``xl/worksheets/sheet2.xml``; each
    of these has its titles in row 1 and the sample in row 2.
    """
    with (
        ZipFile(skeleton) as source,
        ZipFile(out, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as target,
    ):
        for name in source.namelist():
            if name in rows:
                with target.open(name, "w", force_zip64=True) as file:
                    _stream(source.read(name).decode(), rows[name], file)
            else:
                target.writestr(name, source.read(name))


def _stream(sheet: str, rows: Iterable[Sequence[Plain]], file: IO[bytes]) -> None:
    sample = _SAMPLE_ROW.search(sheet)
    if sample is None:
        raise ValueError("the sheet has no sample row")
    styles = _STYLE.findall(sample[0])
    file.write(_DIMENSION.sub("", sheet[: sample.start()]).encode())
    pending: list[str] = []
    for number, row in enumerate(rows, start=2):
        pending.append(f'<row r="{number}">{"".join(_cells(row, styles))}</row>')
        if len(pending) == _FLUSHED:
            file.write("".join(pending).encode())
            pending.clear()
    file.write("".join(pending).encode())
    file.write(sheet[sample.end() :].encode())


def _cells(row: Sequence[Plain], styles: Sequence[str]) -> Iterator[str]:
    for value, style in zip(row, styles, strict=True):
        if isinstance(value, str):
            text = escape(ILLEGAL_CHARACTERS_RE.sub("", value))
            yield f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        elif value is None:
            yield f'<c s="{style}"/>'
        else:
            yield f'<c s="{style}"><v>{value!r}</v></c>'
