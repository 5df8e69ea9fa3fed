"""How a value is named in a sentence: 家庭月收入2,300.00元/月, 残疾等级为二级, 死亡日期：无."""

import re
from collections.abc import Callable, Iterable, Iterator

from minzheng.rules.evaluation.people import Subject, Value
from minzheng.rules.numbers.text import known_writer, value_writer
from minzheng.rules.tree import Arithmetic, Expression
from minzheng.rules.units import NEVER, Kind, Unit

Writer = Callable[[Subject], str]
"""Writes something as it stands for a subject."""

NEVER_MONTH = NEVER // 10_000 * 12 + NEVER // 100 % 100 - 1
"""The month of what has not happened."""

_NEVER = {Kind.DATE: NEVER, Kind.MONTH: NEVER_MONTH}

_MEASURE = re.compile(r"（(周岁|辆|套|人|次)）$")
_MONEY = re.compile(r"（元(?:/月|/年)?）$")
_COUNTED = {"人数": "人", "人口": "人", "次数": "次", "辆数": "辆", "套数": "套"}


def named(title: str, unit: Unit) -> Callable[[Value], str]:
    """Writes a title with a value, as a sentence would."""
    (shown, measure), write = _measured(title), known_writer(unit)
    if unit.kind is Kind.YES_NO:
        write = value_writer(unit)
        return lambda value: f"{shown}：{write(value)}"
    if unit.kind is Kind.CODE:
        return lambda value: f"{shown}不详" if value is None else f"{shown}为{write(value)}"

    never = _NEVER.get(unit.kind)

    def text(value: Value) -> str:
        if value is None:
            return f"{shown}不详"
        if value == never:
            return f"{shown}：{'长期' if shown.endswith('至') else '无'}"
        return f"{shown}{write(value)}{measure}"

    return text


def is_never(value: Value, unit: Unit) -> bool:
    """Whether a date or month is that of what has not happened."""
    return value is not None and value == _NEVER.get(unit.kind)


def short_title(title: str) -> str:
    """A title without the unit in brackets at its end."""
    return _measured(title)[0]


def _measured(title: str) -> tuple[str, str]:
    """机动车（辆） -> 机动车, 辆; 家庭人口 -> 家庭人口, 人."""
    found = _MEASURE.search(title)
    if found:
        return title[: found.start()], found[1]
    plain = _MONEY.sub("", title)
    return plain, _COUNTED.get(plain[-2:], "")


def joined(texts: Iterable[str]) -> str:
    """Grounds side by side, none that another one begins with."""
    found = list(dict.fromkeys(texts))
    told = [a for a in found if not any(b is not a and b.startswith(f"{a}，") for b in found)]
    return "；".join(told)


def terms(node: Expression, sign: str = "＋") -> Iterator[tuple[str, Expression]]:
    """The terms of a sum, with their signs."""
    if isinstance(node, Arithmetic) and node.operator in ("+", "-"):
        yield from terms(node.left, sign)
        opposite = "－" if sign == "＋" else "＋"
        yield from terms(node.right, opposite if node.operator == "-" else sign)
    else:
        yield sign, node
