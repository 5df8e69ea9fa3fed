"""The parts of a case's page as records."""

from collections.abc import Iterable
from datetime import date

from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.kernel.casework.api.results import (
    ClockView,
    CompletionView,
    ConferenceView,
    ObjectionView,
    SuspensionView,
)
from minzheng.kernel.casework.models import (
    Clock,
    ClockKind,
    Completion,
    Conference,
    Objection,
    Suspension,
)
from minzheng.kernel.casework.showing.colours import colour


def clock_views(item: ServiceItem, clocks: Iterable[Clock], today: date) -> tuple[ClockView, ...]:
    """The limits of a case, with what the item says of each."""
    declared = {each.code: each for each in item.clocks}
    found = []
    for each in clocks:
        limit = declared.get(each.code)
        extendable = (
            limit is not None
            and limit.extend_to is not None
            and each.kind == ClockKind.STATUTORY
            and each.extended_on is None
            and each.stopped_on is None
        )
        found.append(
            ClockView(
                id=each.pk,
                code=each.code,
                title=each.title,
                kind=each.kind,
                kind_title=each.get_kind_display(),
                started_on=each.started_on,
                due_on=each.due_on,
                extended_because=each.extended_because,
                stopped_on=each.stopped_on,
                colour=colour(each.due_on, each.stopped_on or today),
                extendable=extendable,
                grounds=limit.extension_grounds if limit else (),
                source=limit.source if limit else "",
            )
        )
    return tuple(found)


def suspension_views(rows: Iterable[Suspension]) -> tuple[SuspensionView, ...]:
    """The days that did not count."""
    return tuple(
        SuspensionView(
            each.pk, each.kind, each.get_kind_display(), each.from_on, each.to_on, each.basis
        )
        for each in rows
    )


def completion_views(rows: Iterable[Completion]) -> tuple[CompletionView, ...]:
    """What was asked for."""
    return tuple(
        CompletionView(each.pk, each.asked_on, tuple(each.missing), each.note or "", each.met_at)
        for each in rows
    )


def objection_views(rows: Iterable[Objection]) -> tuple[ObjectionView, ...]:
    """Who objected, to what, and what came of it."""
    return tuple(
        ObjectionView(
            id=each.pk,
            source=each.source,
            source_title=each.get_source_display(),
            text=each.text or "",
            received_on=each.received_on,
            due_on=each.due_on,
            state=each.state,
            state_title=each.get_state_display(),
            answer=each.answer or "",
            answered_on=each.answered_on,
        )
        for each in rows
    )


def conference_views(rows: Iterable[Conference]) -> tuple[ConferenceView, ...]:
    """The conferences on a case."""
    return tuple(
        ConferenceView(each.pk, each.subject, each.planned_on, each.state, each.get_state_display())
        for each in rows
    )
