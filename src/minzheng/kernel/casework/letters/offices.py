"""How offices sign: their names, their marks, and before whom one complains of them."""

from minzheng.base.divisions import Level, level
from minzheng.kernel.registry.api.divisions import names

_STREET = "街道"
_SUFFIXES = ("自治县", "街道", "新区", "林区", "地区", "省", "市", "区", "县", "镇", "乡", "旗")
_SHORTEST = 2


def name_of(office: str) -> str:
    """天宁区民政局, 雕庄街道办事处, 郑陆镇人民政府."""
    named = names([office]).get(office, office)
    if level(office) <= Level.COUNTY:
        return f"{named}民政局"
    return f"{named}办事处" if named.endswith(_STREET) else f"{named}人民政府"


def mark_of(office: str) -> str:
    """天宁: what a letter's number begins with."""
    named = names([office]).get(office, office)
    for suffix in _SUFFIXES:
        if named.endswith(suffix) and len(named) - len(suffix) >= _SHORTEST:
            return named.removesuffix(suffix)
    return named


def reviewer_of(office: str) -> str:
    """The government that hears an application for review (行政复议法 2023, 第二十四条)."""
    above = _government(office)
    return f"{names([above]).get(above, above)}人民政府"


def _government(office: str) -> str:
    """A bureau's own government; of a town's acts the county's, the city's where there is none."""
    if level(office) <= Level.COUNTY:
        return office
    county = office[: Level.COUNTY]
    return county if names([county]) else county[: Level.PREFECTURE] + "00"
