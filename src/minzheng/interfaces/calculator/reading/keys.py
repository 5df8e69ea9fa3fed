"""Key columns: the texts that say which household and which person a row is about."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from minzheng.base.divisions import contains, normalise
from minzheng.base.errors import InvalidIdentifier
from minzheng.base.typed_text import to_half_width
from minzheng.interfaces.calculator.reading.columns import ColumnReader
from minzheng.interfaces.calculator.reading.problems import CellFault
from minzheng.rules.facts import Entity

DIGITS_LOST = CellFault("身份证号被Excel转成了数字, 末位已丢失", "请将该列设为文本后重新填写")
"""For numbers beyond the 15 digits that Excel keeps, whether or not they are resident IDs."""

KEYS_GROUP = "编号"

EXAMPLE_PREFIX = "示例"
"""Household ids that begin so are the examples of the template."""

SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{2,}")
_PLAIN_ID = (
    "^[^\\s\u00a0\u2000-\u200f\u3000\ufeff\uff01-\uff5e+.]"
    "[^\\s\u00a0\u2000-\u200f\u3000\ufeff\uff01-\uff5e+.]*$"
)
"""Texts that ``to_half_width`` leaves alone and that cannot be a number written by Excel."""


@dataclass(frozen=True, slots=True)
class Key:
    """One column of text: its names in English and Chinese, and whether a cell may be blank."""

    name: str
    title: str
    blank_allowed: bool = False
    column_required: bool = True
    note: str = ""
    group: str = KEYS_GROUP


HOUSEHOLD_ID = Key("household_id", "家庭编号", note="每户一个，三张表用同一个编号")
DIVISION = Key("division", "区划代码", note="户籍或居住地的村居、乡镇或县级代码，12、9或6位数字")
PERSON_ID = Key(
    "person_id", "人员编号", blank_allowed=True, note="可填身份证号；没有证件的成员可留空"
)
NAME = Key("name", "姓名", blank_allowed=True, column_required=False)
SUPPORTED_ID = Key("person_id", "人员编号", note="被赡养（抚养、扶养）人在人员表中的编号")

KEY_COLUMNS: Mapping[Entity, tuple[Key, ...]] = {
    Entity.HOUSEHOLD: (HOUSEHOLD_ID, DIVISION),
    Entity.PERSON: (HOUSEHOLD_ID, PERSON_ID, NAME),
    Entity.SUPPORTER: (SUPPORTED_ID,),
}


def key_reader(key: Key, area: str) -> ColumnReader:
    """The reader of one key column; divisions must lie inside ``area``."""
    if key is NAME:
        return ColumnReader(lambda text: text.strip(), pa.string(), "", None)
    if key is DIVISION:
        return ColumnReader(_division_parser(area), pa.string())
    return ColumnReader(parse_id, pa.string(), None, _plain_ids)


def parse_id(text: str) -> str | None:
    """An identifier as typed, without white space and full-width characters."""
    typed = to_half_width(text)
    if SCIENTIFIC.fullmatch(typed):
        raise CellFault(*DIGITS_LOST.args)
    # 1001.0 is the number 1001 in a column that some program read as decimal numbers.
    whole = typed.removesuffix(".0")
    return (whole if whole.isdigit() else typed) or None


def _plain_ids(texts: pa.Array) -> pa.Array:
    plain = pc.match_substring_regex(texts, _PLAIN_ID)
    return pc.if_else(plain, texts, pa.scalar(None, pa.string()))


def _division_parser(area: str) -> Callable[[str], str | None]:
    def parse(text: str) -> str | None:
        typed = to_half_width(text).removesuffix(".0")
        if not typed:
            return None
        try:
            code = normalise(typed)
        except InvalidIdentifier as error:
            wrong = error.fault.message.rstrip("。")
            raise CellFault(wrong, "请填写村居、乡镇或县级区划代码，例如 320402001") from None
        if not contains(area, code):
            raise CellFault(
                f"不在本次测算的地区（{area}）之内", "请核对区划代码，或改在相应地区测算"
            )
        return code

    return parse
