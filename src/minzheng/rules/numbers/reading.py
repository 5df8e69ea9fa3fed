"""Reads ``parameters/*.yaml`` of one line; every mistake at once, with file and line."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from minzheng.base.divisions import normalise
from minzheng.base.errors import InvalidIdentifier
from minzheng.rules.documents import Entries, read_document
from minzheng.rules.errors import NumberRefused, Refusal
from minzheng.rules.numbers.definition import (
    NATION,
    UNITS,
    Bound,
    Confidence,
    Dated,
    NumberDefinition,
    Override,
    Stored,
)
from minzheng.rules.numbers.text import ValueRefused, stored_month, stored_value
from minzheng.rules.units import COUNT, RATIO, Code, Unit, code_of

_REQUIRED = {"title", "unit", "override", "values"}
_KEYS = _REQUIRED | {"by", "steps", "at_least", "at_most", "note"}
_VALUE_REQUIRED = {"area", "from", "value", "source", "confidence"}
_VALUE_KEYS = _VALUE_REQUIRED | {"article"}
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_RESERVED = "month"
_BOUND = re.compile(r"(?:(?P<ratio>[0-9.]+) \* )?(?P<of>[a-z_]+\.[a-z_0-9]+)")

_Read = TypeVar("_Read")
_Choice = TypeVar("_Choice", bound=StrEnum)


class _Reader:
    """Reads one file and gathers what is wrong with it."""

    def __init__(self, path: Path, line: str, codes: Mapping[str, type[Code]]) -> None:
        self._path = path
        self._line = line
        self._codes = codes
        self.refusals: list[Refusal] = []

    def refuse(self, line: int, reason: str) -> None:
        """Note one mistake."""
        self.refusals.append(Refusal(str(self._path), line, reason))

    def definitions(self) -> list[NumberDefinition]:
        """What can be read; the rest is in ``refusals``."""
        document = read_document(self._path)
        if document is None:
            return []
        if not isinstance(document, Entries):
            self.refuse(1, "参数文件应是“名称: 内容”的清单")
            return []
        found = [self._definition(name, document) for name in document]
        return [each for each in found if each is not None]

    def local_values(self, definitions: Mapping[str, NumberDefinition]) -> list[tuple[str, Dated]]:
        """Values that a bureau gives to numbers that exist: ``name: [{area: …, value: …}]``."""
        document = read_document(self._path)
        if not isinstance(document, Entries):
            self.refuse(1, "本地参数文件应是“参数名: 值的清单”")
            return []
        found: list[tuple[str, Dated]] = []
        for name, body in document.items():
            definition = definitions.get(f"{self._line}.{name}")
            if definition is None or not isinstance(body, list):
                reason = "没有这个参数" if definition is None else "应为“- area: …”的清单"
                self.refuse(document.lines[name], f"{self._line}.{name}: {reason}")
                continue
            read = (self._dated(each, definition) for each in body)
            found += [(definition.key, each) for each in read if each is not None]
        return found

    def _definition(self, name: Any, document: Entries) -> NumberDefinition | None:
        body, line = document[name], document.lines[name]
        if not _NAME.fullmatch(str(name)) or name == _RESERVED:
            self.refuse(line, f"{name}: 参数名应为小写英文、数字和下划线, 且不能叫 {_RESERVED}")
        if not self._shape(body, line, str(name), _KEYS, _REQUIRED):
            return None
        unit = self._entry(body, "unit", self._unit)
        by = self._entry(body, "by", self._code)
        override = self._entry(body, "override", lambda text: _choice(Override, text))
        definition = NumberDefinition(
            key=f"{self._line}.{name}",
            title=self._entry(body, "title", _text) or "",
            unit=unit or COUNT,
            by=by,
            steps=self._entry(body, "steps", _truth) or False,
            override=override or Override.FREE,
            at_least=self._entry(body, "at_least", _bound),
            at_most=self._entry(body, "at_most", _bound),
            note=str(body.get("note") or ""),
            values=(),
            file=str(self._path),
            line=line,
        )
        if definition.steps and "by" in body:
            self.refuse(body.lines["steps"], f"{name}: by 和 steps 只能写一个")
        readable = unit is not None and ("by" not in body or by is not None)
        return replace(definition, values=self._values(body, definition)) if readable else None

    def _entry(self, body: Entries, key: str, read: Callable[[Any], _Read]) -> _Read | None:
        """What stands under a key, read; ``None`` if it is not there or wrong."""
        if key not in body:
            return None
        try:
            return read(body[key])
        except ValueRefused as refused:
            self.refuse(body.lines[key], f"{key}: {refused}")
            return None

    def _shape(
        self, body: Any, line: int, name: str, allowed: set[str], required: set[str]
    ) -> bool:
        if not isinstance(body, Entries):
            self.refuse(line, f"{name}: 应写明 {'、'.join(sorted(required))}")
            return False
        for key in [key for key in body if key not in allowed]:
            self.refuse(body.lines[key], f"{name}: 不认识的键 {key}")
        missing = sorted(required - set(body))
        for key in missing:
            self.refuse(line, f"{name}: 缺少 {key}")
        return not missing

    def _unit(self, text: Any) -> Unit:
        if str(text) in UNITS:
            return UNITS[str(text)]
        kind, _, name = str(text).partition(":")
        if kind != "code":
            raise ValueRefused(f"不认识的单位 {text}; 可用 {'、'.join(UNITS)} 或 code:代码表")
        return code_of(self._code(name))

    def _code(self, name: Any) -> type[Code]:
        if str(name) not in self._codes:
            raise ValueRefused(f"没有代码表 {name}")
        return self._codes[str(name)]

    def _values(self, body: Entries, definition: NumberDefinition) -> tuple[Dated, ...]:
        if not isinstance(body["values"], list):
            self.refuse(body.lines["values"], f"{definition.key}: values 应为“- area: …”的清单")
            return ()
        read = [self._dated(each, definition) for each in body["values"]]
        found: dict[tuple[str, int], Dated] = {}
        for dated in (each for each in read if each is not None):
            first = found.setdefault((dated.area, dated.since), dated)
            if first is not dated:
                reason = f"{definition.key}: 同一地区同一月份已有值, 见第 {first.line} 行"
                self.refuse(dated.line, reason)
        return tuple(found.values())

    def _dated(self, body: Any, definition: NumberDefinition) -> Dated | None:
        line = body.line if isinstance(body, Entries) else definition.line
        if not self._shape(body, line, definition.key, _VALUE_KEYS, _VALUE_REQUIRED):
            return None
        area = self._entry(body, "area", _area)
        since = self._entry(body, "from", stored_month)
        value = self._entry(body, "value", lambda given: stored_entries(given, definition))
        source = self._entry(body, "source", _text)
        confidence = self._entry(body, "confidence", lambda text: _choice(Confidence, text))
        if area is None or since is None or value is None or source is None or confidence is None:
            return None
        return Dated(
            area=area,
            since=since,
            value=value,
            source=source,
            article=str(body.get("article") or ""),
            confidence=confidence,
            file=str(self._path),
            line=line,
        )


def _choice(choices: type[_Choice], text: Any) -> _Choice:
    known = {each.value: each for each in choices}
    if str(text) not in known:
        raise ValueRefused(f"不能写 {text}; 可用 {'、'.join(known)}")
    return known[str(text)]


def _text(given: Any) -> str:
    if not isinstance(given, str) or not given.strip():
        raise ValueRefused("应写明文字, 不能空着")
    return given


def _truth(given: Any) -> bool:
    if not isinstance(given, bool):
        raise ValueRefused(f"应为 true 或 false, 而不是 {given}")
    return given


def _area(given: Any) -> str:
    try:
        if given == NATION or (isinstance(given, str) and normalise(given) == given):
            return str(given)
    except InvalidIdentifier:
        pass
    raise ValueRefused(f'应为加引号的行政区划代码, 如 "320400", 全国写 "{NATION}", 而不是 {given}')


def _bound(text: Any) -> Bound:
    match = _BOUND.fullmatch(str(text))
    if match is None:
        raise ValueRefused(f"界限应写作“1.3 * 业务线.参数”, 而不是 {text}")
    return Bound(ratio=stored_value(match["ratio"] or "1", RATIO), of=match["of"])


def stored_entries(value: Any, definition: NumberDefinition) -> Stored:
    """A value, or a whole table, from its text in yuan, ratios and code names.

    One value given for a table by code holds for every code.  Raises ``ValueRefused``.
    """
    unit = definition.unit
    if definition.by is not None:
        if not isinstance(value, dict):
            same = stored_value(value, unit)
            return {int(code): same for code in definition.by}
        missing = [code.name for code in definition.by if code.name not in value]
        unknown = [name for name in value if name not in definition.by.__members__]
        if missing or unknown:
            raise ValueRefused(f"表格应列全代码; 缺 {missing}, 多 {unknown}")
        return {int(definition.by[name]): stored_value(each, unit) for name, each in value.items()}
    if definition.steps:
        if not isinstance(value, dict) or 0 not in value:
            raise ValueRefused("分段表应从 0 起, 写作 {0: …, 80: …}")
        return {stored_value(start, COUNT): stored_value(value[start], unit) for start in value}
    return stored_value(value, unit)


def read_numbers(
    path: Path, line: str, codes: Mapping[str, type[Code]]
) -> tuple[NumberDefinition, ...]:
    """The numbers of one parameter file, or ``NumberRefused`` naming all that is wrong."""
    reader = _Reader(path, line, codes)
    definitions = reader.definitions()
    if reader.refusals:
        raise NumberRefused(tuple(reader.refusals))
    return tuple(definitions)


def read_local_values(
    path: Path, definitions: Mapping[str, NumberDefinition], codes: Mapping[str, type[Code]]
) -> list[tuple[str, Dated]]:
    """A bureau's own values from ``<line>.yaml``, or ``NumberRefused`` naming all that is wrong."""
    reader = _Reader(path, path.stem, codes)
    values = reader.local_values(definitions)
    if reader.refusals:
        raise NumberRefused(tuple(reader.refusals))
    return values
