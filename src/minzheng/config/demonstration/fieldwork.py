"""Visits and assessments by two, as the demo staff make them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from minzheng.catalogue.casework.service_item import ItemKind
from minzheng.config.demonstration.answering import wage
from minzheng.kernel.access import clock
from minzheng.kernel.access.demonstrating import account_of, at_work
from minzheng.kernel.casework.api import fieldwork
from minzheng.kernel.casework.api.fieldwork import Assessed, ErrandRow, Finding, VisitReport
from minzheng.kernel.casework.api.results import TaskView
from minzheng.rules.facts import Entity
from minzheng.rules.units import Kind

if TYPE_CHECKING:
    from minzheng.config.demonstration.course import Course

RECORDED = "recorded"
"""The state of an assessment that waits for the other assessor."""


def visited(course: "Course", task: TaskView) -> Iterator[datetime]:
    """Ordered, made the next day, confirmed by the other one the same afternoon."""
    first, second = course.staff.two(task.office)
    if _errand(course, first) is None:
        yield course.diary.later()
        with at_work(first) as clerk:
            both = (account_of(first), account_of(second))
            fieldwork.order_visit(clerk, case=course.known, step=task.step, investigators=both)
    if task.step == course.story.until:
        return
    if (errand := _errand(course, first)) and errand.visit is None:
        yield course.diary.after()
        with at_work(first) as clerk:
            fieldwork.record_visit(clerk, errand=errand.id, client=uuid4(), report=_report(course))
    yield course.diary.later(3)
    if errand := _errand(course, second):
        with at_work(second) as other:
            fieldwork.confirm_visit(other, errand=errand.id)


def _errand(course: "Course", username: str) -> ErrandRow | None:
    with at_work(username) as actor:
        found = fieldwork.errands(actor)
    return next((each for each in found if each.case == course.known), None)


def _report(course: "Course") -> VisitReport:
    name = course.view_name()
    return VisitReport(
        visited_at=clock.now() - timedelta(minutes=40),
        met=name,
        findings=_findings(course),
        remarks="住自有平房两间，家具陈旧，与申报一致。",
        signed_how="typed",
        signed_by=name,
    )


def _findings(course: "Course") -> tuple[Finding, ...]:
    """What the office sees at a review, where nobody has declared anything: the head's wage."""
    home = course.home
    if home is None or course.item.kind is not ItemKind.REVIEW:
        return ()
    earned = {"wage": wage(course.story, home)}
    return (Finding(Entity.PERSON, home.members[0].person, agrees=False, facts=earned),)


def assessed(course: "Course", task: TaskView) -> Iterator[datetime]:
    """Two assessors with the form that the benefit wants."""
    first, second = course.staff.two(task.office)
    if not _assessments(course, first):
        yield course.diary.after()
        _assess(course, first, second)
    yield course.diary.later(2)
    for each in _assessments(course, second):
        with at_work(second) as other:
            fieldwork.confirm_assessment(other, assessment=each)


def _assessments(course: "Course", username: str) -> list[UUID]:
    """Those that wait for the other assessor."""
    with at_work(username) as actor:
        found = fieldwork.fieldwork_of(actor, case=course.known).assessments
    return [each.id for each in found if each.state == RECORDED]


def _assess(course: "Course", first: str, second: str) -> None:
    with at_work(first) as assessor:
        sheet = fieldwork.assessment_sheet(assessor, case=course.known)
        form = sheet.forms[0]
        scores = {
            each.name: True if each.unit.kind is Kind.YES_NO else 1
            for each in form.facts
            if each.name in form.scored
        }
        fieldwork.record_assessment(
            assessor,
            case=course.known,
            assessed=Assessed(
                form=form.code,
                person=sheet.persons[0].person,
                reason=fieldwork.REASONS[0][0],
                assessed_on=clock.today(),
                venue="家中",
                scores=scores,
            ),
            assessors=(account_of(first), account_of(second)),
        )
