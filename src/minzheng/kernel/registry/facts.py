"""What is known: the values that a statement may hold, and which of several prevails."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from minzheng.base.errors import InvalidValue
from minzheng.catalogue.facts import VOCABULARY
from minzheng.kernel.registry.api.results import Known
from minzheng.kernel.registry.models import Source, Statement
from minzheng.rules.evaluation.people import Value
from minzheng.rules.facts import Entity, Fact
from minzheng.rules.numbers.text import value_text
from minzheng.rules.units import NEVER, Kind

RANKS: Mapping[str, int] = {
    Source.DECIDED: 7,
    Source.OFFICIAL: 6,
    Source.MATCHED: 5,
    Source.VISIT: 4,
    Source.DOCUMENT: 3,
    Source.DECLARED: 2,
    Source.IMPORTED: 1,
}
"""The higher rank prevails; among equals the later first day, then what was recorded later."""

ON_FILE: Mapping[Entity, frozenset[str]] = {
    Entity.HOUSEHOLD: frozenset(),
    Entity.PERSON: frozenset({"member_number", "relation", "sex", "birth_date", "death_date"}),
    Entity.SUPPORTER: frozenset({"relation", "birth_date"}),
}
"""Facts that are columns of the file: one place each, so that two cannot disagree."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a statement is about."""

    entity: Entity
    id: UUID


def checked(entity: Entity, facts: Mapping[str, object]) -> dict[str, Value]:
    """The facts as they are kept. Raises `InvalidValue` for the first that cannot be.

    Values are stored ones: fen, 20260131, codes by number, true or false, null for "unknown".
    """
    if not facts:
        raise InvalidValue("请至少填写一项情况。")
    vocabulary = VOCABULARY.of(entity)
    found: dict[str, Value] = {}
    for name, value in facts.items():
        if name in ON_FILE[entity]:
            raise InvalidValue(f"“{vocabulary[name].title}”在档案中登记，不作为情况记载。")
        if name not in vocabulary:
            raise InvalidValue(_unknown(name, vocabulary))
        found[name] = _checked_value(vocabulary[name], value)
    return found


def _unknown(name: str, vocabulary: Mapping[str, Fact]) -> str:
    near = difflib.get_close_matches(name, vocabulary, n=1)
    hint = f"，是否想写 {near[0]}" if near else ""
    return f"没有名为 {name[:60]} 的事实{hint}。"


def _checked_value(fact: Fact, value: object) -> Value:
    if value is None:
        return None
    if not isinstance(value, int):
        raise InvalidValue(f"“{fact.title}”应为整数（金额以分计），不能是其他类型。")
    kind = fact.unit.kind
    if isinstance(value, bool) is not (kind is Kind.YES_NO):
        raise InvalidValue(f"“{fact.title}”应为{fact.unit.title}。")
    if kind is Kind.CODE and fact.unit.code is not None and value not in set(fact.unit.code):
        raise InvalidValue(f"“{fact.title}”没有代码{value}。")
    low, high = fact.bounds()
    if not low <= value <= high:
        least, most = value_text(low, fact.unit), value_text(high, fact.unit)
        raise InvalidValue(f"“{fact.title}”超出允许范围：{least}至{most}。")
    if kind is Kind.DATE and value != NEVER:
        _require_day(fact, value)
    return value


def _require_day(fact: Fact, value: int) -> None:
    try:
        date(value // 10_000, value // 100 % 100, value % 100)
    except ValueError:
        raise InvalidValue(f"“{fact.title}”不是日历上的日期。") from None


def stored_day(day: date | None, otherwise: int | None = None) -> int | None:
    """20260131 of a day."""
    return otherwise if day is None else day.year * 10_000 + day.month * 100 + day.day


def in_force(statements: Iterable[Statement], on: date) -> list[Statement]:
    """What holds on a day, what prevails first."""
    holding = [
        each
        for each in statements
        if each.withdrawn_at is None
        and each.valid_from <= on
        and (each.valid_to is None or on < each.valid_to)
    ]
    return sorted(holding, key=_precedence, reverse=True)


def _precedence(statement: Statement) -> tuple[int, date, object, UUID]:
    rank = RANKS[statement.source]
    return rank, statement.valid_from, statement.recorded_at, statement.pk


def known(entity: Entity, statements: Iterable[Statement], on: date) -> dict[str, Known]:
    """Every stated fact with its provenance; the losers stand beneath the one that prevails."""
    vocabulary = VOCABULARY.of(entity)
    found: dict[str, list[Known]] = {}
    for each in in_force(statements, on):
        for name, value in each.facts.items():
            if name in vocabulary:
                found.setdefault(name, []).append(_known(vocabulary[name], value, each))
    return {name: _with_others(best, others) for name, (best, *others) in found.items()}


def values(entity: Entity, statements: Iterable[Statement], on: date) -> dict[str, Value]:
    """Every fact of an entity as rules read it; what nobody stated is what an empty cell means."""
    blank: dict[str, Value] = {name: fact.blank for name, fact in VOCABULARY.of(entity).items()}
    for each in reversed(in_force(statements, on)):
        blank.update((name, value) for name, value in each.facts.items() if name in blank)
    return blank


def _known(fact: Fact, value: Value, statement: Statement) -> Known:
    return Known(
        name=fact.name,
        title=fact.title,
        value=value,
        text=value_text(value, fact.unit),
        source=statement.source,
        source_title=Source(statement.source).label,
        statement=statement.pk,
        since=statement.valid_from,
        evidence=statement.evidence,
    )


def _with_others(best: Known, others: list[Known]) -> Known:
    if not others:
        return best
    return replace(best, others=tuple(others))
