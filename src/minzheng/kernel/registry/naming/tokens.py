"""What finds a name: pieces of its characters, its pinyin, its initials; all keyed.

The database compares tokens by equality only, which row security lets its index do, and learns no
name from them. One text gives the same token everywhere, so hashing is done once per distinct text.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from minzheng.kernel.protection.keys import blind_index_many
from minzheng.kernel.registry.naming.readings import spelled_parts
from minzheng.kernel.registry.naming.spelling import LONGEST_NAME, comparison_key, is_han

LONGEST_PIECE = 4
_LETTERS = re.compile(r"[a-z]+")
_TOKEN_BYTES = 8
_MOST_KEPT = 3_000_000
_CHARACTERS, _FULL, _INITIALS = "c:", "p:", "i:"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a query looks for: a name matches when it has all texts of one of the alternatives."""

    alternatives: tuple[tuple[str, ...], ...]
    whole: str
    """The bare query; a match of several pieces must hold it in one piece."""


@lru_cache(maxsize=10_000)
def texts_of(name: str) -> tuple[str, ...]:
    """Everything by which a name can be found, each text once."""
    key = comparison_key(name)
    found = [_CHARACTERS + piece for piece in _pieces(key)]
    for spellings in spelled_parts(name):
        for syllables in spellings:
            found.append(_FULL + "".join(syllables))
            # How people look for a surname that they only heard.
            found.extend(_FULL + each for each in syllables[:1])
            found.append(_INITIALS + "".join(each[0] for each in syllables))
    return tuple(dict.fromkeys(found))


def wanted(text: str) -> Wanted:
    """What to look for when somebody types `text`; nothing for a text without a letter."""
    key = comparison_key(text)
    if not key or len(key) > LONGEST_NAME:
        return Wanted((), "")
    by_character = tuple(dict.fromkeys(_CHARACTERS + piece for piece in _covering(key)))
    spelled = [each for each in _spelled(text) if _LETTERS.fullmatch(each)]
    if any(is_han(each) for each in key):
        spelled = []
    by_sound = [(kind + each,) for each in spelled for kind in (_FULL, _INITIALS)]
    return Wanted((*by_sound, by_character), key)


def hashed(texts: Iterable[str]) -> dict[str, int]:
    """The token of each text."""
    distinct = list(dict.fromkeys(texts))
    return dict(zip(distinct, map(_number, blind_index_many("name", distinct)), strict=True))


def tokens_of(names: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
    """The tokens of each name."""
    return TokenStore().of(names)


class TokenStore:
    """Tokens of names, each name and each text hashed once for as long as the store is kept."""

    def __init__(self) -> None:
        self._texts: dict[str, int] = {}
        self._names: dict[str, tuple[int, ...]] = {}

    def of(self, names: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
        """The tokens of each name."""
        if len(self._texts) > _MOST_KEPT:
            self._texts.clear()
            self._names.clear()
        new = {name: texts_of(name) for name in dict.fromkeys(names) if name not in self._names}
        unhashed = {text for texts in new.values() for text in texts if text not in self._texts}
        self._texts.update(hashed(unhashed))
        for name, texts in new.items():
            self._names[name] = tuple(self._texts[text] for text in texts)
        return self._names


def _pieces(key: str) -> list[str]:
    longest = min(LONGEST_PIECE, len(key))
    return [
        key[start : start + length]
        for length in range(1, longest + 1)
        for start in range(len(key) - length + 1)
    ]


def _covering(key: str) -> list[str]:
    """As few pieces as cover the whole query."""
    if len(key) <= LONGEST_PIECE:
        return [key]
    starts = [*range(0, len(key) - LONGEST_PIECE, LONGEST_PIECE), len(key) - LONGEST_PIECE]
    return [key[start : start + LONGEST_PIECE] for start in starts]


def _spelled(text: str) -> list[str]:
    """Pinyin as tokens have it: `Lǚ Bù` is `lvbu`; `lyubu` may be meant for that, or for itself."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    plain = unicodedata.normalize("NFC", re.sub("[\u0300\u0301\u0304\u030c]", "", decomposed))
    typed = comparison_key(plain.replace("ü", "v"))
    return list(dict.fromkeys([typed, typed.replace("lyu", "lv").replace("nyu", "nv")]))


def _number(digest: bytes) -> int:
    return int.from_bytes(digest[:_TOKEN_BYTES], "big", signed=True)
