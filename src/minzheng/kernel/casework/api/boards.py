"""How offices keep the law's time: the supervisor's board, and compliance over a period."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from minzheng.base.clock import BUSINESS_ZONE
from minzheng.catalogue.casework.steps import StepKind
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query, touched
from minzheng.kernel.casework.api.results import BoardRow, ComplianceRow
from minzheng.kernel.casework.models import (
    LIVE,
    Case,
    Clock,
    ClockKind,
    Completion,
    Decision,
    Objection,
    Task,
    TaskState,
)
from minzheng.kernel.casework.ports import items
from minzheng.kernel.casework.showing.colours import OVERDUE, SOON, of_colour
from minzheng.kernel.registry.api.listing import seen

PERMISSION = "case.supervise"
_ZERO = {"open": 0, "overdue": 0, "soon": 0, "closed": 0, "closed_in_time": 0, "returned": 0}

_KEPT = tuple(each.name for each in fields(ComplianceRow) if each.name != "office")


@query(permission=PERMISSION, action="case.board")
def board(actor: Actor, *, since: date, until: date) -> tuple[BoardRow, ...]:
    """Every office within the scope: what waits, what was done from day to day: three queries."""
    today = clock.today()
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict(_ZERO))
    waiting = seen(Task.objects).filter(LIVE).values("office")
    _add(found, waiting.annotate(
        open=Count("id"),
        overdue=Count("id", filter=of_colour(OVERDUE, today)),
        soon=Count("id", filter=of_colour(SOON, today)),
    ))  # fmt: skip
    done = (
        seen(Task.objects)
        .filter(state=TaskState.DONE, done_on__gte=since, done_on__lte=until)
        .values("office")
    )
    _add(found, done.annotate(
        closed=Count("id"), closed_in_time=Count("id", filter=Q(done_on__lte=F("due_on")))
    ))  # fmt: skip
    returned = seen(Completion.objects).filter(asked_on__gte=since, asked_on__lte=until)
    _add(found, returned.values(office=F("case__window")).annotate(returned=Count("id")))
    touched("board", None, actor.division, payload={"since": str(since), "until": str(until)})
    return tuple(BoardRow(office=office, **found[office]) for office in sorted(found))


@query(permission=PERMISSION, action="case.board")
def compliance(actor: Actor, *, since: date, until: date) -> tuple[ComplianceRow, ...]:
    """The cases that ended in a period, by the window that took them in; and those that should
    have ended, or gone on, and have not: six queries."""
    ended = _ended(since, until)
    ids = ended.values("id")
    completions = _count(Completion.objects.filter(case__in=ids))
    objections = _count(Objection.objects.filter(case__in=ids))
    deviations = _count(Decision.objects.filter(case__in=ids, deviates=True))
    late, extended, letters = _clocks(ids)
    rows: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_KEPT, 0))
    for case, window, backdated in ended.values_list("id", "window", "backdated_because"):
        row = rows[window]
        row["closed"] += 1
        row["in_time"] += case not in late
        row["completions"] += completions[case]
        row["returned_twice"] += completions[case] > 1
        row["objections"] += objections[case]
        row["extended"] += case in extended
        row["backdated"] += bool(backdated)
        row["letters_late"] += case in letters
        row["deviations"] += deviations[case]
    for window, many in _overdue(min(until, clock.today())):
        rows[window]["overdue"] += many
    touched("board", None, actor.division, payload={"since": str(since), "until": str(until)})
    return tuple(ComplianceRow(office=office, **rows[office]) for office in sorted(rows))


def _ended(since: date, until: date) -> "QuerySet[Case]":
    begun = clock.now().astimezone(BUSINESS_ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    today = clock.today()
    first, last = begun - (today - since), begun - (today - until) + timedelta(days=1)
    return seen(Case.objects).filter(closed_at__gte=first, closed_at__lt=last)


def _overdue(on: date) -> Iterable[tuple[str, int]]:
    """Windows with their cases that are open now, and of which a limit ended before a day.

    Who lets a case lie must not look better than who ends it late.
    """
    late = Clock.objects.filter(
        kind=ClockKind.STATUTORY, stopped_on=None, due_on__lt=on, case=OuterRef("pk")
    )
    waiting = seen(Case.objects).filter(Exists(late), closed_at=None)
    return waiting.values_list("window").annotate(many=Count("id"))


def _clocks(
    cases: "QuerySet[Case, Any]",
) -> tuple[frozenset[UUID], frozenset[UUID], frozenset[UUID]]:
    """Cases with a limit of the law that was missed, with one that was extended, and those whose
    letter was served late."""
    rows = list(
        Clock.objects.filter(case__in=cases, kind=ClockKind.STATUTORY).values_list(
            "case_id", "code", "due_on", "stopped_on", "extended_on"
        )
    )
    late = {(case, code) for case, code, due, stopped, _ in rows if stopped and stopped > due}
    serving = _limits_of_letters()
    return (
        frozenset(case for case, _ in late),
        frozenset(case for case, *_, extended in rows if extended),
        frozenset(case for case, code in late if code in serving),
    )


def _limits_of_letters() -> frozenset[str]:
    """The limits within which letters are to be served."""
    steps = (step for item in items().all_in_force(clock.today()) for step in item.steps)
    return frozenset(step.limit for step in steps if step.kind is StepKind.LETTER and step.limit)


def _count(
    rows: "QuerySet[Completion] | QuerySet[Objection] | QuerySet[Decision]",
) -> dict[UUID, int]:
    counted = rows.values("case_id").annotate(many=Count("id"))
    return defaultdict(int, {each["case_id"]: each["many"] for each in counted})


def _add(found: dict[str, dict[str, int]], rows: Iterable[Mapping[str, Any]]) -> None:
    for each in rows:
        counted = {name: number for name, number in each.items() if name != "office"}
        found[each["office"]].update(counted)
