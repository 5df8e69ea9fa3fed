"""How each kind of step is done: the acts that it consists of, and the days that it takes."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.steps import StepKind
from minzheng.config.demonstration import checking, fieldwork
from minzheng.config.demonstration.connecting import as_the_worker
from minzheng.kernel.access import clock
from minzheng.kernel.access.demonstrating import at_work
from minzheng.kernel.casework.api import deciding, hearings, letters, publicity, work
from minzheng.kernel.casework.api.results import TaskView
from minzheng.kernel.casework.publicity.closing import close_due

if TYPE_CHECKING:
    from minzheng.config.demonstration.course import Course

Way = Callable[["Course", TaskView], Iterator[datetime]]

OPEN = "open"
"""The state of a notice that is up."""

_CHANGES = {Outcome.CHANGED: "change", Outcome.UNCHANGED: "keep", Outcome.ENDED: "end"}
_SAID = "孩子上学和看病花费大，希望少减一些，晚几个月再停。"


def finished(course: "Course", task: TaskView) -> Iterator[datetime]:
    """A step that consists of saying so: one of its results, where it has any."""
    yield course.diary.after()
    result = task.results[0].code if task.results else ""
    with at_work(course.staff.of(task.office, task.kind)) as actor:
        work.finish(actor, case=course.known, step=task.step, result=result)


def proposed(course: "Course", task: TaskView) -> Iterator[datetime]:
    """An opinion that follows the rules."""
    yield course.diary.later(2) if course.story.urgent else course.diary.after()
    with at_work(course.staff.of(task.office, task.kind)) as actor:
        offered = {each.code for each in task.results}
        found = deciding.proposal(actor, case=course.known).outcome or ""
        result = "agree" if found == Outcome.GRANTED else "disagree"
        if result not in offered:
            result = _CHANGES.get(Outcome(found), "") if found else ""
        if offered and result not in offered:
            result = sorted(offered)[0]
        work.finish(
            actor,
            case=course.known,
            step=task.step,
            result=result,
            note="已核对申报、入户和信息核对的结果",
        )


def put_up(course: "Course", task: TaskView) -> Iterator[datetime]:
    """A notice in the village, until its days are over."""
    yield course.diary.after()
    with at_work(course.staff.of(task.office, task.kind)) as clerk:
        up = [each for each in publicity.notices_of(clerk, case=course.known) if each.state == OPEN]
        if not up:
            publicity.post_notice(clerk, case=course.known)
            up = list(publicity.notices_of(clerk, case=course.known))
        end = up[0].last_day
    if task.step == course.story.until:
        yield from _objected(course)
        return
    yield course.diary.past(end)
    with as_the_worker():
        close_due()


def _objected(course: "Course") -> Iterator[datetime]:
    if not course.story.objection or course.view().objections:
        return
    yield course.diary.after()
    with at_work(course.staff.clerk) as clerk:
        work.object_to(clerk, case=course.known, text=course.story.objection)


def heard(course: "Course", task: TaskView) -> Iterator[datetime]:
    """The household is told what is meant to happen, and says what it thinks of it."""
    who = course.staff.of(task.office, task.kind)
    if _hearing(course, who) is None:
        yield course.diary.after()
        _announced(course, who)
    if (waiting := _hearing(course, who)) and waiting.notified_on is None:
        yield course.diary.after()
        _served(course, who, "hearing")
    if task.step == course.story.until:
        return
    yield course.diary.after(3)
    with at_work(who) as clerk:
        for held in hearings.hearings_of(clerk, case=course.known)[:1]:
            hearings.record_hearing(
                clerk, hearing=held.id, outcome="heard", statement=_SAID, held_on=clock.today()
            )


def _hearing(course: "Course", who: str) -> hearings.HearingRow | None:
    with at_work(who) as clerk:
        return next(iter(hearings.hearings_of(clerk, case=course.known)), None)


def _announced(course: "Course", who: str) -> None:
    with at_work(who) as clerk:
        found = deciding.proposal(clerk, case=course.known).outcome
        hearings.plan_hearing(
            clerk,
            case=course.known,
            because="家庭收入增加，人均收入高于当地最低生活保障标准",
            method="home",
            outcome=found if found in (Outcome.ENDED, Outcome.CHANGED) else Outcome.ENDED,
        )


def decided(course: "Course", task: TaskView) -> Iterator[datetime]:
    """What the rules propose is decided by somebody who has had no hand in the case."""
    yield course.diary.later(2) if course.story.urgent else course.diary.after()
    with at_work(course.staff.of(task.office, task.kind)) as approver:
        found = deciding.proposal(approver, case=course.known)
        deciding.decide(
            approver,
            case=course.known,
            outcome=found.outcome or Outcome.COMPLETED,
            version=found.version,
        )


def told(course: "Course", task: TaskView) -> Iterator[datetime]:
    """The letter is handed over."""
    yield course.diary.later(1) if course.story.urgent else course.diary.after()
    _served(course, course.staff.of(task.office, task.kind), "")


def made_known(course: "Course", task: TaskView) -> Iterator[datetime]:
    """The decision is put up in the village."""
    yield course.diary.later()
    with at_work(course.staff.of(task.office, task.kind)) as officer:
        publicity.post_notice(officer, case=course.known)


def _served(course: "Course", who: str, kind: str) -> None:
    with at_work(who) as clerk:
        found = letters.letters_of(clerk, case=course.known)
        waiting = (each for each in found if each.served_on is None)
        letter = next(each for each in waiting if not kind or each.kind == kind)
        letters.record_service(
            clerk,
            letter=letter.id,
            method="direct",
            on=clock.today(),
            receiver=course.view_name(),
        )


WAYS: Mapping[str, Way] = {
    StepKind.CHECK: checking.checked,
    StepKind.VISIT: fieldwork.visited,
    StepKind.ASSESS: fieldwork.assessed,
    StepKind.OPINION: proposed,
    StepKind.REVIEW: finished,
    StepKind.SEARCH: finished,
    StepKind.REPORT: finished,
    StepKind.PUBLICITY: put_up,
    StepKind.HEARING: heard,
    StepKind.DECIDE: decided,
    StepKind.LETTER: told,
    StepKind.PUBLISH: made_known,
}
