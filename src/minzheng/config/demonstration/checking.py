"""The means check of a story: signed papers, departments that answer, differences settled."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

from PIL import Image, ImageDraw

from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.config.demonstration.connecting import as_the_worker
from minzheng.config.demonstration.homes import ADULT, Home, age
from minzheng.config.demonstration.offices import OFFICER
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.demonstrating import at_work
from minzheng.kernel.casework.api import work
from minzheng.kernel.casework.api.results import TaskView
from minzheng.kernel.documents.api import keep_made
from minzheng.kernel.exchange.api import checks
from minzheng.kernel.exchange.checks.asking import ask_department, due_sources
from minzheng.kernel.registry.api.parties import Party

if TYPE_CHECKING:
    from minzheng.config.demonstration.course import Course

_SHOWN = "家庭出示了流水、合同等材料，与申报一致"
_NOTE = "个别部门尚未答复，已要求家庭提供材料"


def checked(course: "Course", task: TaskView) -> Iterator[datetime]:
    """Where the item wants it departments are asked; else the clerk looks into the registers."""
    yield course.diary.later()
    if course.item.authorises and course.home is not None:
        yield from _asked(course, course.home)
        if task.step == course.story.until:
            return
        yield course.diary.after(2)
        _settled(course)
    with at_work(course.staff.of(task.office, task.kind)) as actor:
        work.finish(actor, case=course.known, step=task.step, note=_NOTE)


def _asked(course: "Course", home: Home) -> Iterator[datetime]:
    with at_work(course.staff.clerk) as clerk:
        if not any(each.authorisation for each in _check(clerk, course).parties):
            _signed(clerk, course, home)
    yield course.diary.later()
    with at_work(OFFICER) as officer:
        if _check(officer, course).round is None:
            checks.start_check(officer, case=course.known)
    _answered(course)
    yield course.diary.later(3)
    _answered(course)


def _check(actor: Actor, course: "Course") -> checks.CheckView:
    return checks.check_view(actor, case=course.known)


def _signed(clerk: Actor, course: "Course", home: Home) -> None:
    alone = course.item.unit is ApplicantUnit.PERSON
    paper = keep_made(
        clerk,
        content=_paper(),
        media_type="image/png",
        title="核对授权书",
        kind="authorisation",
        household=None if alone else home.household,
        person=home.subject.person if alone else None,
    )
    for each in (home.subject,) if alone else home.members:
        given = _given(each, paper, home.members[0].name)
        checks.authorise(clerk, case=course.known, given=given)


def _given(party: Party, paper: UUID, head: str) -> checks.Given:
    """Everybody signs for himself, and the head of the household for the children."""
    minor = age(party) < ADULT
    return checks.Given(
        person=party.person,
        kind="guardian" if minor else "member",
        method="paper",
        signed_on=clock.today(),
        document=paper,
        guardian_name=head if minor else "",
    )


def _answered(course: "Course") -> None:
    """The worker's round: whatever departments have to say by now of this case.

    All of them: what one says later than the check was done would open it again.
    """
    with as_the_worker():
        for source in due_sources():
            ask_department(source, case=course.known)


def _settled(course: "Course") -> None:
    with at_work(OFFICER) as officer:
        checks.accept_agreeing(officer, case=course.known)
        for each in _check(officer, course).differences:
            if each.open:
                checks.settle_difference(
                    officer, difference=each.id, outcome="declared", reason=_SHOWN
                )
        checks.check_report(officer, case=course.known)


def _paper() -> bytes:
    """A picture of a signed paper, the same for everybody."""
    picture, written = Image.new("RGB", (420, 594), "white"), BytesIO()
    drawing = ImageDraw.Draw(picture)
    for line in range(60, 440, 24):
        drawing.line((48, line, 372, line), fill="#b8b8b8", width=2)
    drawing.arc((230, 470, 350, 540), 190, 20, fill="#1a3a8a", width=4)
    picture.save(written, "PNG")
    return written.getvalue()
