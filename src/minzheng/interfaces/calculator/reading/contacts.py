"""Columns about a person that the registry wants and no rule asks for: the calculator ignores them.

They are kept beside the snapshot, in ``contacts/<part>.parquet`` with ``person_no``.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa

from minzheng.base.divisions import normalise
from minzheng.base.errors import InvalidIdentifier
from minzheng.base.typed_text import to_half_width
from minzheng.catalogue.ethnicities import ethnicity_code
from minzheng.interfaces.calculator.reading.columns import ColumnReader
from minzheng.interfaces.calculator.reading.keys import DIGITS_LOST, SCIENTIFIC, Key
from minzheng.interfaces.calculator.reading.problems import CellFault
from minzheng.rules.batch.snapshot import Part, Snapshot

GROUP = "登记信息"
FOLDER = "contacts"
_LONGEST_ADDRESS = 200
_LONGEST_BANK = 80
_COUNTRY = re.compile(r"^(\+|00)?86(?=1[3-9])")
_PHONE = re.compile(r"1[3-9][0-9]{9}|0[0-9]{9,11}")
_ACCOUNT = re.compile(r"[0-9]{8,30}")

_DIGITS_LOST = CellFault("银行账号被Excel转成了数字, 末位已丢失", DIGITS_LOST.remedy)


def _contact(name: str, title: str, note: str) -> Key:
    return Key(name, title, blank_allowed=True, column_required=False, note=note, group=GROUP)


PHONE = _contact("phone", "手机号", "手机号，或带区号的固定电话；用于建档，不参与测算")
ADDRESS = _contact("address", "住址", "居住地址，写到门牌；用于建档，不参与测算")
REGISTRATION = _contact("registration_division", "户籍区划", "户籍地区划代码，12、9或6位数字")
ETHNICITY = _contact("ethnicity", "民族", "例如 汉族，或国家标准代码 01")
BANK = _contact("bank", "开户银行", "发放待遇的银行，例如 江南农村商业银行")
BANK_ACCOUNT = _contact("bank_account", "银行账号", "本列请设为文本；导入后须经复核才能用于发放")

CONTACT_COLUMNS: tuple[Key, ...] = (
    PHONE,
    ADDRESS,
    REGISTRATION,
    ETHNICITY,
    BANK,
    BANK_ACCOUNT,
)
"""All of them may be left out."""


def contact_reader(key: Key) -> ColumnReader:
    """The reader of one of these columns."""
    return ColumnReader(_PARSERS[key], pa.string())


def contacts_of(snapshot: Snapshot, part: Part) -> Path | None:
    """The file of a part's contacts, where there is one."""
    file = snapshot.folder / FOLDER / f"{part.name}.parquet"
    return file if file.is_file() else None


def _phone(text: str) -> str | None:
    typed = re.sub(r"[-()]", "", to_half_width(text)).removesuffix(".0")
    number = _COUNTRY.sub("", typed)
    if not number:
        return None
    if not _PHONE.fullmatch(number):
        raise CellFault("不是电话号码", "请填写11位手机号，或带区号的固定电话")
    return number


def _address(text: str) -> str | None:
    return _line(text, _LONGEST_ADDRESS)


def _bank(text: str) -> str | None:
    return _line(text, _LONGEST_BANK)


def _line(text: str, longest: int) -> str | None:
    line = " ".join(text.split())
    if len(line) > longest:
        raise CellFault(f"超过{longest}个字", "请核对是否填错列")
    if not line.isprintable():
        raise CellFault("含有看不见的字符", "请重新输入，不要从网页粘贴")
    return line or None


def _registration(text: str) -> str | None:
    typed = to_half_width(text).removesuffix(".0")
    if not typed:
        return None
    try:
        return normalise(typed)
    except InvalidIdentifier as error:
        wrong = error.fault.message.rstrip("。")
        raise CellFault(wrong, "请填写户籍地区划代码，例如 320402001") from None


def _bank_account(text: str) -> str | None:
    typed = to_half_width(text).replace("-", "")
    if SCIENTIFIC.fullmatch(typed):
        raise CellFault(*_DIGITS_LOST.args)
    typed = typed.removesuffix(".0")
    if not typed:
        return None
    if not _ACCOUNT.fullmatch(typed):
        raise CellFault("不是银行账号", "请只填写数字，8到30位")
    return typed


def _ethnicity(text: str) -> str | None:
    typed = to_half_width(text)
    if not typed:
        return None
    code = ethnicity_code(typed.removesuffix(".0"))
    if code is None:
        raise CellFault("没有这个民族", "请填写民族名称，例如 汉族，或国家标准代码")
    return code


_PARSERS: Mapping[Key, Callable[[str], str | None]] = {
    PHONE: _phone,
    ADDRESS: _address,
    REGISTRATION: _registration,
    ETHNICITY: _ethnicity,
    BANK: _bank,
    BANK_ACCOUNT: _bank_account,
}
