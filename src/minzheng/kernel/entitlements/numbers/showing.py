"""Numbers and proposals as faces are shown them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from minzheng.base.months import Month
from minzheng.kernel.entitlements.api.number_results import (
    Entry,
    NumberRow,
    NumberShape,
    ProposalRow,
    WorkRow,
)
from minzheng.kernel.entitlements.models import NumberProposal, NumberSimulation, Rerating
from minzheng.kernel.entitlements.numbers.checking import ordinal
from minzheng.kernel.entitlements.ports import Figures
from minzheng.rules.numbers.decided import Written
from minzheng.rules.numbers.definition import Dated, NumberDefinition, Override
from minzheng.rules.numbers.text import month_text, stored_text, value_text
from minzheng.rules.units import RATIO, Kind, Unit

_POLICIES: Mapping[Override, str] = {
    Override.FIXED: "上级有文件依据的值不得改变",
    Override.FLOOR: "只能等于或高于上级的值",
    Override.CEILING: "只能等于或低于上级的值",
    Override.FREE: "可以自定",
}
_WORDS = {Kind.MONEY: (100, 2), Kind.RATIO: (10_000, 4)}
_YES, _NO = ("true", "是"), ("false", "否")


def month_of(dated: Dated | None) -> Month | None:
    """The month from which a value holds."""
    return Month(dated.since // 12, dated.since % 12 + 1) if dated else None


def number_row(
    definition: NumberDefinition, figures: Figures, area: str, month: Month
) -> NumberRow:
    """A number as it stands in an area."""
    known = figures.parameters.in_force(definition.key, ordinal(month), area)
    return NumberRow(
        key=definition.key,
        title=definition.title,
        line=definition.key.partition(".")[0],
        unit=definition.unit.title,
        value=stored_text(known.value, definition) if known else "",
        since=month_of(known),
        area=known.area if known else "",
        source=known.source if known else "",
        confirmed=known.confidence.confirmed if known else False,
        open=definition.override is not Override.FIXED,
    )


def number_shape(
    definition: NumberDefinition, figures: Figures, area: str, month: Month
) -> NumberShape:
    """What is asked for when a value of the number is proposed."""
    known = figures.parameters.in_force(definition.key, ordinal(month), area)
    row = number_row(definition, figures, area, month)
    rules = (_POLICIES[definition.override], *_bounds(definition, figures))
    return NumberShape(row, tuple(_entries(definition, known)), rules, definition.note)


def _bounds(definition: NumberDefinition, figures: Figures) -> Iterator[str]:
    limits = ((definition.at_least, "不低于"), (definition.at_most, "不高于"))
    for bound, word in limits:
        if bound is not None:
            other = figures.parameters.definitions[bound.of].title
            yield f"{word}“{other}”的 {value_text(bound.ratio, RATIO)}"


def _entries(definition: NumberDefinition, known: Dated | None) -> Iterator[Entry]:
    now = known.value if known else {}
    unit, choices = definition.unit, _choices(definition.unit)
    if definition.by is not None:
        for code in definition.by:
            stored = now if isinstance(now, int) else now.get(int(code))
            yield Entry(code.name, code.title, _typed(stored, unit), choices)
    elif definition.steps and not isinstance(now, int):
        for start, stored in sorted(now.items()):
            yield Entry(str(start), f"{start}起", _typed(stored, unit), choices)
    else:
        stored = now if isinstance(now, int) else None
        yield Entry("", definition.title, _typed(stored, unit), choices)


def _choices(unit: Unit) -> tuple[tuple[str, str], ...]:
    if unit.kind is Kind.YES_NO:
        return (_YES, _NO)
    if unit.kind is Kind.CODE and unit.code is not None:
        return tuple((each.name, each.title) for each in unit.code)
    return ()


def _typed(stored: int | None, unit: Unit) -> str:
    """A stored value as one types it: yuan, a share of one, a month, true, the name of a code."""
    if stored is None:
        return ""
    if unit.kind in _WORDS:
        one, digits = _WORDS[unit.kind]
        return f"{stored // one}.{stored % one:0{digits}d}"
    if unit.kind is Kind.YES_NO:
        return (_YES if stored else _NO)[0]
    if unit.kind is Kind.CODE and unit.code is not None:
        return unit.code.numbered(stored).name
    return month_text(stored) if unit.kind is Kind.MONTH else str(stored)


def proposal_row(row: NumberProposal, definitions: Mapping[str, NumberDefinition]) -> ProposalRow:
    """A proposal as a list shows it."""
    known = definitions.get(row.number)
    return ProposalRow(
        id=row.pk,
        number=row.number,
        title=known.title if known else row.number,
        area=row.area,
        value=_written(row.value, known),
        valid_from=Month.of(row.valid_from),
        document=row.document,
        state=row.state,
        state_title=row.get_state_display(),
        proposed_by_name=row.proposed_by_name,
        proposed_at=row.proposed_at,
        settled_by_name=row.settled_by_name,
        settled_at=row.settled_at,
        opinion=row.opinion,
    )


def _written(value: Written, known: NumberDefinition | None) -> str:
    """What was written, with the words of codes."""
    if known is None:
        return json.dumps(value, ensure_ascii=False)
    unit = known.unit.title if known.unit.kind is Kind.MONEY else ""
    words = dict(_choices(known.unit))
    if isinstance(value, str):
        return f"{words.get(value, value)}{unit}"
    titles = {code.name: code.title for code in known.by or ()}
    # The database keeps them by their names; they are read in the order of the declaration.
    ordered = [name for name in titles if name in value] or list(value)
    return "; ".join(
        f"{titles.get(name, f'{name}起')} {words.get(value[name], value[name])}{unit}"
        for name in ordered
    )


def work_row(row: NumberSimulation | Rerating) -> WorkRow:
    """Work of the worker with what came of it."""
    result: Any = row.counts if isinstance(row, Rerating) else row.result
    return WorkRow(
        id=row.pk,
        state=row.state,
        state_title=row.get_state_display(),
        done=row.done,
        persons=row.persons,
        run=row.run_id,
        ordered_at=row.ordered_at,
        finished_at=row.finished_at,
        failure=row.failure,
        result=result or {},
    )
