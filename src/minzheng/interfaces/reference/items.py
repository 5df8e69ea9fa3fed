"""The page of service items: what is done, by whom, until when, and what waits for confirmation."""

from collections.abc import Iterator, Mapping, Sequence

from minzheng.catalogue.casework.clocks import Limit, LimitUnit
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import Flag, Step
from minzheng.catalogue.line import Line
from minzheng.interfaces.reference.markdown import bullets, code, codes, page, table

_INTRODUCTION = (
    "The service items (政务服务事项) by line of business, as they are today: steps in their order "
    "with the office that does them, and limits with their articles. A step with a condition is "
    "due only where the case bears that mark. `minzheng items show CODE` shows one of them in the "
    "terminal; what is marked otherwise than with a document waits for confirmation."
)
_UNITS = {
    LimitUnit.WORKING_DAY: "working days",
    LimitUnit.DAY: "days",
    LimitUnit.MONTH: "months",
    LimitUnit.HOUR: "hours",
}


def items_page(items: Mapping[str, tuple[ServiceItem, ...]], lines: Sequence[Line]) -> str:
    """``items.md``."""
    return page("Service items", _INTRODUCTION, _lines(items, lines))


def _lines(items: Mapping[str, tuple[ServiceItem, ...]], lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        own = [versions for versions in items.values() if versions[-1].line == line.slug]
        if own:
            yield f"## {line.title}"
            yield from (_item(versions) for versions in own)


def _item(versions: tuple[ServiceItem, ...]) -> str:
    item = versions[-1]
    about = bullets(
        (
            f"Law: {'; '.join(item.basis)}",
            f"Versions: {', '.join(str(each.version) for each in versions)}",
            f"Decided by: {codes(item.decides) if item.decides else 'people alone'}",
            "Never published" if item.confidential else "",
            *(f"To be confirmed: {doubt}" for doubt in item.doubts),
        )
    )
    steps = table(("Step", "What", "Office", "Only if", "Not by"), _steps(item))
    headings = ("Limit", "What", "Length", "Extended", "By", "How sure")
    limits = table(headings, map(_limit, item.clocks))
    heading = f"### {item.title} {code(item.code)}"
    return "\n\n".join(part for part in (heading, about, steps, limits) if part)


def _steps(item: ServiceItem) -> Iterator[tuple[str, ...]]:
    for step in item.steps:
        not_by = codes(step.not_by)
        yield code(step.code), step.title, step.office.title, _condition(step), not_by


def _condition(step: Step) -> str:
    spared = _titles(step.unless)
    return "; ".join(filter(None, (_titles(step.only_if), f"not: {spared}" if spared else "")))


def _titles(flags: tuple[Flag, ...]) -> str:
    return "、".join(flag.title for flag in flags)


def _limit(limit: Limit) -> tuple[str, ...]:
    length = f"{limit.amount} {_UNITS[limit.unit]}"
    longer = f"{limit.extend_to} {_UNITS[limit.unit]}" if limit.extend_to else ""
    title = limit.confidence.title
    return code(limit.code), limit.title, length, longer, limit.source, title
