"""Word and Excel files: kept as they are, or refused for what would run or be fetched."""

import re
import zipfile
from typing import ClassVar
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

from minzheng.kernel.documents.checking.archives import opened, read_in_pieces
from minzheng.kernel.documents.checking.bounds import Bounds
from minzheng.kernel.documents.checking.sniffing import is_program_or_archive, refuse_virus
from minzheng.kernel.documents.checking.verdicts import (
    EXCEL,
    WORD,
    Examined,
    FileType,
    Objected,
    Objection,
)

CONTENT_TYPES = "[Content_Types].xml"
_MAIN_TYPES: dict[str, FileType] = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": WORD,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": EXCEL,
}
_FORBIDDEN_PARTS = (
    (re.compile(r"vba|macrosheets/|dialogsheets/|customui|/activex", re.I), Objection.MACRO),
    (re.compile(r"/embeddings/|oleobject", re.I), Objection.EMBEDDED),
    (
        re.compile(r"/externallinks/|/querytables/|/connections\.xml|/model/", re.I),
        Objection.EXTERNAL,
    ),
)
_FORBIDDEN_TYPES = re.compile(r"macroEnabled|vbaProject|activeX|intlmacrosheet", re.I)
_FIELDS = re.compile(r"\b(DDEAUTO|DDE|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK)\b", re.I)
_FORMULAS = re.compile(
    r"\b(WEBSERVICE|FILTERXML|CALL|REGISTER|REGISTER\.ID|EXEC|DDE)\s*\(|\|'", re.I
)
_DEFINITIONS = (b"<!DOCTYPE", b"<!ENTITY")
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
_XML = (".xml", ".rels", ".vml")
_HYPERLINK = "/hyperlink"
_ADDRESSES = ("http://", "https://", "mailto:", "#")
_HEAD = 16


class _Part(ContentHandler):
    """Listens to one part of the file for what is forbidden in it."""

    def __init__(self) -> None:
        super().__init__()
        self.types: list[str] = []
        self._listening = ""
        self._heard: list[str] = []

    _HEARD: ClassVar = {"instrText": _FIELDS, "delInstrText": _FIELDS, "f": _FORMULAS}

    def startElement(self, name: str, attributes: AttributesImpl) -> None:
        local = name.rpartition(":")[2]
        if local in ("Default", "Override"):
            self.types.append(attributes.get("ContentType", ""))
        elif local == "Relationship":
            _refuse_target(attributes)
        elif local == "fldSimple":
            self._refuse(_FIELDS, " ".join(attributes.values()))
        elif local in ("ddeLink", "attachedTemplate", "oleObject", "control"):
            raise Objected(Objection.EXTERNAL)
        self._listening, self._heard = local if local in self._HEARD else "", []

    def characters(self, content: str) -> None:
        if self._listening:
            self._heard.append(content)

    def endElement(self, name: str) -> None:
        if self._listening:
            self._refuse(self._HEARD[self._listening], "".join(self._heard))
            self._listening = ""

    @staticmethod
    def _refuse(pattern: re.Pattern[str], text: str) -> None:
        if pattern.search(text):
            raise Objected(Objection.EXTERNAL)


def examine_office(content: bytes, bounds: Bounds) -> Examined:
    """The file as it is. Raises `Objected`."""
    with opened(content, bounds) as archive:
        if CONTENT_TYPES not in archive.namelist():
            raise Objected(Objection.TYPE)
        scanned = bounds.scanned
        types: list[str] = []
        for member in archive.infolist():
            _refuse_part(member.filename)
            head, part, scanned = _read(archive, member, bounds, scanned)
            if is_program_or_archive(head):
                raise Objected(Objection.EMBEDDED)
            if part is not None:
                listener = _parsed(part)
                if member.filename == CONTENT_TYPES:
                    types = listener.types
    return Examined(_main_type(types), content)


def _refuse_part(name: str) -> None:
    for pattern, objection in _FORBIDDEN_PARTS:
        if pattern.search(f"/{name}"):
            raise Objected(objection)


def _read(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, bounds: Bounds, left: int
) -> tuple[bytes, bytes | None, int]:
    """The first bytes of a member, its XML if it is to be parsed, and how much more may be."""
    is_xml = member.filename.lower().endswith(_XML)
    parsed = is_xml and member.file_size <= left
    head, kept, before = b"", bytearray(), b""
    for piece in read_in_pieces(archive, member, bounds.unpacked):
        head = head or piece[:_HEAD]
        if is_xml and not parsed:
            _refuse_definitions(before + piece)
        refuse_virus(before + piece)
        before = piece[-128:]
        if parsed:
            kept += piece
    if is_xml and not parsed and head.startswith(_OTHER_ENCODINGS):
        raise Objected(Objection.ENTITIES)
    return head, bytes(kept) if parsed else None, left - len(kept)


def _refuse_definitions(text: bytes) -> None:
    """For parts too long to be parsed here: a document type comes with entities or alone."""
    if any(word in text for word in _DEFINITIONS):
        raise Objected(Objection.ENTITIES)


def _parsed(part: bytes) -> _Part:
    listener = _Part()
    try:
        parseString(part, listener, forbid_dtd=True)
    except DefusedXmlException:
        raise Objected(Objection.ENTITIES) from None
    except SAXException:
        raise Objected(Objection.BROKEN) from None
    return listener


def _refuse_target(attributes: AttributesImpl) -> None:
    """Whatever is outside is fetched when the file is opened, except what a reader must click."""
    if attributes.get("TargetMode", "").lower() != "external":
        return
    target = attributes.get("Target", "").strip().lower()
    if not attributes.get("Type", "").endswith(_HYPERLINK) or not target.startswith(_ADDRESSES):
        raise Objected(Objection.EXTERNAL)


def _main_type(types: list[str]) -> FileType:
    if any(_FORBIDDEN_TYPES.search(each) for each in types):
        raise Objected(Objection.MACRO)
    found = {_MAIN_TYPES[each] for each in types if each in _MAIN_TYPES}
    if len(found) != 1:
        raise Objected(Objection.TYPE)
    return found.pop()
