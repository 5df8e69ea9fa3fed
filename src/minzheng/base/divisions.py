"""Codes of administrative divisions (行政区划代码): 6, 9 or 12 digits.

Six digits are GB/T 2260 (province, prefecture, county: two each), the next three GB/T 10114
(township), the last three the village or neighbourhood of the statistical code. Segments of zeros
are empty, and the tree has no fixed depth: the towns of Dongguan (441900) lie directly under the
city, so `441900003` has an empty county segment and `441900` as its nearest ancestor.

The functions read codes only. Whether a unit exists on a day, and what it is called, is known by
the register of divisions: by code `110100` is an ancestor of `110105`, but there is no such city.
"""

from enum import IntEnum

from minzheng.base.errors import Fault, InvalidIdentifier
from minzheng.base.typed_text import to_half_width

_REGIONS = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 82))

PROVINCES = frozenset(str(code) for low, high in _REGIONS for code in range(low, high + 1))
"""Two-digit codes of all provinces, regions and municipalities (GB/T 2260)."""


class Level(IntEnum):
    """The segment that a code fills last: its value is the length of the prefix up to there."""

    PROVINCE = 2
    PREFECTURE = 4
    COUNTY = 6
    TOWNSHIP = 9
    VILLAGE = 12


class DivisionFault(Fault):
    """Why a division code is refused."""

    FORM = "行政区划代码应为6位、9位或12位数字。"
    PROVINCE = "行政区划代码的前两位不是省级代码。"


def normalise(text: str) -> str:
    """The shortest of the 6-, 9- and 12-digit spellings: `320400000000` -> `320400`.

    Raises `InvalidIdentifier` (`DivisionFault`).
    """
    code = to_half_width(text)
    if len(code) not in (6, 9, 12) or not (code.isascii() and code.isdigit()):
        raise InvalidIdentifier(DivisionFault.FORM)
    if code[:2] not in PROVINCES:
        raise InvalidIdentifier(DivisionFault.PROVINCE)
    return _spelling(code[: level(code)])


def level(code: str) -> Level:
    """The last segment that is not empty: `441900` is a prefecture, `441900003` a township."""
    starts = (0, *Level)
    filled = (end for start, end in zip(starts, Level, strict=False) if code[start:end].strip("0"))
    return max(filled)


def prefix(code: str) -> str:
    """The digits shared by a division and everything inside it: `320400` -> `3204`.

    For range conditions: a code lies inside when it starts with this prefix.
    """
    return code[: level(code)]


def ancestors(code: str) -> tuple[str, ...]:
    """Codes of all divisions around `code`, the province first, without `code` itself."""
    own = level(code)
    levels = {level(code[:end]) for end in Level if end < own}
    return tuple(_spelling(code[:end]) for end in sorted(levels))


def contains(parent: str, child: str) -> bool:
    """Whether `child` is `parent` or lies inside it."""
    return child.startswith(prefix(parent))


def _spelling(significant: str) -> str:
    return significant.ljust(Level.COUNTY, "0")
