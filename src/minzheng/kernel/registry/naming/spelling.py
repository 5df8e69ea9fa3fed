"""How a name is written down, and the bare form in which names are compared."""

import unicodedata

from minzheng.base.errors import InvalidValue

LONGEST_NAME = 100
_DOT = "·"
_DOTS = dict.fromkeys(map(ord, "·•‧∙⋅・･．.﹒˙᛫"), _DOT)
"""What keyboards offer for the dot in names of minorities; the standard one is U+00B7."""

_FULL_WIDTH_LETTERS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_IGNORED = frozenset("·-'’`")
_HIDDEN_CATEGORIES = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})
_PRIVATE_USE = "Co"


def clean_name(text: str) -> str:
    """A name as it is kept: composed, without hidden characters, one kind of dot, single spaces.

    Rare characters of planes 2 and 3 stay. Raises `InvalidValue` for what cannot be a name.
    """
    if len(text) > 4 * LONGEST_NAME:
        raise InvalidValue(f"姓名太长，最多{LONGEST_NAME}个字。")
    if any(unicodedata.category(each) == _PRIVATE_USE for each in text):
        raise InvalidValue("姓名中有自造字，其他系统无法识别，请改用国家标准中的汉字。")
    visible = "".join(each for each in text if each.isspace() or _is_visible(each))
    composed = unicodedata.normalize("NFC", visible.translate(_FULL_WIDTH_LETTERS))
    name = " ".join(composed.translate(_DOTS).split()).strip(f" {_DOT}")
    name = _without_inner_spaces(name)
    if not name:
        raise InvalidValue("请填写姓名。")
    if len(name) > LONGEST_NAME:
        raise InvalidValue(f"姓名太长，最多{LONGEST_NAME}个字。")
    return name


def comparison_key(text: str) -> str:
    """The bare form: no spaces, dots, hyphens or variation selectors, letters in lower case."""
    composed = unicodedata.normalize("NFC", text.translate(_FULL_WIDTH_LETTERS)).translate(_DOTS)
    return "".join(
        each
        for each in composed.casefold()
        if _is_visible(each) and not each.isspace() and each not in _IGNORED
    )


def parts(name: str) -> list[str]:
    """The parts of a name that dots or spaces divide: 阿依古丽·买买提 has two."""
    return [part for part in name.translate(_DOTS).replace(_DOT, " ").split() if part]


def is_han(character: str) -> bool:
    """Whether a character is a Chinese one, the extensions in planes 2 and 3 included."""
    point = ord(character)
    return (
        0x4E00 <= point <= 0x9FFF
        or 0x3400 <= point <= 0x4DBF
        or 0x20000 <= point <= 0x3FFFF
        or 0xF900 <= point <= 0xFAFF
        or point in (0x3007, 0x2E81)
    )


def _is_visible(character: str) -> bool:
    if 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF:
        return False
    # Characters newer than this Python's tables are "Cn"; those in the ideographic planes are kept.
    return is_han(character) or unicodedata.category(character) not in _HIDDEN_CATEGORIES


def _without_inner_spaces(name: str) -> str:
    """张　三 -> 张三: forms pad names of two characters. Spaces between letters stay."""
    kept = [
        each
        for i, each in enumerate(name)
        if not (each == " " and (is_han(name[i - 1]) or is_han(name[i + 1])))
    ]
    return "".join(kept)
