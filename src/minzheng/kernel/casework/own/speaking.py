"""Saying something: against a case, before a cut, about an office."""

from uuid import UUID

from minzheng.base.errors import InvalidValue
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, touched
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework import timeline
from minzheng.kernel.casework.api import intake, work
from minzheng.kernel.casework.api.offers import complaint_item
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.models import Channel, Hearing, HearingOutcome, ObjectionSource
from minzheng.kernel.casework.own.finding import own_case, require_may_act
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.registry.api.own import own_person
from minzheng.kernel.residents.counter import at_the_counter

LONGEST = 2000
_OVER = "已经过了说明的期限，或者已经听取过意见。还有话要说的，请到镇（街道）窗口。"


@command(permission="own.cases", action="own.apply")
def object_to_own(actor: Actor, *, case: UUID, text: str) -> None:
    """Say that something about one's own case is wrong. Raises `Refused`, `Conflict`, `Unseen`."""
    require_may_act(actor)
    row = own_case(actor, case)
    words = said(text)
    tell(row)
    with at_the_counter(actor, row.division, "case.handle") as served:
        work.object_to(served, case=case, text=words, source=ObjectionSource.APPLICANT.value)


@command(permission="own.cases", action="own.apply")
def answer_hearing(actor: Actor, *, case: UUID, text: str) -> None:
    """What one has to say before a cut or an end; an officer reads it and writes that he has.

    Said again before that, the later words stand. Raises `Conflict`, `Unseen`.
    """
    require_may_act(actor)
    row = own_case(actor, case)
    words = said(text)
    tell(row)
    with at_the_counter(actor, row.division, "case.open") as served:
        locked(case)
        open_ones = Hearing.objects.filter(case=row, outcome=HearingOutcome.NONE)
        held = open_ones.exclude(notified_on=None).select_for_update().first()
        if held is None or (held.answer_by and held.answer_by < clock.today()):
            raise Conflict(_OVER)
        held.statement, held.held_on = words, clock.today()
        held.save(update_fields=["statement", "held_on"])
        timeline.note(served, row, "hearing_statement")


@command(permission="own.cases", action="own.apply")
def complain(actor: Actor, *, text: str) -> UUID:
    """A complaint or report, taken in as a case of its own. Raises `Refused`."""
    require_may_act(actor)
    person = own_person(actor)
    item = complaint_item(clock.today())
    words = said(text)
    if not item:
        raise Refused("现在不能在网上投诉举报，请拨打12345或到窗口反映。")
    with at_the_counter(actor, person.division, "case.open", "case.handle") as served:
        case = intake.open_case(
            served,
            item=item,
            applicant=person.id,
            division=person.division,
            channel=Channel.PORTAL.value,
        )
        work.object_to(served, case=case, text=words, source=ObjectionSource.APPLICANT.value)
        intake.submit(served, case=case)
    touched("case", case, person.division, person.label)
    return case


def said(text: str) -> str:
    """What was written, cut to what fits. Raises `InvalidValue` for nothing."""
    words = text.strip()
    if not words:
        raise InvalidValue("请写下您要说的话。")
    return words[:LONGEST]
