"""Reading the trail: what row security lets through, newest first, page by page."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from minzheng.kernel.audit.actions import ACTIONS
from minzheng.kernel.audit.models import Event, Payload
from minzheng.kernel.audit.recording import JSON, SALT_BYTES
from minzheng.kernel.protection.context import scope_of
from minzheng.kernel.protection.labels import Label

PAGE = 50
SALT_DIGITS = 2 * SALT_BYTES


@dataclass(frozen=True, slots=True)
class EventView:
    """One event as it is shown. `payload` is `None` if there is none, or it was erased."""

    id: UUID
    at: datetime
    account: UUID | None
    actor: str
    role: str
    post_division: str
    action: str
    title: str
    subject_type: str
    subject: str
    division: str
    label: Label
    purpose: str
    result: str
    request: str
    ip: str
    payload: Mapping[str, JSON] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an auditor looks for; whatever is left empty does not matter."""

    account: UUID | None = None
    actions: frozenset[str] = field(default_factory=frozenset)
    subject: str = ""
    division: str = ""
    result: str = ""
    since: datetime | None = None
    until: datetime | None = None


def history(
    subject_type: str,
    subject: UUID | str,
    *,
    before: UUID | None = None,
    limit: int = PAGE,
    details: bool = True,
) -> list[EventView]:
    """The events of one thing, newest first; the next page begins `before` the last id shown."""
    rows = Event.objects.filter(subject=str(subject), subject_type=subject_type)
    return _page(rows, before, limit, details)


def search_events(
    wanted: Wanted, *, before: UUID | None = None, limit: int = PAGE, details: bool = False
) -> list[EventView]:
    """Events that match, newest first; within the scope, or everywhere for an auditor."""
    rows = Event.objects.all()
    equal = {"account": wanted.account, "subject": wanted.subject, "result": wanted.result}
    rows = rows.filter(**{name: value for name, value in equal.items() if value})
    if wanted.actions:
        rows = rows.filter(action__in=sorted(wanted.actions))
    if wanted.division:
        low, high = scope_of(wanted.division)
        rows = rows.filter(division__gte=low, division__lt=high)
    if wanted.since:
        rows = rows.filter(at__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(at__lt=wanted.until)
    return _page(rows, before, limit, details)


def payload_of(event: UUID) -> Mapping[str, JSON] | None:
    """The details of one event, if it has any that were not erased."""
    return _payloads([event]).get(event)


def _page(rows: QuerySet[Event], before: UUID | None, limit: int, details: bool) -> list[EventView]:
    if before is not None:
        rows = rows.filter(id__lt=before)
    views = [_view(row) for row in rows.order_by("-id")[:limit]]
    if not details:
        return views
    payloads = _payloads(view.id for view in views)
    return [replace(view, payload=payloads.get(view.id)) for view in views]


def _payloads(events: Iterable[UUID]) -> dict[UUID, Mapping[str, JSON]]:
    rows = Payload.objects.filter(id__in=list(events), content__isnull=False)
    return {row.id: json.loads((row.content or "")[SALT_DIGITS:]) for row in rows}


def _view(row: Any) -> EventView:
    same = (
        "id", "at", "account", "actor", "role", "post_division", "action", "subject_type",
        "subject", "division", "purpose", "result", "request", "ip",
    )  # fmt: skip
    values = {name: getattr(row, name) for name in same}
    title = ACTIONS.get(row.action, row.action)
    return EventView(**values, title=title, label=Label(row.label))
