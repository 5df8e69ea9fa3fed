"""Cells of a workbook whose formula failed (``#N/A``) or was never computed.

calamine reads both as blank, and a blank may mean "none": a failed look-up of an income must not
pass for no income.  So the XML of a sheet is searched for them before its rows are read.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from openpyxl.utils import column_index_from_string

NOT_COMPUTED = "公式未算出结果"

_CHUNK = 4 << 20
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb"<(?:\w+:)?c ([^>]*[^>/])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]+)([0-9]+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]+)</")
_HINTS = (b't="e"', b"f></", b"f><v></v>", b"f><v/>", b"f><v />", b"<f ")

FailedCells = Mapping[int, Mapping[int, str]]
"""Row as Excel shows it -> place in the row, from 0 -> what to show instead of the cell."""


def failed_formulas(path: Path, sheet: str) -> FailedCells:
    """The failed cells of one sheet; none when the file is no workbook of the usual build."""
    found: dict[int, dict[int, str]] = {}
    try:
        with ZipFile(path) as archive:
            file = _file_of(archive, sheet)
            if file in archive.namelist():
                for row, place, shown in _search(archive, file):
                    found.setdefault(row, {})[place] = shown
    except (BadZipFile, KeyError, ElementTree.ParseError):
        return {}
    return found


def _file_of(archive: ZipFile, sheet: str) -> str:
    # Entities in these two small files are never declared by a spreadsheet program; expat refuses
    # to expand them without limit.
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - see above
    relations = ElementTree.fromstring(  # noqa: S314 - see above
        archive.read("xl/_rels/workbook.xml.rels")
    )
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    for element in workbook.iter():
        if element.tag.endswith("}sheet") and element.get("name") == sheet:
            target = targets.get(element.get(_RELATION), "")
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _search(archive: ZipFile, file: str) -> Iterator[tuple[int, int, str]]:
    rest = b""
    with archive.open(file) as xml:
        while chunk := xml.read(_CHUNK):
            rest += chunk
            end = rest.rfind(b"row>") + 1
            whole, rest = rest[:end], rest[end:]
            # Almost every chunk is clean; only the others are worth the slow search.
            if any(hint in whole for hint in _HINTS):
                yield from _failed(whole)
    yield from _failed(rest)


def _failed(xml: bytes) -> Iterator[tuple[int, int, str]]:
    for attributes, content in _CELL.findall(xml):
        failed = b't="e"' in attributes
        place = _PLACE.search(attributes)
        if place is None or not (failed or b"f>" in content or b"<f " in content):
            continue
        value = _VALUE.search(content)
        # A formula that answers "" has the type of a text: that is a blank that somebody wanted.
        if failed or (value is None and b't="str"' not in attributes):
            shown = value[1].decode() if failed and value else NOT_COMPUTED
            yield int(place[2]), column_index_from_string(place[1].decode()) - 1, shown
