"""What the worker looks at again and again: limits that pass, applications made twice."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from minzheng.base.events import publish
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit import api as audit
from minzheng.kernel.casework import events, timeline
from minzheng.kernel.casework.models import Case, Clock, ClockKind
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.parties import sharing_a_number

PURPOSE = "job"
STEP = 500


def watch_clocks() -> int:
    """Put down, once for each, that a limit of the law has passed; how many."""
    with working(PURPOSE) as system:
        rows = Clock.objects.select_for_update(skip_locked=True).filter(
            stopped_on=None,
            kind=ClockKind.STATUTORY,
            alarmed_on=None,
            due_on__lt=clock.today(),
        )
        passed = list(rows.order_by("due_on", "id")[:STEP])
        cases = Case.objects.in_bulk({each.case_id for each in passed})
        for each in passed:
            each.alarmed_on = clock.today()
            each.save(update_fields=["alarmed_on"])
            _told(system, cases[each.case_id], each)
    return len(passed)


def _told(system: Actor, row: Case, passed: Clock) -> None:
    timeline.note(
        system, row, "overdue", facts={"clock": passed.code, "due_on": str(passed.due_on)}
    )
    publish(events.ClockOverdue(row.pk, passed.code, passed.due_on, row.office))


def compare_cases() -> int:
    """Mark the later of two open applications of one number for one item; how many.

    The worker alone may compare across towns. What is marked is for staff at its own place. A
    protected case is always the later one: a mark on the other would tell that it exists.
    """
    marked = 0
    with working(PURPOSE):
        for holders in sharing_a_number():
            about = Q(subject_id__in=holders) | Q(applicant_id__in=holders)
            rows = Case.objects.select_for_update().filter(about, closed_at=None)
            marked += sum(map(_mark, _later(sorted(rows, key=_turn))))
    return marked


def _turn(row: Case) -> tuple[int, datetime, UUID]:
    return tuple(Label).index(Label(row.label)), row.opened_at, row.pk


def _later(rows: Iterable[Case]) -> Iterator[Case]:
    """All but the first of each item."""
    first: set[str] = set()
    for row in rows:
        if row.item in first:
            yield row
        first.add(row.item)


def _mark(row: Case) -> bool:
    if row.duplicate_pending:
        return False
    row.duplicate_pending = True
    row.version += 1
    row.save(update_fields=["duplicate_pending", "version"])
    audit.record(
        "case.duplicate",
        subject_type="case",
        subject=row.pk,
        division=row.division,
        label=Label(row.label),
    )
    return True
