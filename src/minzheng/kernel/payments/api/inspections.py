"""Inspections of payments and books: the last ones, what they found, and ordering another."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.payments import breached
from minzheng.kernel.payments.breached import Broken, Subject
from minzheng.kernel.payments.inspecting import TITLES
from minzheng.kernel.payments.models import Inspection
from minzheng.kernel.registry.api.listing import Page, newest_of, seen

__all__ = [
    "Broken",
    "InspectionRow",
    "Stop",
    "Subject",
    "inspections",
    "is_inspecting",
    "order_inspection",
    "stops",
]

TASK = "payments.inspect"
WAITING = ("todo", "doing")


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """An inspection of one county; `broken` are the rules that did not hold, `count` how often.

    `rest` is how many of what breaks a rule are not named: too many, or not to be seen.
    """

    id: UUID
    division: str
    inspected_at: datetime
    broken: tuple[Broken, ...]
    count: int
    rest: int


@dataclass(frozen=True, slots=True)
class Stop:
    """That nothing is frozen in a county since its last inspection; `broken` in words."""

    division: str
    inspected_at: datetime
    broken: tuple[str, ...]


@query(permission="ledger.read")
def inspections(
    actor: Actor, *, division: str = "", after: str = "", limit: int = 50
) -> Page[InspectionRow]:
    """The inspections of a division, the latest first: two queries where something is broken."""
    return newest_of(seen(Inspection.objects, division), after, limit, _rows)


@query(permission="payment.read")
def stops(actor: Actor) -> tuple[Stop, ...]:
    """The counties of the scope in which freezing is stopped now: one query."""
    latest = seen(Inspection.objects).order_by("division", "-pk").distinct("division")
    return tuple(
        Stop(each.division, each.inspected_at, tuple(TITLES[code] for code in each.broken))
        for each in latest
        if each.broken
    )


@query(permission="ledger.read")
def is_inspecting(actor: Actor) -> bool:
    """Whether the worker is at it, or is to be: one query."""
    return ProcrastinateJob.objects.filter(queueing_lock=TASK, status__in=WAITING).exists()


@command(permission="ledger.post", action="ledger.inspect")
def order_inspection(actor: Actor) -> None:
    """Let the worker look at everything now, for instance after something was put right."""
    try:
        with transaction.atomic():
            app.configure_task(TASK, lock=TASK, queueing_lock=TASK).defer(timestamp=0)
    except AlreadyEnqueued:
        # One waits already, and will see the same rows.
        touched("payment_inspection", None, actor.division, payload={"waiting": True})
        return
    touched("payment_inspection", None, actor.division)


def _rows(found: list[Inspection]) -> list[InspectionRow]:
    known = breached.known_subjects(each for row in found for each in row.subjects)
    return [_row(each, breached.broken(each, known)) for each in found]


def _row(each: Inspection, found: tuple[Broken, ...]) -> InspectionRow:
    named = sum(len(rule.subjects) for rule in found)
    return InspectionRow(
        each.pk, each.division, each.inspected_at, found, each.count, each.count - named
    )
