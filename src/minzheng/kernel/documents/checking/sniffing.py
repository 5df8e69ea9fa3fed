"""What a file is, by its first bytes: neither its name nor what the browser says of it counts."""

from enum import Enum

from minzheng.kernel.documents.checking.verdicts import Objected, Objection


class Form(Enum):
    """Forms that are looked into further; the values are the bytes at the start."""

    JPEG = b"\xff\xd8\xff"
    PNG = b"\x89PNG\r\n\x1a\n"
    GIF = b"GIF8"
    BMP = b"BM"
    TIFF_LITTLE = b"II*\x00"
    TIFF_BIG = b"MM\x00*"
    WEBP = b"RIFF"
    PDF = b"%PDF-"
    ZIP = b"PK\x03\x04"


IMAGES = frozenset(set(Form) - {Form.PDF, Form.ZIP})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEST_VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!")
_ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", _OLE)
_WEBP_AT = slice(8, 12)


def form_of(content: bytes) -> Form:
    """The form of a file. Raises `Objected`."""
    if not content:
        raise Objected(Objection.EMPTY)
    refuse_virus(content)
    if content.startswith(_OLE):
        raise Objected(Objection.OLD_OFFICE)
    for form in Form:
        if content.startswith(form.value):
            if form is Form.WEBP and content[_WEBP_AT] != b"WEBP":
                break
            return form
    raise Objected(Objection.TYPE)


def refuse_virus(content: bytes) -> None:
    """Raises `Objected` for the test string by which every scanner is tried."""
    if _TEST_VIRUS in content:
        raise Objected(Objection.VIRUS)


def is_program_or_archive(head: bytes) -> bool:
    """Whether the beginning of a file inside a file is that of a program or another archive."""
    return head.startswith(_PROGRAMS + _ARCHIVES)
