"""Whether a value may be proposed: readable, allowed by the areas above and by other numbers."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minzheng.base.months import Month
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.entitlements.numbers.values import approved, place_of
from minzheng.kernel.entitlements.ports import Figures, figures_with
from minzheng.rules.errors import Refusal, RuleRefused
from minzheng.rules.numbers.decided import DecidedValue, Written
from minzheng.rules.numbers.definition import NumberDefinition

_PLAIN = re.compile(r"[A-Za-z0-9_.-]{1,40}")
"""Numbers, true or false, months, names of codes: nothing that a file would read as more."""
_SAME = "新值与这个地区、这个月份的现行值相同。"


@dataclass(frozen=True, slots=True)
class Checked:
    """A value with what stands before and after it; `warnings` are what else has to follow it."""

    value: DecidedValue
    before: Figures
    after: Figures
    warnings: tuple[str, ...]


def ordinal(month: Month) -> int:
    """A month as rules count them."""
    return month.year * 12 + month.month - 1


def known_number(key: str, figures: Figures) -> NumberDefinition:
    """The number of a key. Raises `Refused`."""
    found = figures.parameters.definitions.get(key)
    if found is None:
        raise Refused("没有这个参数。")
    return found


def checked(number: str, area: str, value: Written, since: Month, source: str) -> Checked:
    """A value, measured against everything in force. Raises `Refused` with every reason."""
    standing = approved()
    before = figures_with(standing)
    definition = known_number(number, before)
    _plain(value)
    given = DecidedValue(number, area, str(since), json.dumps(value, sort_keys=True), source)
    others = tuple(each for each in standing if place_of(each) != place_of(given))
    try:
        after = figures_with((*others, given))
    except RuleRefused as refused:
        raise Refused("；".join(each.reason for each in refused.refusals)) from refused
    month = ordinal(since)
    dated = after.parameters.in_force(number, month, area)
    known = before.parameters.in_force(number, month, area)
    if dated is not None and known is not None and dated.value == known.value:
        raise Refused(_SAME)
    binding, also = (
        after.parameters.new_breaches(before.parameters, area, month, stand_ins=each)
        for each in (False, True)
    )
    own = f"“{definition.title}”"
    if wrong := [each.reason for each in binding if each.reason.startswith(own)]:
        raise Refused("；".join(wrong) + "。")
    return Checked(given, before, after, tuple(_warnings(binding, also)))


def _warnings(binding: Sequence[Refusal], also: Sequence[Refusal]) -> Iterator[str]:
    """What else has to follow; what is measured against an example is only said to be so."""
    known = {each.reason for each in binding}
    for each in also:
        example = "" if each.reason in known else "（对照的是示例值，请核对）"
        yield f"{each.reason}{example}"


def _plain(value: Written) -> None:
    if not all(_PLAIN.fullmatch(each) for each in _words(value)):
        raise Refused("请填写数值，如 950 或 950.50，不要带单位和空格。")


def _words(value: Written) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        return
    for name, each in value.items():
        yield name
        yield each
