"""Who looked into a case, or proposed what to decide, does not decide it: by person (T-09)."""

from django.db.models import Q

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.casework.duties import SamePerson
from minzheng.kernel.casework.models import Assessment, Case, Task, TaskState, Visit

INVESTIGATING = ("case.handle", "case.opinion", "visit.record", "check.order")
"""Whoever has done a task under one of these has had a hand in the case."""


def require_apart(actor: Actor, row: Case) -> None:
    """Raises `SamePerson`. The database refuses it too, whoever writes."""
    if _had_a_hand(actor, row):
        raise SamePerson("case.decide", "审核确认")


def _had_a_hand(actor: Actor, row: Case) -> bool:
    one = actor.person
    tasks = Task.objects.filter(case=row, state=TaskState.DONE, permission__in=INVESTIGATING)
    if tasks.filter(Q(done_by=actor.account) | Q(done_by_person=one)).exists():
        return True
    visits = Visit.objects.filter(case=row)
    if visits.filter(Q(recorded_person=one) | Q(confirmed_person=one)).exists():
        return True
    assessments = Assessment.objects.filter(case=row)
    return bool(assessments.filter(Q(first_person=one) | Q(second_person=one)).exists())
