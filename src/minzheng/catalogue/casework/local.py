"""What a bureau may settle about an item: shorter promises, lengths that no law sets, its codes.

A limit that rests on a document is never lengthened nor shortened here: a shorter one is a promise
and runs beside it (domain rules §0.3).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from minzheng.base.errors import InvalidValue
from minzheng.catalogue.casework.clocks import Limit
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import StepKind
from minzheng.rules.numbers.definition import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalPractice:
    """A bureau's own words on one item.

    ``promised`` are shorter limits that it promises, ``lengths`` those that no document sets, both
    by the code of the limit.  ``publicity`` false takes the notice before the decision out: the
    social assistance law itself asks for the one after it alone (domain rules §18, 1).
    """

    promised: Mapping[str, int] = field(default_factory=dict)
    lengths: Mapping[str, int] = field(default_factory=dict)
    publicity: bool = True
    basic_code: str | None = None


def adapted(versions: tuple[ServiceItem, ...], practice: LocalPractice) -> tuple[ServiceItem, ...]:
    """The versions of an item as the bureau handles them.

    Raises ``InvalidValue`` for what it may not settle, and for a limit that no version has.
    """
    known = {limit.code for item in versions for limit in item.clocks}
    unknown = {*practice.promised, *practice.lengths} - known
    if unknown:
        raise InvalidValue(f"事项 {versions[0].code} 没有期限 {'、'.join(sorted(unknown))}。")
    return tuple(_adapted(item, practice) for item in versions)


def _adapted(item: ServiceItem, practice: LocalPractice) -> ServiceItem:
    national = item.national
    if practice.basic_code is not None:
        national = replace(national, basic_code=practice.basic_code)
    settled = replace(
        item,
        clocks=tuple(_limit(each, practice, item.code) for each in item.clocks),
        national=national,
    )
    return settled if practice.publicity else _without_notice(settled)


def _limit(limit: Limit, practice: LocalPractice, item: str) -> Limit:
    length = practice.lengths.get(limit.code)
    if length is not None:
        if limit.confidence.confirmed:
            raise InvalidValue(
                f"{item} 的“{limit.title}”由{limit.source}规定，不能改；要缩短请写在 promised 里。"
            )
        if length < 1 or (limit.extend_to is not None and limit.extend_to <= length):
            raise InvalidValue(f"{item} 的“{limit.title}”不能设为 {length}{limit.unit.title}。")
        limit = replace(limit, amount=length, source="本地设定", confidence=Confidence.SOURCED)
    promised = practice.promised.get(limit.code)
    if promised is None:
        return limit
    if not 1 <= promised <= limit.amount:
        raise InvalidValue(
            f"{item} 的“{limit.title}”承诺期限只能短于 {limit.amount}{limit.unit.title}。"
        )
    return replace(limit, promised=promised)


def _without_notice(item: ServiceItem) -> ServiceItem:
    """The item without its notice before the decision; what is made known afterwards stays."""
    if not item.has(StepKind.PUBLICITY):
        raise InvalidValue(f"事项 {item.code} 没有决定前的公示。")
    stages = tuple(
        stage
        for stage in item.procedure
        if not any(step.kind is StepKind.PUBLICITY for step in stage.steps)
    )
    notices = {step.limit for step in item.steps if step.kind is StepKind.PUBLICITY}
    shown = item.publicity
    after = replace(shown, fields=()) if shown is not None and shown.after else None
    clocks = tuple(limit for limit in item.clocks if limit.code not in notices)
    return replace(item, procedure=stages, clocks=clocks, publicity=after)
