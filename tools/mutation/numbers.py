"""Mutants of the law's numbers: each value by its smallest step, each yes/no turned round."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from minzheng.rules.facts import limits
from minzheng.rules.numbers.definition import Dated, NumberDefinition, Stored
from minzheng.rules.numbers.text import month_text, value_text
from minzheng.rules.units import COUNT, Kind, Unit
from tools.mutation.mutants import Mutant


def number_mutants(definition: NumberDefinition, place: str) -> Iterator[Mutant]:
    """Every mutant of one number, in each of its dated values."""
    line, name = definition.key.split(".")
    for dated in definition.values:
        for original, mutated, stored in _other_values(definition, dated.value):
            where = f"{name}[{dated.area} {month_text(dated.since)}]"
            yield Mutant(
                line=line,
                place=place,
                at=dated.line,
                within=where,
                original=original,
                mutated=mutated,
                definition=_with(definition, dated, stored),
            )


def _with(definition: NumberDefinition, dated: Dated, stored: Stored) -> NumberDefinition:
    values = (replace(each, value=stored) if each is dated else each for each in definition.values)
    return replace(definition, values=tuple(values))


def _other_values(definition: NumberDefinition, value: Stored) -> Iterator[tuple[str, str, Stored]]:
    unit = definition.unit
    if not isinstance(value, Mapping):
        for other in nudged(value, unit):
            yield value_text(value, unit), value_text(other, unit), other
        return
    for position, entry in value.items():
        label = _position(definition, position)
        for other in nudged(entry, unit):
            was, becomes = (f"{label}: {value_text(each, unit)}" for each in (entry, other))
            yield was, becomes, {**value, position: other}
        if definition.steps and position:
            for start in nudged(position, COUNT):
                yield label, str(start), _moved(value, position, start)


def _moved(value: Mapping[int, int], position: int, start: int) -> Mapping[int, int]:
    return {(start if each == position else each): entry for each, entry in value.items()}


def _position(definition: NumberDefinition, position: int) -> str:
    return definition.by.numbered(position).name if definition.by else str(position)


def nudged(stored: int, unit: Unit) -> Iterator[int]:
    """The values one smallest step away: a fen, a ten-thousandth, one, or the next code."""
    if unit.kind is Kind.YES_NO:
        yield not stored
        return
    if unit.kind is Kind.CODE and unit.code is not None:
        codes = [int(each) for each in unit.code]
        yield codes[(codes.index(stored) + 1) % len(codes)]
        return
    low, high = limits(unit)
    yield from (each for each in (stored + 1, stored - 1) if low <= each <= high)
