"""Names of files as people give them, without what a name can do to whoever sees it."""

import unicodedata
from pathlib import PurePosixPath

LONGEST_TITLE = 100
_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"|?*\\/', "_"))
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
# Not "Cn": characters newer than this Python's tables are those of rare names.
_NOTHING = "未命名"


def title_of(file_name: str) -> str:
    """The title under which a file is listed: no folders, no extension, nothing invisible.

    Characters that turn the direction of writing make `exe.gpj` look like `jpg.exe`; they, NUL,
    line breaks and zero-width characters are left out. Rare characters of names are kept.
    """
    name = file_name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    visible = "".join(each for each in name if unicodedata.category(each) not in _INVISIBLE)
    stem = PurePosixPath(visible).stem if visible.strip(". ") else ""
    title = " ".join(stem.translate(_FORBIDDEN).split()).strip(". ")
    return title[:LONGEST_TITLE] or _NOTHING
