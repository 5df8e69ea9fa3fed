"""The archive that an Office file is: looked at before anything is unpacked."""

import stat
import zipfile
from collections.abc import Iterator
from io import BytesIO

from minzheng.kernel.documents.checking.bounds import MEGABYTE, Bounds
from minzheng.kernel.documents.checking.verdicts import Objected, Objection

_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_LOCAL_HEADER = 30
_LONGEST_NAME = 200
_CHUNK = 1 << 16
_UNIX = 16


def opened(content: bytes, bounds: Bounds) -> zipfile.ZipFile:
    """The archive, if its directory has nothing strange. Raises `Objected`."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except zipfile.BadZipFile:
        raise Objected(Objection.BROKEN) from None
    members = archive.infolist()
    if not members or len(members) > bounds.members:
        raise Objected(Objection.MEMBERS)
    names = [member.filename for member in members]
    if len({name.lower() for name in names}) != len(names) or archive.comment:
        raise Objected(Objection.MEMBERS)
    for member in members:
        _examine(member, bounds)
    if sum(member.file_size for member in members) > bounds.unpacked:
        raise Objected(Objection.BOMB)
    _refuse_overlap(members)
    return archive


def read_in_pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """A member piece by piece, whatever its directory entry says of its size. Raises `Objected`."""
    unpacked = 0
    try:
        with archive.open(member) as file:
            while piece := file.read(_CHUNK):
                unpacked += len(piece)
                if unpacked > most:
                    raise Objected(Objection.BOMB)
                yield piece
    except (zipfile.BadZipFile, NotImplementedError, EOFError):
        raise Objected(Objection.BROKEN) from None


def _examine(member: zipfile.ZipInfo, bounds: Bounds) -> None:
    name = member.filename
    if member.flag_bits & _ENCRYPTED:
        raise Objected(Objection.LOCKED)
    if member.compress_type not in _PACKINGS or len(name) > _LONGEST_NAME:
        raise Objected(Objection.MEMBERS)
    # `orig_filename` still has the NUL after which zipfile cuts the name off.
    strange = any(not each.isprintable() or each in '\\:*?"<>|' for each in member.orig_filename)
    if strange or name.startswith("/") or ".." in name.split("/"):
        raise Objected(Objection.MEMBERS)
    if stat.S_ISLNK(member.external_attr >> _UNIX):
        raise Objected(Objection.MEMBERS)
    packed = max(member.compress_size, 1)
    if member.file_size > MEGABYTE and member.file_size / packed > bounds.ratio:
        raise Objected(Objection.BOMB)


def _refuse_overlap(members: list[zipfile.ZipInfo]) -> None:
    """Members that share their bytes unpack to far more than the archive holds."""
    end = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset < end or (end == 0 and member.header_offset != 0):
            raise Objected(Objection.MEMBERS)
        end = member.header_offset + _LOCAL_HEADER + member.compress_size
