"""Inspections of payments and books: the last ones, and ordering another."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from minzheng.base.errors import InvalidValue
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.payments.inspecting import TITLES
from minzheng.kernel.payments.models import Inspection
from minzheng.kernel.registry.api.listing import LARGEST_PAGE, Page, cursor_id, seen

TASK = "payments.inspect"


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """An inspection of one county; `broken` are the rules that did not hold, in words."""

    id: UUID
    division: str
    inspected_at: datetime
    broken: tuple[tuple[str, str], ...]
    count: int
    subjects: tuple[str, ...]


@query(permission="ledger.read")
def inspections(
    actor: Actor, *, division: str = "", after: str = "", limit: int = 50
) -> Page[InspectionRow]:
    """The inspections of a division, the latest first."""
    if not 1 <= limit <= LARGEST_PAGE:
        raise InvalidValue(f"每页1至{LARGEST_PAGE}条。")
    rows = seen(Inspection.objects, division)
    if after:
        # Ids are made in the order of time.
        rows = rows.filter(pk__lt=cursor_id(after))
    found = list(rows.order_by("-pk")[: limit + 1])
    shown = found[:limit]
    more = str(shown[-1].pk) if len(found) > limit else ""
    return Page(tuple(_row(each) for each in shown), more)


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


def _row(each: Inspection) -> InspectionRow:
    return InspectionRow(
        each.pk,
        each.division,
        each.inspected_at,
        tuple((code, TITLES[code]) for code in each.broken),
        each.count,
        tuple(each.subjects),
    )
