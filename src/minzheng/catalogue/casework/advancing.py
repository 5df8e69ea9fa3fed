"""Which stage a case is in, by what is done and what is known of it."""

from collections.abc import Iterator
from dataclasses import replace

from minzheng.catalogue.casework.positions import CaseState, Position
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import Flag, Stage, Step, StepKind


def acceptance(item: ServiceItem) -> Step | None:
    """The step by which a submitted case is accepted; None where the office itself opens it."""
    return next((step for step in item.steps if step.kind is StepKind.ACCEPT), None)


def before_deciding(item: ServiceItem) -> tuple[Stage, ...]:
    """The stages up to the decision, that included."""
    return item.procedure[: _decision(item) + 1]


def behind_deciding(item: ServiceItem) -> tuple[Stage, ...]:
    """The stages that follow the decision: it is told, and made known."""
    return item.procedure[_decision(item) + 1 :]


def repeated_by_investigation(item: ServiceItem) -> frozenset[str]:
    """The steps that a new investigation does again."""
    stages = before_deciding(item)
    first = next((n for n, stage in enumerate(stages) if stage.investigates), len(stages))
    return frozenset(step.code for stage in stages[first:] for step in stage.steps if step.repeated)


def checks(item: ServiceItem) -> frozenset[str]:
    """The steps in which departments are asked."""
    return frozenset(step.code for step in item.steps if step.kind is StepKind.CHECK)


def repeated_by_check(item: ServiceItem) -> frozenset[str]:
    """The steps that a check does again: itself, and what was built on it."""
    stages = before_deciding(item)
    own = checks(item)
    last = max((n for n, each in enumerate(stages) if own & each.codes), default=len(stages))
    later = (step for stage in stages[last + 1 :] for step in stage.steps if step.repeated)
    return own | {step.code for step in later}


def hearings(item: ServiceItem) -> frozenset[str]:
    """The steps in which the household is heard."""
    return frozenset(step.code for step in item.steps if step.kind is StepKind.HEARING)


def settled(item: ServiceItem, position: Position) -> Position:
    """The position with its stage and open steps; closed when nothing is left to be told."""
    state = position.state
    if state is CaseState.SUBMITTED:
        step = acceptance(item)
        return replace(
            position, stage=item.procedure[0].code, open=frozenset({step.code} if step else ())
        )
    if state is CaseState.OPEN:
        return _at_first_gap(item, position, before_deciding(item))
    if state is CaseState.DECIDED:
        return _at_first_gap(item, position, behind_deciding(item))
    return replace(position, stage="", open=frozenset())


def _at_first_gap(item: ServiceItem, position: Position, stages: tuple[Stage, ...]) -> Position:
    for stage in stages:
        missing = frozenset(_missing(stage, position))
        if missing:
            return replace(position, stage=stage.code, open=missing)
    return replace(position, state=CaseState.CLOSED, stage="", open=frozenset())


def _missing(stage: Stage, position: Position) -> Iterator[str]:
    flags: frozenset[Flag] = position.flags
    for step in stage.steps:
        if step.code not in position.done and step.due(flags, position.outcome):
            yield step.code


def _decision(item: ServiceItem) -> int:
    return next(
        number
        for number, stage in enumerate(item.procedure)
        if any(step.kind is StepKind.DECIDE for step in stage.steps)
    )
