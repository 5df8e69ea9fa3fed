"""How characters are read: every reading for finding, the right one for ordering."""

import unicodedata
from functools import lru_cache

from pypinyin import Style, pinyin

from minzheng.kernel.registry.naming.spelling import comparison_key, is_han, parts

_SURNAMES = {
    "万俟": "mo qi",
    "尉迟": "yu chi",
    "长孙": "zhang sun",
    "澹台": "tan tai",
    "鲜于": "xian yu",
    "夏侯": "xia hou",
    "呼延": "hu yan",
    "令狐": "ling hu",
    "宇文": "yu wen",
    "慕容": "mu rong",
    "司徒": "si tu",
    "司马": "si ma",
    "上官": "shang guan",
    "欧阳": "ou yang",
    "诸葛": "zhu ge",
    "皇甫": "huang fu",
    "东方": "dong fang",
    "公孙": "gong sun",
    "端木": "duan mu",
    "轩辕": "xuan yuan",
    "单": "shan",
    "曾": "zeng",
    "仇": "qiu",
    "区": "ou",
    "查": "zha",
    "解": "xie",
    "朴": "piao",
    "任": "ren",
    "盖": "ge",
    "葛": "ge",
    "翟": "zhai",
    "折": "she",
    "缪": "miao",
    "乐": "yue",
    "覃": "qin",
    "谌": "chen",
    "员": "yun",
    "黑": "he",
    "乜": "nie",
    "牟": "mu",
    "秘": "bi",
    "冼": "xian",
    "洗": "xian",
    "隗": "wei",
    "郗": "xi",
    "种": "chong",
    "祭": "zhai",
    "召": "shao",
    "宿": "su",
    "句": "gou",
    "都": "du",
    "瞿": "qu",
    "尉": "wei",
    "重": "chong",
    "幺": "yao",
    "车": "che",
    "卜": "bu",
    "石": "shi",
    "沈": "shen",
    "那": "na",
    "柏": "bai",
    "贾": "jia",
    "俞": "yu",
    "燕": "yan",
    "宁": "ning",
    "华": "hua",
    "纪": "ji",
    "应": "ying",
    "过": "guo",
    "晟": "cheng",
    "逄": "pang",
    "佘": "she",
    "亓": "qi",
    "阚": "kan",
    "阙": "que",
    "撒": "sa",
    "哈": "ha",
    "繁": "po",
    "殷": "yin",
    "桓": "huan",
    "郇": "xun",
    "訾": "zi",
    "厍": "she",
    "粘": "nian",
    "不": "fou",
    "尹": "yin",
    "长": "chang",
}
"""How these are read as surnames, where a dictionary would give another reading first."""

_MOST_READINGS = 24
_LONGEST_SORT_KEY = 80


@lru_cache(maxsize=100_000)
def readings(character: str) -> tuple[str, ...]:
    """Every reading without tone, the commonest first; none for what pypinyin does not know."""
    if not is_han(character):
        return (character,)
    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    plain = (_plain(each) for each in (found[0] if found else ()))
    return tuple(dict.fromkeys(each for each in plain if each))


def _plain(syllable: str) -> str:
    """Letters only: rare readings come with marks, which nobody types."""
    decomposed = unicodedata.normalize("NFD", syllable.casefold().replace("ü", "v"))
    return "".join(each for each in decomposed if "a" <= each <= "z")


def surname(name: str) -> tuple[str, ...]:
    """The characters of the surname whose reading the table knows; empty for all others."""
    for length in (2, 1):
        if len(name) > length - 1 and name[:length] in _SURNAMES:
            return tuple(name[:length])
    return ()


def spellings(name: str) -> list[tuple[str, ...]]:
    """The syllables of a name, once for every combination of readings, the likeliest first."""
    key = comparison_key(name)
    known = surname(key)
    first = _SURNAMES["".join(known)].split() if known else []
    found: list[tuple[str, ...]] = [()]
    for i, character in enumerate(key):
        own = readings(character)
        if i < len(first):
            own = tuple(dict.fromkeys((first[i], *own)))
        if own:
            found = [(*head, each) for each in own for head in found][:_MOST_READINGS]
    return found


def sort_key(name: str) -> str:
    """What lists are ordered by: the syllables of the likeliest reading, unknown ones last."""
    key = comparison_key(name)
    known = surname(key)
    syllables = _SURNAMES["".join(known)].split() if known else []
    for character in key[len(known) :]:
        own = readings(character)
        syllables.append(own[0] if own else "~" + character)
    joined = " ".join(syllables) if any(is_han(each) for each in key) else key
    return joined[:_LONGEST_SORT_KEY] or "~"


def spelled_parts(name: str) -> list[list[tuple[str, ...]]]:
    """Spellings of the whole name, and of each part where it has several."""
    pieces = parts(name)
    return [spellings(name), *([spellings(piece) for piece in pieces] if len(pieces) > 1 else [])]
