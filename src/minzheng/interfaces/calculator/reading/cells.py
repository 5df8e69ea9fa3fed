"""One cell as an officer writes it -> the stored value of its fact.

The words of the input are read here and nowhere else; ``columns`` calls it once per distinct text.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from minzheng.base.errors import InvalidValue
from minzheng.base.money import format_yuan, parse_yuan
from minzheng.base.typed_text import to_half_width
from minzheng.interfaces.calculator.reading.problems import CellFault
from minzheng.rules.facts import Fact
from minzheng.rules.units import NEVER, RATIO_ONE, Code, Kind

UNKNOWN_WORDS = frozenset({"不详", "未知", "unknown"})
"""Words for a value that nobody knows; it is stored as null whatever a blank cell means."""

YES_WORDS = frozenset({"是", "有", "true", "1", "√", "✓", "✔", "y", "yes"})
NO_WORDS = frozenset({"否", "无", "没有", "false", "0", "×", "✗", "✘", "n", "no"})

_NEVER_WORDS = frozenset({"无", "没有", "长期", "长期有效", "永久"})
_NOTHING_WORDS = frozenset({"无", "没有"})
_DATE = re.compile(
    r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日?"
    r"|([0-9]{2})([0-9]{2}))(?:T?00:00(?::00(?:\.0+)?)?)?"
)
_MONTH = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})|年([0-9]{1,2})月?|([0-9]{2}))")
_COUNT = re.compile(r"(-?[0-9]{1,9})(?:\.0+)?(?:个月|个|月|人|次|分|辆|套|年|岁)?")
_MANY_DECIMALS = re.compile(r"-?[0-9,]+\.[0-9]{3,}")
_EXCEL_SERIAL = re.compile(r"[1-6][0-9]{4}(?:\.0+)?")


def parse_cell(fact: Fact, text: str) -> int | None:
    """The stored value of ``text``, ``None`` for unknown.  Raises ``CellFault``."""
    typed = to_half_width(text)
    if not typed:
        return fact.blank
    if typed.lower() in UNKNOWN_WORDS:
        return None
    value = _PARSERS[fact.unit.kind](fact, typed)
    low, high = fact.bounds()
    # "Never" is the one stored date that lies beyond every bound a fact may set.
    if not low <= value <= high and value != fact.blank:
        bound = "低于下限" if value < low else "超过上限"
        raise CellFault(
            f"数值{bound}",
            f"应在 {show_value(fact, low)} 到 {show_value(fact, high)} 之间，请核对单位和位数",
        )
    return value


def show_value(fact: Fact, value: int) -> str:
    """A stored value as an officer would write it."""
    unit = fact.unit
    if unit.kind is Kind.MONEY:
        return f"{format_yuan(value)} 元"
    if unit.kind is Kind.DATE:
        return f"{value // 10_000:04d}-{value // 100 % 100:02d}-{value % 100:02d}"
    if unit.kind is Kind.MONTH:
        return f"{value // 12:04d}-{value % 12 + 1:02d}"
    if unit.kind is Kind.YES_NO:
        return "是" if value else "否"
    if unit.kind is Kind.RATIO:
        return f"{Decimal(value) / RATIO_ONE:f}"
    if unit.kind is Kind.CODE and unit.code:
        return next(entry.title for entry in unit.code if entry == value)
    return str(value)


def allowed_codes(code: type[Code]) -> str:
    """Every entry of a code list, as messages and the template print it."""
    return "、".join(f"{member.value} {member.title}" for member in code)


def parse_date(typed: str) -> int | None:
    """20150501 from any of the accepted spellings (half-width), or ``None``."""
    match = _DATE.fullmatch(typed)
    if match is None:
        return None
    year, _, *rest = match.groups()
    month, day = (int(part) for part in rest if part is not None)
    try:
        return int(f"{date(int(year), month, day):%Y%m%d}")
    except ValueError:
        return None


def _money(fact: Fact, typed: str) -> int:
    if typed in _NOTHING_WORDS:
        return 0
    amount = typed.lstrip("¥￥").removesuffix("/月").removesuffix("/年").removesuffix("元")
    try:
        return parse_yuan(amount)
    except InvalidValue:
        pass
    if _MANY_DECIMALS.fullmatch(amount):
        raise CellFault("金额多于两位小数", "请按分四舍五入后填写，例如 1234.50")
    if "万" in amount:
        raise CellFault("金额带有“万”字", "请换算成元填写，例如 1.2万 填 12000")
    raise CellFault("不是金额", "请填写以元为单位的数字，最多两位小数，例如 1234.50")


def _count(fact: Fact, typed: str) -> int:
    if typed in _NOTHING_WORDS:
        return 0
    match = _COUNT.fullmatch(typed)
    if match is None:
        raise CellFault("不是整数", "请填写整数，例如 3")
    return int(match[1])


def _ratio(fact: Fact, typed: str) -> int:
    try:
        number = Decimal(typed.removesuffix("%")) / (100 if typed.endswith("%") else 1)
    except InvalidOperation:
        raise CellFault("不是比例", "请填写 0.3 或 30%") from None
    stored = number * RATIO_ONE
    if not number.is_finite() or stored != stored.to_integral_value():
        raise CellFault("比例的小数位太多", "请最多填写到万分之一，例如 0.3333")
    return int(stored)


def _date(fact: Fact, typed: str) -> int:
    if fact.blank == NEVER and typed in _NEVER_WORDS:
        return NEVER
    found = parse_date(typed)
    if found is not None:
        return found
    if _EXCEL_SERIAL.fullmatch(typed):
        raise CellFault("日期被存成了Excel的天数", "请把该单元格设为日期格式，或改写成 2015-05-01")
    if _MONTH.fullmatch(typed):
        raise CellFault("日期没有写到日", "请写出年月日，例如 2015-05-01")
    raise CellFault("不是日期或日期不存在", "请填写年月日，例如 2015-05-01")


def _month(fact: Fact, typed: str) -> int:
    day = parse_date(typed)
    if day is not None:
        return day // 10_000 * 12 + day // 100 % 100 - 1
    match = _MONTH.fullmatch(typed)
    month = int(next(part for part in match.groups()[1:] if part)) if match else 0
    if match is None or not 1 <= month <= 12:
        raise CellFault("不是月份", "请填写年月，例如 2026-11")
    return int(match[1]) * 12 + month - 1


def _yes_no(fact: Fact, typed: str) -> int:
    word = typed.lower()
    if word in YES_WORDS:
        return 1
    if word in NO_WORDS:
        return 0
    raise CellFault("不是“是”或“否”", "请填写 是 或 否，不清楚的填 不详")


def _code(fact: Fact, typed: str) -> int:
    code = fact.unit.code
    if code is None:
        raise TypeError(f"{fact.name} has a code unit without a code list")
    number = typed.removesuffix(".0")
    for member in code:
        if typed == to_half_width(member.title) or typed.lower() == member.name:
            return int(member)
        if number.isascii() and number.isdigit() and int(number) == member:
            return int(member)
    raise CellFault("不在可选项之内", f"请从下列选项中填写一个：{allowed_codes(code)}")


_PARSERS: Mapping[Kind, Callable[[Fact, str], int]] = {
    Kind.MONEY: _money,
    Kind.COUNT: _count,
    Kind.MONTHS: _count,
    Kind.RATIO: _ratio,
    Kind.MONTH: _month,
    Kind.DATE: _date,
    Kind.CODE: _code,
    Kind.YES_NO: _yes_no,
}
