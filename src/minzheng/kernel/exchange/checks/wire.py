"""Reads what a department sends. Nothing in it is believed before it has been checked.

    {"reference": …, "message": …, "number": …, "name": …, "snapshot": "2026-10-31",
     "records": [{"record": "vehicle", "value": 1, "thing": "苏D12345", "note": "小型轿车"}]}

Amounts are whole fen, dates 20261031, codes by number, yes and no as true and false.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from minzheng.catalogue.facts import VOCABULARY
from minzheng.catalogue.means_check import LINES, THINGS, CheckSource, records_of
from minzheng.kernel.exchange.checks.terms import Terms
from minzheng.rules.facts import Fact
from minzheng.rules.numbers.text import value_text
from minzheng.rules.units import NEVER, Kind

MOST_RECORDS = 500
LONGEST_TEXT = 100
_KEYS = frozenset({"reference", "message", "number", "name", "snapshot", "records"})
_RECORD_KEYS = frozenset({"record", "value", "thing", "note"})


class Malformed(Exception):
    """An answer that cannot be used. The sentence holds nothing of its content."""


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that a department says. `thing` tells houses and vehicles apart."""

    record: str
    value: int
    thing: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """An answer that can be read; whether it is about the right person is another question."""

    message: str
    number: str = field(repr=False)
    name: str = field(repr=False)
    snapshot: date
    records: tuple[Record, ...]

    def content(self) -> str:
        """As it is kept: number and name too, because they were part of what was said."""
        records = [[each.record, each.value, each.thing, each.note] for each in self.records]
        return json.dumps([self.number, self.name, sorted(records)], ensure_ascii=False)


def kept_answer(content: str) -> tuple[str, str, tuple[Record, ...]]:
    """Number, name and records of an answer that was kept."""
    number, name, records = json.loads(content)
    return number, name, tuple(Record(*each) for each in records)


def read_answer(raw: object, *, reference: str, source: CheckSource, terms: Terms) -> SourceAnswer:
    """An answer to one question. Raises `Malformed`."""
    if not isinstance(raw, Mapping) or not set(raw) >= _KEYS:
        raise Malformed("答复缺少必要的内容")
    if raw["reference"] != reference:
        raise Malformed("答复的不是本次查询")
    records = raw["records"]
    if not isinstance(records, list) or len(records) > MOST_RECORDS:
        raise Malformed("答复的记录不成清单，或者太多")
    return SourceAnswer(
        message=_text(raw["message"], "编号"),
        number=_text(raw["number"], "身份号码"),
        name=_text(raw["name"], "姓名"),
        snapshot=_snapshot(raw["snapshot"], terms),
        records=tuple(_records(records, source)),
    )


def _text(given: object, what: str, *, empty: bool = False) -> str:
    if not isinstance(given, str) or len(given) > LONGEST_TEXT or not (given.strip() or empty):
        raise Malformed(f"答复中的{what}不正确")
    return given.strip()


def _snapshot(given: object, terms: Terms) -> date:
    try:
        day = date.fromisoformat(_text(given, "数据截至日"))
    except ValueError:
        raise Malformed("答复中的数据截至日不正确") from None
    if day > terms.on:
        raise Malformed("答复中的数据截至日在今天以后")
    if day < terms.oldest_snapshot():
        raise Malformed("答复中的数据太旧")
    return day


def _records(given: Iterable[object], source: CheckSource) -> Iterable[Record]:
    allowed = records_of(source)
    for each in given:
        if not isinstance(each, Mapping) or not set(each) <= _RECORD_KEYS:
            raise Malformed("答复中有不认识的记录")
        name = each.get("record")
        if not isinstance(name, str) or name not in allowed:
            raise Malformed("答复中有不认识的记录")
        thing = _text(each.get("thing", ""), "记录", empty=True)
        if name in THINGS and not thing:
            raise Malformed("答复中的房屋或车辆没有编号")
        note = _text(each.get("note", ""), "说明", empty=True)
        yield Record(name, _value(name, each.get("value")), thing, note)


def _value(record: str, given: object) -> int:
    fact = _FACTS[record]
    if not isinstance(given, int):
        raise Malformed(f"答复中的“{fact.title}”不是数")
    if isinstance(given, bool) is not (fact.unit.kind is Kind.YES_NO):
        raise Malformed(f"答复中的“{fact.title}”不是{fact.unit.title}")
    low, high = fact.bounds()
    codes = fact.unit.code
    if not low <= given <= high or (codes is not None and given not in set(codes)):
        raise Malformed(f"答复中的“{fact.title}”超出可能的范围")
    if fact.unit.kind is Kind.DATE and given != NEVER:
        _require_day(fact, given)
    return given


def _require_day(fact: Fact, given: int) -> None:
    try:
        date(given // 10_000, given // 100 % 100, given % 100)
    except ValueError:
        raise Malformed(f"答复中的“{fact.title}”不是日历上的日期") from None


_FACTS: Mapping[str, Fact] = {
    part.record: VOCABULARY.of(line.entity)[line.fact]
    for line in reversed(LINES)
    for part in line.parts
}
"""What measures a record: the first fact that is made of it."""

RECORD_TITLES: Mapping[str, str] = {name: fact.title for name, fact in _FACTS.items()} | {
    "house": "房屋",
    "vehicle": "车辆",
}


def record_text(record: Record) -> str:
    """The value of a record as people read it."""
    return value_text(record.value, _FACTS[record.record].unit)
