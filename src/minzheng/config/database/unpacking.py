"""Takes files out of an archive of our own: plain files and folders, inside one folder, as ours."""

import shutil
import tarfile
from pathlib import Path

_FOLDER = 0o700
_FILE = 0o600


def unpack(archive: tarfile.TarFile, target: Path, *, only: str = "", anew: bool = True) -> None:
    """Write the files of an archive whose names begin with ``only``; existing ones if ``anew``.

    Raises ``tarfile.TarError`` for what is neither a file nor a folder, or would lie elsewhere:
    somebody has changed the archive. Python's own filters do the same, from 3.11.4 on.
    """
    root = target.resolve()
    for member in archive:
        if not member.name.startswith(only):
            continue
        place = (root / member.name).resolve()
        if not place.is_relative_to(root) or not (member.isfile() or member.isdir()):
            raise tarfile.ReadError(f"unexpected entry {member.name}")
        if member.isdir():
            place.mkdir(parents=True, exist_ok=True, mode=_FOLDER)
        elif anew or not place.exists():
            _write(archive, member, place)


def _write(archive: tarfile.TarFile, member: tarfile.TarInfo, place: Path) -> None:
    content = archive.extractfile(member)
    if content is None:
        raise tarfile.ReadError(f"no content in {member.name}")
    place.parent.mkdir(parents=True, exist_ok=True, mode=_FOLDER)
    with content, place.open("wb") as out:
        shutil.copyfileobj(content, out, 1024 * 1024)
    place.chmod(_FILE)
