"""PDFs: kept as they are, with their seals and signatures, or refused.

What runs, opens, sends or carries something else has no place in evidence.
"""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import pikepdf

from minzheng.kernel.documents.checking.bounds import Bounds
from minzheng.kernel.documents.checking.sniffing import is_program_or_archive
from minzheng.kernel.documents.checking.verdicts import PDF, Examined, Objected, Objection

_SCRIPTS = frozenset({"/JS", "/JavaScript", "/AA", "/XFA"})
_EMBEDDED = frozenset({"/EmbeddedFiles", "/EmbeddedFile", "/EF", "/RichMedia", "/RichMediaContent"})
_ACTIONS = {
    **dict.fromkeys(("/JavaScript", "/Launch", "/Rendition", "/Movie", "/Sound"), Objection.SCRIPT),
    **dict.fromkeys(("/SubmitForm", "/ImportData", "/GoToR", "/GoToE"), Objection.EXTERNAL),
}
"""Kinds of action (`/S`), and annotations (`/Subtype`) of the same names."""
_HARMLESS_AT_OPENING = frozenset({"/GoTo", "/Named"})
_END = re.compile(rb"%%EOF[\s\x00]*\Z")
_HEAD = 16
_STREAMS = 4
"""A scanned page may unpack to tens of megabytes; all together to so many times the bound."""


def examine_pdf(content: bytes, bounds: Bounds) -> Examined:
    """The PDF as it is. Raises `Objected`."""
    # A second type in the same bytes: readers of archives begin at the end of a file.
    if zipfile.is_zipfile(BytesIO(content)) or not _END.search(content[-1_024:]):
        raise Objected(Objection.MIXED)
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise Objected(Objection.LOCKED)
            _examine_opening(pdf)
            _examine_objects(pdf.objects, bounds)
            if not len(pdf.pages):
                raise Objected(Objection.BROKEN)
    except pikepdf.PasswordError:
        raise Objected(Objection.LOCKED) from None
    return Examined(PDF, content)


def _examine_opening(pdf: Any) -> None:
    opening = pdf.Root.get("/OpenAction")
    if not isinstance(opening, pikepdf.Dictionary):
        return
    if str(opening.get("/S", "/GoTo")) not in _HARMLESS_AT_OPENING:
        raise Objected(Objection.SCRIPT)


def _examine_objects(objects: Iterable[Any], bounds: Bounds) -> None:
    left = _STREAMS * bounds.unpacked
    for thing in objects:
        for table in _dictionaries(thing):
            _examine_dictionary(table)
        if isinstance(thing, pikepdf.Stream):
            unpacked = _unpacked(thing, bounds.unpacked)
            left -= unpacked
            if unpacked >= bounds.unpacked or left < 0:
                raise Objected(Objection.BOMB)


def _dictionaries(thing: Any) -> Iterator[Any]:
    """The dictionaries of one object, those inside it too; what it refers to comes by itself."""
    waiting = [thing]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Stream):
            one = one.stream_dict
        if isinstance(one, pikepdf.Dictionary):
            yield one
            inner = [value for _, value in one.items()]
        elif isinstance(one, pikepdf.Array):
            inner = list(one)
        else:
            continue
        waiting += [each for each in inner if _is_own_part(each)]


def _is_own_part(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Object) and not thing.is_indirect


def _examine_dictionary(table: Any) -> None:
    names = set(table.keys())
    if names & _SCRIPTS:
        raise Objected(Objection.SCRIPT)
    if names & _EMBEDDED:
        raise Objected(Objection.EMBEDDED)
    for name in ("/S", "/Subtype", "/Type"):
        kind = table.get(name)
        if isinstance(kind, pikepdf.Name):
            if str(kind) in _EMBEDDED or str(kind) == "/FileAttachment":
                raise Objected(Objection.EMBEDDED)
            if name != "/Type" and str(kind) in _ACTIONS:
                raise Objected(_ACTIONS[str(kind)])
    # The content of a stream in another file or at an address.
    if "/FFilter" in names or ("/F" in names and "/Length" in names):
        raise Objected(Objection.EXTERNAL)


def _unpacked(stream: Any, allowed: int) -> int:
    """How much a stream unpacks to, looked at no further than what is allowed."""
    raw = stream.read_raw_bytes()
    if is_program_or_archive(raw[:_HEAD]):
        raise Objected(Objection.EMBEDDED)
    filters = stream.stream_dict.get("/Filter")
    names = [filters] if isinstance(filters, pikepdf.Name) else list(filters or ())
    content = bytes(raw)
    for name in names:
        if str(name) != "/FlateDecode":
            break
        content = zlib.decompressobj().decompress(content, max(allowed, 1))
    return max(len(raw), len(content))
