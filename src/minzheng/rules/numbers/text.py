"""Values as people write them (yuan, 1.3, 2026-07, code names) and as the engine stores them."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from minzheng.base.errors import InvalidValue
from minzheng.base.money import format_yuan
from minzheng.base.months import Month
from minzheng.rules.facts import limits
from minzheng.rules.numbers.definition import NumberDefinition, Stored
from minzheng.rules.units import NEVER, RATIO_ONE, Code, Kind, Unit

_FEN_PER_YUAN = 100


_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class ValueRefused(InvalidValue, ValueError):
    """A text that is no value of its unit."""


def stored_month(text: Any) -> int:
    """Months since year 0 of a text ``2026-07``.  Raises ``ValueRefused``."""
    try:
        month = Month.parse(str(text))
    except InvalidValue as error:
        raise ValueRefused(f"月份应写作 2026-07, 而不是 {text}") from error
    return month.year * 12 + month.month - 1


def month_text(stored: int) -> str:
    """``2026-07`` from months since year 0."""
    return f"{stored // 12:04d}-{stored % 12 + 1:02d}"


def stored_date(text: Any) -> int:
    """20260731 from a text ``2026-07-31``; ``never`` for what has not happened.

    Raises ``ValueRefused``, also for a day that the calendar does not have.
    """
    if text == "never":
        return NEVER
    try:
        day = date.fromisoformat(text) if _DATE.fullmatch(str(text)) else None
    except ValueError:
        day = None
    if day is None:
        raise ValueRefused(f"日期应写作 2026-07-31, 而不是 {text}")
    return day.year * 10_000 + day.month * 100 + day.day


def stored_value(value: Any, unit: Unit) -> int:
    """The stored integer of a value as written.  Raises ``ValueRefused``."""
    stored = _stored(value, unit)
    low, high = limits(unit)
    if unit.kind is Kind.MONEY:
        low = -high
    if not low <= stored <= high:
        least, most = value_text(low, unit), value_text(high, unit)
        raise ValueRefused(f"{value} 超出允许范围: {least} 至 {most}")
    return stored


def _stored(value: Any, unit: Unit) -> int:
    if unit.kind is Kind.YES_NO:
        if not isinstance(value, bool):
            raise ValueRefused(f"应为 true 或 false, 而不是 {value}")
        return value
    if unit.kind is Kind.CODE:
        if unit.code is None or str(value) not in unit.code.__members__:
            raise ValueRefused(f"{unit.title} 没有 {value}")
        return int(unit.code[str(value)])
    if unit.kind is Kind.MONTH:
        return stored_month(value)
    if unit.kind is Kind.DATE:
        return stored_date(value)
    factor = {Kind.MONEY: _FEN_PER_YUAN, Kind.RATIO: RATIO_ONE}.get(unit.kind, 1)
    return _exact(value, factor)


def _exact(value: Any, factor: int) -> int:
    if isinstance(value, bool) or not _NUMBER.fullmatch(str(value)):
        raise ValueRefused(f"应为数字, 而不是 {value}")
    scaled = Decimal(str(value)) * factor
    if scaled != scaled.to_integral_value():
        raise ValueRefused(f"{value} 的小数位太多, 最多 {len(str(factor)) - 1} 位")
    return int(scaled)


def value_text(stored: int | None, unit: Unit) -> str:
    """A stored value in Chinese, as an officer would write it."""
    return value_writer(unit)(stored)


def value_writer(unit: Unit) -> Callable[[int | None], str]:
    """Writes the values of one unit: the same texts, for whoever writes many."""
    if unit.kind is Kind.YES_NO:
        return _TRUTHS.__getitem__
    write = known_writer(unit)
    return lambda stored: "不详" if stored is None else write(stored)


def known_writer(unit: Unit) -> Callable[[int], str]:
    """The same of values that are known."""
    if unit.kind is Kind.MONEY:
        return _money_writer(unit)
    if unit.kind is Kind.CODE and unit.code is not None:
        return _code_writer(unit.code)
    return _WRITERS.get(unit.kind, str)


def stored_text(stored: Stored, definition: NumberDefinition) -> str:
    """A value, or every entry of a table, in Chinese."""
    if isinstance(stored, int):
        return value_text(stored, definition.unit)
    by = definition.by
    entries = (
        f"{by.numbered(position).title if by else f'{position}起'} "
        f"{value_text(entry, definition.unit)}"
        for position, entry in stored.items()
    )
    return "; ".join(entries)


def _money_writer(unit: Unit) -> Callable[[int], str]:
    per = {"": "元", "month": "元/月", "year": "元/年"}[unit.per]
    if not unit.scale:
        return lambda stored: f"{format_yuan(stored)}{per}"
    finer = Decimal(RATIO_ONE) ** unit.scale * _FEN_PER_YUAN
    return lambda stored: f"{(stored / finer).normalize():,f}{per}"


def _date_text(stored: int) -> str:
    if stored == NEVER:
        return "无"
    return f"{stored // 10_000}年{stored // 100 % 100}月{stored % 100}日"


def _percent_text(stored: int) -> str:
    percent = Decimal(stored) * 100 / RATIO_ONE
    return f"{percent.normalize():f}%"


@cache
def _code_writer(code: type[Code]) -> Callable[[int], str]:
    return {int(each): each.title for each in code}.__getitem__


_TRUTHS: Mapping[int | None, str] = {True: "是", False: "否", None: "不详"}

_WRITERS: Mapping[Kind, Callable[[int], str]] = {
    Kind.YES_NO: _TRUTHS.__getitem__,
    Kind.RATIO: _percent_text,
    Kind.MONTH: lambda stored: f"{stored // 12}年{stored % 12 + 1}月",
    Kind.DATE: _date_text,
    Kind.MONTHS: lambda stored: f"{stored}个月",
}
