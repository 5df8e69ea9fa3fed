"""Our numbers as OpenFisca parameters: one YAML file each, dated, with sources.

Money is in yuan and ratios are plain numbers, as policy modellers write them; our own exact fen and
ten-thousandths stay in the platform.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from minzheng.rules.numbers.definition import Dated, NumberDefinition
from minzheng.rules.numbers.parameter_set import ParameterSet, covers
from minzheng.rules.numbers.text import month_text
from minzheng.rules.units import RATIO_ONE, Kind, Unit

_FEN_PER_YUAN = 100

_TAKEN = frozenset(files(__package__).joinpath("taken_names.txt").read_text("utf-8").split())
"""What OpenFisca's own nodes are made of: no branch of the tree may be called so."""

_UNITS: Mapping[Kind, str] = {
    Kind.MONEY: "currency-CNY",
    Kind.COUNT: "count",
    Kind.MONTHS: "month",
    Kind.RATIO: "/1",
    Kind.MONTH: "month",
    Kind.DATE: "date",
    Kind.CODE: "code",
    Kind.YES_NO: "bool",
}


def export_parameters(parameters: ParameterSet, area: str, folder: Path) -> int:
    """Write every number that has a value in an area; answers how many files were written."""
    written = 0
    for definition in parameters.definitions.values():
        line, name = definition.key.split(".")
        values = list(_in_area(definition, area))
        if not values:
            continue
        path = folder / _branch(line) / f"{_branch(name)}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        content = _content(definition, values)
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
        written += 1
    return written


def _branch(name: str) -> str:
    """A name that OpenFisca can give to a branch."""
    return f"{name}_" if name in _TAKEN else name


def _in_area(definition: NumberDefinition, area: str) -> Iterator[Dated]:
    """The values that hold in an area, each from when no more specific one does."""
    reaching = [each for each in definition.values if covers(each.area, area)]
    for month in sorted({each.since for each in reaching}):
        found = [each for each in reaching if each.since <= month]
        yield max(found, key=lambda each: (len(each.area.rstrip("0")), each.since))


def _content(definition: NumberDefinition, values: list[Dated]) -> dict[str, Any]:
    head: dict[str, Any] = {
        "description": definition.title,
        "metadata": {
            "unit": _UNITS[definition.unit.kind],
            "reference": [_reference(each) for each in values],
        },
    }
    if definition.by is not None:
        entries = {code.name: _dated(values, definition.unit, int(code)) for code in definition.by}
        return head | entries
    if definition.steps:
        return (
            head
            | {"metadata": head["metadata"] | {"type": "single_amount"}}
            | _steps(definition, values)
        )
    return head | _dated(values, definition.unit, None)


def _steps(definition: NumberDefinition, values: list[Dated]) -> dict[str, Any]:
    starts = sorted({start for each in values for start in _table(each)})
    return {
        "brackets": [
            {
                "threshold": {_day(values[0]): {"value": start}},
                "amount": _dated(values, definition.unit, start)["values"],
            }
            for start in starts
        ]
    }


def _dated(values: list[Dated], unit: Unit, position: int | None) -> dict[str, Any]:
    dated = {}
    for each in values:
        stored = each.value if position is None else _table(each).get(position, 0)
        dated[_day(each)] = {"value": _plain(stored, unit)}  # type: ignore[arg-type]  # no table left
    return {"values": dated}


def _table(dated: Dated) -> Mapping[int, int]:
    if isinstance(dated.value, int):
        raise TypeError(f"{dated.file}:{dated.line} is no table")
    return dated.value


def _day(dated: Dated) -> str:
    return f"{month_text(dated.since)}-01"


def _plain(stored: int, unit: Unit) -> int | float | bool:
    """OpenFisca keeps numbers as floats; these are few and small, and only for modelling."""
    if unit.kind is Kind.MONEY:
        return _shortest(Decimal(stored) / _FEN_PER_YUAN)
    if unit.kind is Kind.RATIO:
        return _shortest(Decimal(stored) / RATIO_ONE)
    return bool(stored) if unit.kind is Kind.YES_NO else int(stored)


def _shortest(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _reference(dated: Dated) -> dict[str, str]:
    title = f"{dated.source} {dated.article}".strip()
    return {"title": f"{title}（{dated.confidence.title}）"}
