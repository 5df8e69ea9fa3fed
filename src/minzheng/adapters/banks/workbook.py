"""The workbook format (xlsx) for banks whose counters take Excel files.

Written by hand and not compressed: a library would put the time of the day into the file, and the
bytes of a compressor change with its version, while one order must give one file for ever. Every
cell is text, so that no account number loses its last digits and no name becomes a formula.
"""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import BinaryIO
from xml.sax.saxutils import escape
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from python_calamine import CalamineError, CalamineWorkbook

from minzheng.adapters.banks import tables
from minzheng.adapters.banks.xml_text import allowed
from minzheng.base.errors import InvalidValue
from minzheng.kernel.payments.ports import BankReturn, PaymentOrder

LARGEST_BYTES = 512 * 1024 * 1024
"""Of a workbook when unpacked; a few kilobytes can be made to unpack to everything there is."""
NOT_READABLE = "文件不完整，或者不是Excel工作簿（xlsx）。"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIXED = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KINDS}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KINDS}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="发放明细" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


class WorkbookFormat:
    """An Excel workbook with one sheet."""

    code = "workbook"
    title = "Excel工作簿"
    extension = "xlsx"
    media_type = f"{_KINDS}.sheet"

    def write(self, order: PaymentOrder, out: BinaryIO) -> None:
        """Write an order."""
        _write(tables.order_rows(order), out)

    def read(self, content: bytes) -> BankReturn:
        """Read a return. Raises `InvalidValue`."""
        return tables.return_from(_rows(content))

    def read_order(self, content: bytes) -> PaymentOrder:
        """What the bank reads. Raises `InvalidValue`."""
        return tables.order_from(_rows(content))

    def write_return(self, told: BankReturn, out: BinaryIO) -> None:
        """What the bank writes."""
        _write(tables.return_rows(told), out)


def _write(rows: Iterable[Sequence[str]], out: BinaryIO) -> None:
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, content in _FIXED.items():
            archive.writestr(_part(name), f"{_DECLARATION}{content}")
        with archive.open(_part("xl/worksheets/sheet1.xml"), "w") as sheet:
            sheet.write(f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for row in rows:
                sheet.write(f"<row>{''.join(map(_cell, row))}</row>".encode())
            sheet.write(b"</sheetData></worksheet>")


def _part(name: str) -> ZipInfo:
    part = ZipInfo(name, LONG_AGO)
    part.create_system = 0
    return part


def _cell(text: str) -> str:
    written = escape(allowed(text))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{written}</t></is></c>'


def _rows(content: bytes) -> Iterator[list[str]]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            unpacked = sum(each.file_size for each in archive.infolist())
        if unpacked > LARGEST_BYTES:
            raise InvalidValue("工作簿过大，请联系银行核对。")
        sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
    except (BadZipFile, CalamineError, IndexError):
        raise InvalidValue(NOT_READABLE) from None
    rows = sheet.to_python(skip_empty_area=True)
    # The head is shorter than the table below it, or longer: empty cells fill it up.
    for place, row in enumerate(rows):
        texts = [_text(cell) for cell in row]
        width = _width(place, texts)
        if any(texts):
            yield texts[:width]


def _width(place: int, texts: Sequence[str]) -> int:
    """How many cells of a row count: all that are filled in the head, below as many as titles."""
    if place == 0:
        return len(texts) - next((i for i, each in enumerate(reversed(texts)) if each), 0)
    return len(tables.RETURN_TITLES)


def _text(cell: object) -> str:
    """The text of a cell. A number that an office program made of a text is said as it looks."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool) or cell is None:
        return ""
    written = repr(cell)
    return written.removesuffix(".0") if isinstance(cell, float) else written
