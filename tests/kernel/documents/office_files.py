"""Word and Excel files made part by part, sound and hostile."""

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LAUGHS = [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)]
DEFINITIONS = f'<!DOCTYPE w [<!ENTITY a0 "ha">{"".join(_LAUGHS)}]>'
"""A billion laughs."""


def content_types(main: str, part: str) -> str:
    """The list of types, with one main part."""
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="{main}"/></Types>'
    )


def relation(kind: str, target: str, mode: str = "") -> str:
    """A list of one relation."""
    outside = f' TargetMode="{mode}"' if mode else ""
    return (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/{kind}" '
        f'Target="{target}"{outside}/></Relationships>'
    )


def word_parts(body: str = "<w:p/>", prolog: str = "", main: str = WORD_MAIN) -> dict[str, str]:
    """The parts of a sound Word file."""
    return {
        "[Content_Types].xml": content_types(main, "word/document.xml"),
        "_rels/.rels": relation("officeDocument", "word/document.xml"),
        "word/document.xml": f'<?xml version="1.0"?>{prolog}<w:document xmlns:w="{_W}"><w:body>'
        f"{body}</w:body></w:document>",
    }


def excel_parts(cells: str = "", prolog: str = "", main: str = EXCEL_MAIN) -> dict[str, str]:
    """The parts of an Excel file with one sheet."""
    return {
        "[Content_Types].xml": content_types(main, "xl/workbook.xml"),
        "_rels/.rels": relation("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_S}"><sheets/></workbook>',
        "xl/worksheets/sheet1.xml": f'{prolog}<worksheet xmlns="{_S}"><sheetData><row>{cells}'
        "</row></sheetData></worksheet>",
    }


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of the parts."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def word(**named: str) -> bytes:
    """A Word file."""
    return packed(word_parts(**named))


def word_with(name: str, content: str | bytes) -> bytes:
    """A Word file with one more part."""
    return packed({**word_parts(), name: content})


def excel_with(name: str, content: str | bytes) -> bytes:
    """An Excel file with one more part."""
    return packed({**excel_parts(), name: content})


def formula(text: str) -> bytes:
    """An Excel file with a formula."""
    return packed(excel_parts(f'<c r="A1"><f>{text}</f></c>'))


def field(text: str) -> bytes:
    """A Word file with a field."""
    return word(body=f"<w:p><w:r><w:instrText>{text}</w:instrText></w:r></w:p>")


def spread_field(*texts: str) -> bytes:
    """A Word file whose simple field spells its instruction in an attribute."""
    return word(body=f'<w:fldSimple w:instr="{"".join(texts)}"/>')


def with_other_name(content: bytes, old: bytes, new: bytes) -> bytes:
    """An archive in which a member's name is overwritten by one as long."""
    assert len(old) == len(new) and content.count(old) == 2, (old, new)
    return content.replace(old, new)


def lying_about_size(name: str, content: bytes, claimed: int) -> bytes:
    """An archive whose directory says that a member is small."""
    whole = bytearray(word_with(name, content))
    true = len(content).to_bytes(4, "little")
    assert whole.count(true) >= 2
    return bytes(whole.replace(true, claimed.to_bytes(4, "little")))


def overlapping(copies: int) -> bytes:
    """An archive whose directory names the same bytes many times."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in word_parts().items():
            archive.writestr(name, content)
        archive.writestr("word/media/a.bin", bytes(900_000))
        first = archive.getinfo("word/media/a.bin")
        for number in range(copies):
            twin = zipfile.ZipInfo(f"word/media/{number}.bin")
            twin.header_offset, twin.CRC = first.header_offset, first.CRC
            twin.compress_size, twin.file_size = first.compress_size, first.file_size
            twin.compress_type = first.compress_type
            archive.filelist.append(twin)
    return written.getvalue()


def encrypted_flag(content: bytes) -> bytes:
    """An archive whose members say that they are encrypted."""
    whole = bytearray(content)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = whole.find(sign)
        while place >= 0:
            whole[place + at] |= 1
            place = whole.find(sign, place + 1)
    return bytes(whole)


def symbolic_link() -> bytes:
    """A Word file with a link to a file of the machine."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in word_parts().items():
            archive.writestr(name, content)
        link = zipfile.ZipInfo("word/media/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return written.getvalue()


def deflated(size: int) -> bytes:
    """Many zeros in few bytes."""
    packer = zlib.compressobj(9)
    piece = bytes(1 << 20)
    packed_pieces = [packer.compress(piece) for _ in range(size >> 20)]
    return b"".join([*packed_pieces, packer.flush()])
