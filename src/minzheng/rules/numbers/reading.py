"""Reads ``parameters/*.yaml`` of one line; every mistake at once, with file and line."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from minzheng.rules.documents import Entries, read_document
from minzheng.rules.errors import NumberRefused, Refusal
from minzheng.rules.numbers.definition import (
    UNITS,
    Bound,
    Confidence,
    Dated,
    NumberDefinition,
    Override,
    Stored,
)
from minzheng.rules.numbers.text import ValueRefused, stored_month, stored_value
from minzheng.rules.units import RATIO, Code, Unit, code_of

_KEYS = {
    "title", "unit", "by", "steps", "override", "at_least", "at_most", "note", "values"
}  # fmt: skip
_VALUE_KEYS = {"area", "from", "value", "source", "article", "confidence"}
_BOUND = re.compile(r"(?:(?P<ratio>[0-9.]+) \* )?(?P<of>[a-z_]+\.[a-z_0-9]+)")


class _Reader:
    """Reads one file and gathers what is wrong with it."""

    def __init__(self, path: Path, line: str, codes: Mapping[str, type[Code]]) -> None:
        self._path = path
        self._line = line
        self._codes = codes
        self.refusals: list[Refusal] = []

    def refuse(self, line: int, reason: str) -> None:
        self.refusals.append(Refusal(str(self._path), line, reason))

    def definitions(self) -> list[NumberDefinition]:
        document = read_document(self._path) or Entries(1)
        if not isinstance(document, Entries):
            self.refuse(1, "参数文件应是“名称: 内容”的清单")
            return []
        found = [self._definition(str(name), document) for name in document]
        return [each for each in found if each is not None]

    def _definition(self, name: str, document: Entries) -> NumberDefinition | None:
        body, line = document[name], document.lines[name]
        if not self._shape(body, line, name, _KEYS, {"title", "unit", "override", "values"}):
            return None
        try:
            unit, by = self._unit(body["unit"]), self._code(body.get("by"))
            definition = NumberDefinition(
                key=f"{self._line}.{name}",
                title=body["title"],
                unit=unit,
                by=by,
                steps=body.get("steps", False),
                override=Override(body["override"]),
                at_least=self._bound(body.get("at_least")),
                at_most=self._bound(body.get("at_most")),
                note=body.get("note", ""),
                values=(),
                file=str(self._path),
                line=line,
            )
        except (ValueRefused, ValueError) as error:
            self.refuse(line, f"{name}: {error}")
            return None
        values = [self._dated(each, definition) for each in body["values"]]
        return replace(definition, values=tuple(each for each in values if each is not None))

    def _shape(
        self, body: Any, line: int, name: str, allowed: set[str], required: set[str]
    ) -> bool:
        if not isinstance(body, Entries):
            self.refuse(line, f"{name}: 应有 {'、'.join(sorted(required))}")
            return False
        unknown, missing = set(body) - allowed, required - set(body)
        for key in sorted(unknown):
            self.refuse(body.lines[key], f"{name}: 不认识的键 {key}")
        for key in sorted(missing):
            self.refuse(line, f"{name}: 缺少 {key}")
        return not unknown and not missing

    def _unit(self, text: str) -> Unit:
        if text in UNITS:
            return UNITS[text]
        code = self._code(text.removeprefix("code:")) if text.startswith("code:") else None
        if code is None:
            raise ValueRefused(f"不认识的单位 {text}; 可用 {'、'.join(UNITS)} 或 code:代码表")
        return code_of(code)

    def _code(self, name: str | None) -> type[Code] | None:
        if name is None:
            return None
        if name not in self._codes:
            raise ValueRefused(f"没有代码表 {name}")
        return self._codes[name]

    def _bound(self, text: str | None) -> Bound | None:
        if text is None:
            return None
        match = _BOUND.fullmatch(text)
        if match is None:
            raise ValueRefused(f"界限应写作“1.3 * 业务线.参数”, 而不是 {text}")
        ratio = stored_value(match["ratio"] or "1", RATIO)
        return Bound(ratio=ratio, of=match["of"])

    def _dated(self, body: Any, definition: NumberDefinition) -> Dated | None:
        line = body.line if isinstance(body, Entries) else definition.line
        if not self._shape(body, line, definition.key, _VALUE_KEYS, _VALUE_KEYS - {"article"}):
            return None
        try:
            return Dated(
                area=body["area"],
                since=stored_month(body["from"]),
                value=stored_entries(body["value"], definition),
                source=body["source"],
                article=str(body.get("article") or ""),
                confidence=Confidence(body["confidence"]),
                file=str(self._path),
                line=line,
            )
        except (ValueRefused, ValueError) as error:
            self.refuse(line, f"{definition.key}: {error}")
            return None


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
        return {int(start): stored_value(value[start], unit) for start in sorted(value)}
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
