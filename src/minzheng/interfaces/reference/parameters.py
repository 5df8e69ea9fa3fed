"""The page of numbers: each with its unit, who may change it, its values and their sources."""

from collections.abc import Sequence

from minzheng.catalogue.line import Line
from minzheng.interfaces.reference.markdown import code, page, table
from minzheng.rules.numbers.definition import (
    NATION,
    UNITS,
    Bound,
    Confidence,
    Dated,
    NumberDefinition,
    Override,
)
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.numbers.text import month_text, stored_text, value_text
from minzheng.rules.units import RATIO, Unit

_INTRODUCTION = (
    "The numbers of the law, by line of business, and last those of the platform's own practice, "
    "which no rule reads. For a household the value of the most specific "
    "area wins, and of that the newest one in force in the month evaluated. "
    "`minzheng parameters show --area 320400 --month 2026-11` lists what is in force; "
    "`minzheng parameters unconfirmed` lists what must be confirmed before use."
)
_POLICIES = {
    Override.FIXED: "an area below may not change it",
    Override.FLOOR: "an area below may only raise it",
    Override.CEILING: "an area below may only lower it",
    Override.FREE: "an area below may set its own",
}
_PRACTICE = "办理实践"
_UNIT_WORDS = {unit: word for word, unit in UNITS.items()}


def parameters_page(parameters: ParameterSet, lines: Sequence[Line], practice: ParameterSet) -> str:
    """``parameters.md``."""
    known = (*parameters.definitions.values(), *practice.definitions.values())
    titles = {each.slug: each.title for each in lines}
    titles |= {_slug(each): _PRACTICE for each in practice.definitions.values()}
    sections = [_confidences(known)]
    for slug, title in titles.items():
        own = [each for each in known if _slug(each) == slug]
        if own:
            numbers = "\n\n".join(_number(each) for each in own)
            sections.append(f"## {title} {code(slug)}\n\n{numbers}")
    return page("Numbers", _INTRODUCTION, sections)


def _slug(definition: NumberDefinition) -> str:
    return definition.key.split(".")[0]


def _confidences(known: Sequence[NumberDefinition]) -> str:
    values = [dated for each in known for dated in each.values]
    rows = [
        (code(str(each)), each.title, str(sum(dated.confidence is each for dated in values)))
        for each in Confidence
    ]
    return "## How sure they are\n\n" + table(("Confidence", "中文", "Values"), rows)


def _number(definition: NumberDefinition) -> str:
    facts = [f"Unit {code(_unit_word(definition.unit))}"]
    if definition.by is not None:
        facts.append(f"by {code(definition.by.__name__)}")
    if definition.steps:
        facts.append("a table of steps")
    facts.append(_POLICIES[definition.override])
    facts += _bounds(definition)
    about = "; ".join(facts) + "."
    rows = [_value(dated, definition) for dated in definition.values]
    headings = ("Area", "From", "Value", "Source", "Confidence")
    parts = [
        f"### {definition.title} {code(definition.key)}",
        about,
        definition.note,
        table(headings, rows),
    ]
    return "\n\n".join(part for part in parts if part)


def _unit_word(unit: Unit) -> str:
    return f"code:{unit.code.__name__}" if unit.code else _UNIT_WORDS[unit]


def _bounds(definition: NumberDefinition) -> list[str]:
    found = [("at least", definition.at_least), ("at most", definition.at_most)]
    return [f"{word} {_bound(bound)}" for word, bound in found if bound is not None]


def _bound(bound: Bound) -> str:
    return f"{value_text(bound.ratio, RATIO)} of {code(bound.of)}"


def _value(dated: Dated, definition: NumberDefinition) -> tuple[str, ...]:
    return (
        "全国" if dated.area == NATION else dated.area,
        month_text(dated.since),
        stored_text(dated.value, definition),
        f"{dated.source} {dated.article}".strip(),
        code(str(dated.confidence)),
    )
