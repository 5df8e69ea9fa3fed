"""All numbers together: what is in force in an area in a month, and what breaks a superior one."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from minzheng.base.divisions import contains, level
from minzheng.rules.errors import NumberRefused, Refusal
from minzheng.rules.numbers.definition import (
    NATION,
    Bound,
    Confidence,
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
        refusals: list[Refusal] = []
        for each in definitions:
            if each.key in self.definitions:
                first = self.definitions[each.key]
                reason = f"重复的参数 {each.key}, 已见于 {first.file}:{first.line}"
                refusals.append(Refusal(each.file, each.line, reason))
            else:
                self.definitions[each.key] = each
        refusals += self._unfounded_bounds()
        if refusals:
            raise NumberRefused(tuple(refusals))

    def _unfounded_bounds(self) -> Iterator[Refusal]:
        """Bounds by numbers that do not exist or measure something else."""
        for each in self.definitions.values():
            for bound in (each.at_least, each.at_most):
                other = self.definitions.get(bound.of) if bound else None
                if bound and other is None:
                    near = difflib.get_close_matches(bound.of, self.definitions, n=1)
                    hint = f"; 是否想写 {near[0]}?" if near else ""
                    yield Refusal(each.file, each.line, f"{each.key}: 没有参数 {bound.of}{hint}")
                elif bound and other and not _comparable(each, other):
                    reason = f"{each.key} 与 {bound.of} 的单位或表格不同, 不能作为界限"
                    yield Refusal(each.file, each.line, reason)

    def overlaid(self, values: Mapping[str, Dated]) -> "ParameterSet":
        """A set in which each named value stands above all that is in force (a what-if).

        Raises ``NumberRefused`` for a number that does not exist.
        """
        unknown = [(key, dated) for key, dated in values.items() if key not in self.definitions]
        if unknown:
            raise NumberRefused(
                tuple(Refusal(each.file, each.line, f"没有参数 {key}") for key, each in unknown)
            )
        definitions = dict(self.definitions)
        for key, dated in values.items():
            definition = self.definitions[key]
            kept = tuple(each for each in definition.values if not covers(dated.area, each.area))
            definitions[key] = replace(definition, values=(*kept, dated))
        return ParameterSet(definitions.values())

    def with_local(self, values: Iterable[tuple[str, Dated]]) -> "ParameterSet":
        """A set with a bureau's own values added.

        Raises ``NumberRefused`` where one oversteps what a superior area or another number allows.
        """
        given = list(values)
        added = ParameterSet(
            replace(
                definition,
                values=(*definition.values, *(dated for key, dated in given if key == name)),
            )
            for name, definition in self.definitions.items()
        )
        own = {dated.file for _, dated in given}
        places = {(dated.since, dated.area) for _, dated in given}
        breaches = [breach for place in sorted(places) for breach in added.breaches(*place)]
        found = tuple(dict.fromkeys(breach for breach in breaches if breach.file in own))
        if found:
            raise NumberRefused(found)
        return added

    def with_decided(self, values: Iterable[tuple[str, Dated]]) -> "ParameterSet":
        """A set in which values that were decided stand in place of those of the same month.

        They were checked when they were decided (``new_breaches``) and stay what they are.
        """
        definitions = dict(self.definitions)
        for key, dated in values:
            place = (dated.area, dated.since)
            kept = [each for each in definitions[key].values if (each.area, each.since) != place]
            definitions[key] = replace(definitions[key], values=(*kept, dated))
        return ParameterSet(definitions.values())

    def new_breaches(
        self, before: "ParameterSet", area: str, since: int, *, stand_ins: bool = False
    ) -> tuple[Refusal, ...]:
        """What is overstepped from a month on in an area, or one in it, and was not before."""
        places = {area} | {
            each.area
            for definition in self.definitions.values()
            for each in definition.values
            if covers(area, each.area)
        }
        now, then = (
            {
                each.reason: each
                for place in sorted(places)
                for each in numbers.breaches(since, place, stand_ins=stand_ins)
            }
            for numbers in (self, before)
        )
        return tuple(each for reason, each in now.items() if reason not in then)

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

    def breaches(
        self, month: int, division: str, *, stand_ins: bool = False
    ) -> tuple[Refusal, ...]:
        """Each value in force that oversteps what the area above it, or another number, allows.

        ``stand_ins``: also where that other number is only an example, which binds nobody.
        """
        found: list[Refusal] = []
        for key, definition in self.definitions.items():
            chosen = self.in_force(key, month, division)
            if chosen is not None:
                found += self._policy_breaches(definition, chosen, month, division)
                found += self._bound_breaches(definition, chosen, month, division, stand_ins)
        return tuple(found)

    def unconfirmed(self) -> tuple[tuple[NumberDefinition, Dated], ...]:
        """Every value that waits for somebody to confirm it, with its number."""
        return tuple(
            (definition, dated)
            for definition in self.definitions.values()
            for dated in definition.values
            if not dated.confidence.confirmed
        )

    def _policy_breaches(
        self, definition: NumberDefinition, chosen: Dated, month: int, division: str
    ) -> list[Refusal]:
        """An area's value against the value in force of each area above it.

        An example value binds nobody: it only stands where a real one is still to come.
        """
        superiors: dict[str, Dated] = {}
        for each in sorted(definition.values, key=_precedence):
            above = _specificity(each.area) < _specificity(chosen.area)
            if above and each.since <= month and covers(each.area, division):
                superiors[each.area] = each
        allowed, unit = _ALLOWED[definition.override], definition.unit
        return [
            Refusal(
                chosen.file,
                chosen.line,
                f"“{definition.title}”{value_text(own, unit)} 不合上级规定"
                f"{value_text(above, unit)}（{_POLICY[definition.override]}, {superior.source}）",
            )
            for superior in superiors.values()
            if superior.confidence is not Confidence.EXAMPLE
            for own, above in _pairs(chosen.value, superior.value)
            if not allowed(own, above)
        ]

    def _bound_breaches(
        self,
        definition: NumberDefinition,
        chosen: Dated,
        month: int,
        division: str,
        stand_ins: bool,
    ) -> list[Refusal]:
        found = []
        for bound, sign, word in (
            (definition.at_least, 1, "不得低于"),
            (definition.at_most, -1, "不得高于"),
        ):
            if bound is None:
                continue
            other = self.in_force(bound.of, month, division)
            if other is None or (_is_stand_in(other, chosen) and not stand_ins):
                continue
            for own, limit in _pairs(chosen.value, other.value):
                if sign * own * RATIO_ONE < sign * limit * bound.ratio:
                    told = f"“{definition.title}”{value_text(own, definition.unit)}{word}"
                    found.append(
                        Refusal(chosen.file, chosen.line, told + self._limit(bound, limit))
                    )
        return found

    def _limit(self, bound: Bound, limit: int) -> str:
        other = self.definitions[bound.of]
        ratio = value_text(bound.ratio, RATIO)
        return f"“{other.title}”{value_text(limit, other.unit)}的 {ratio}"


_POLICY = {
    Override.FIXED: "不得改变",
    Override.FLOOR: "只能提高",
    Override.CEILING: "只能降低",
    Override.FREE: "可自定",
}

_ALLOWED: Mapping[Override, Callable[[int, int], bool]] = {
    Override.FIXED: lambda own, above: own == above,
    Override.FLOOR: lambda own, above: own >= above,
    Override.CEILING: lambda own, above: own <= above,
    Override.FREE: lambda own, above: True,
}


def _comparable(own: NumberDefinition, other: NumberDefinition) -> bool:
    """Whether two numbers have one unit and, where both are tables, the same positions."""
    tables = {(each.by, each.steps) for each in (own, other) if each.by or each.steps}
    return own.unit == other.unit and len(tables) <= 1


def _is_stand_in(other: Dated, chosen: Dated) -> bool:
    """Whether a number is only an example for a broader area: it binds no area's own value."""
    broader = _specificity(other.area) < _specificity(chosen.area)
    return broader and other.confidence is Confidence.EXAMPLE


def _specificity(area: str) -> int:
    return 0 if area == NATION else level(area)


def _precedence(dated: Dated) -> tuple[int, int]:
    return _specificity(dated.area), dated.since


def _pairs(own: Stored, above: Stored) -> list[tuple[int, int]]:
    """Entry by entry, at every code or step of either; one value stands for every entry."""
    positions = sorted({each for stored in (own, above) for each in _positions(stored)})
    return [(_entry(own, each), _entry(above, each)) for each in positions or [0]]


def _positions(stored: Stored) -> Iterable[int]:
    return () if isinstance(stored, int) else stored


def _entry(stored: Stored, position: int) -> int:
    """The entry at a code, or at the highest step reached: tables by code have every code."""
    if isinstance(stored, int):
        return stored
    return stored[max(each for each in stored if each <= position)]
