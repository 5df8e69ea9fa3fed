"""All numbers together: what is in force in an area in a month, and what breaks a superior one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from minzheng.base.divisions import contains, level
from minzheng.rules.errors import NumberRefused, Refusal
from minzheng.rules.numbers.definition import (
    NATION,
    Bound,
    Dated,
    NumberDefinition,
    Override,
    Stored,
)
from minzheng.rules.numbers.text import month_text, value_text
from minzheng.rules.units import RATIO, RATIO_ONE


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers in force in one area in one month: what an evaluator reads."""

    month: int
    area: str
    stored: Mapping[str, Stored]
    dated: Mapping[str, Dated]


def covers(area: str, division: str) -> bool:
    """Whether a value set for ``area`` holds in ``division``; the nation covers all."""
    return area == NATION or contains(area, division)


class ParameterSet:
    """Every number with its dated, area-scoped values; values may be overlaid, never edited."""

    def __init__(self, definitions: Iterable[NumberDefinition]) -> None:
        self.definitions: dict[str, NumberDefinition] = {}
        for each in definitions:
            if each.key in self.definitions:
                raise NumberRefused((Refusal(each.file, each.line, f"重复的参数 {each.key}"),))
            self.definitions[each.key] = each

    def overlaid(self, values: Mapping[str, Dated]) -> "ParameterSet":
        """A set in which each named value stands above all that is in force (a what-if)."""
        definitions = dict(self.definitions)
        for key, dated in values.items():
            definition = self.definitions[key]
            kept = tuple(each for each in definition.values if not covers(dated.area, each.area))
            definitions[key] = replace(definition, values=(*kept, dated))
        return ParameterSet(definitions.values())

    def in_force(self, key: str, month: int, division: str) -> Dated | None:
        """The most specific value in force on the first day of the month, the latest of those."""
        found = [
            each
            for each in self.definitions[key].values
            if each.since <= month and covers(each.area, division)
        ]
        return max(found, key=_precedence, default=None)

    def numbers(self, month: int, division: str, keys: Iterable[str]) -> Numbers:
        """The named numbers as in force; one that has no value there raises ``NumberRefused``."""
        found = {key: self.in_force(key, month, division) for key in keys}
        missing = [
            Refusal(
                self.definitions[key].file,
                self.definitions[key].line,
                f"{division} 在 {month_text(month)} 没有“{self.definitions[key].title}”的值, "
                "请在本地参数中补上",
            )
            for key, dated in found.items()
            if dated is None
        ]
        if missing:
            raise NumberRefused(tuple(missing))
        dated = {key: each for key, each in found.items() if each is not None}
        stored = {key: each.value for key, each in dated.items()}
        return Numbers(month=month, area=division, stored=stored, dated=dated)

    def breaches(self, month: int, division: str) -> tuple[Refusal, ...]:
        """Each value in force that oversteps what the area above it, or another number, allows."""
        found: list[Refusal] = []
        for key, definition in self.definitions.items():
            chosen = self.in_force(key, month, division)
            if chosen is not None:
                found += self._policy_breaches(definition, chosen, month, division)
                found += self._bound_breaches(definition, chosen, month, division)
        return tuple(found)

    def _policy_breaches(
        self, definition: NumberDefinition, chosen: Dated, month: int, division: str
    ) -> list[Refusal]:
        superior = max(
            (
                each
                for each in definition.values
                if each.since <= month
                and covers(each.area, division)
                and _specificity(each.area) < _specificity(chosen.area)
            ),
            key=_precedence,
            default=None,
        )
        if superior is None or superior.confidence.value == "example":
            return []
        allowed = _ALLOWED[definition.override]
        unit = definition.unit
        return [
            Refusal(
                chosen.file,
                chosen.line,
                f"“{definition.title}”{value_text(own, unit)} 不合上级规定"
                f"{value_text(above, unit)}（{_POLICY[definition.override]}, {superior.source}）",
            )
            for own, above in _pairs(chosen.value, superior.value)
            if not allowed(own, above)
        ]

    def _bound_breaches(
        self, definition: NumberDefinition, chosen: Dated, month: int, division: str
    ) -> list[Refusal]:
        found = []
        for bound, sign, word in (
            (definition.at_least, 1, "不得低于"),
            (definition.at_most, -1, "不得高于"),
        ):
            if bound is None:
                continue
            other = self.in_force(bound.of, month, division)
            if other is None:
                continue
            for own, limit in _pairs(chosen.value, other.value):
                if sign * own * RATIO_ONE < sign * limit * bound.ratio:
                    found.append(self._bound_refusal(definition, chosen, bound, word, limit))
        return found

    def _bound_refusal(
        self, definition: NumberDefinition, chosen: Dated, bound: Bound, word: str, limit: int
    ) -> Refusal:
        other = self.definitions[bound.of]
        return Refusal(
            chosen.file,
            chosen.line,
            f"“{definition.title}”{word}“{other.title}”{value_text(limit, other.unit)}"
            f"的 {value_text(bound.ratio, RATIO)}",
        )


_POLICY = {
    Override.FIXED: "不得改变",
    Override.FLOOR: "只能提高",
    Override.CEILING: "只能降低",
    Override.FREE: "可自定",
}

_ALLOWED = {
    Override.FIXED: lambda own, above: own == above,
    Override.FLOOR: lambda own, above: own >= above,
    Override.CEILING: lambda own, above: own <= above,
    Override.FREE: lambda own, above: True,
}


def _specificity(area: str) -> int:
    return 0 if area == NATION else level(area)


def _precedence(dated: Dated) -> tuple[int, int]:
    return _specificity(dated.area), dated.since


def _pairs(own: Stored, above: Stored) -> list[tuple[int, int]]:
    """Entry by entry where either is a table; one value stands for every entry."""
    if isinstance(own, int):
        return [(own, each) for each in (above.values() if not isinstance(above, int) else [above])]
    if isinstance(above, int):
        return [(each, above) for each in own.values()]
    return [(own[position], above[position]) for position in own if position in above]


