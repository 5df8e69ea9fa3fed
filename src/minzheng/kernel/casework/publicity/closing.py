"""The end of notices: what the worker does every minute, as often as it likes.

Objections are brought to their cases first, so that one dropped in at the last second still counts;
then notices that are over are closed, and their cases go on. A page for strangers does not wait for
this: it compares the time by itself.
"""

import logging
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, F, Func

from minzheng.base.clock import business_date
from minzheng.base.errors import MinzhengError
from minzheng.base.events import publish
from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.catalogue.casework.steps import Flag
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit import api as audit
from minzheng.kernel.casework.api.work import object_to
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.events import ObjectionDropped
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import (
    Case,
    Notice,
    NoticeKind,
    NoticeObjection,
    NoticeState,
    ObjectionBox,
    ObjectionSource,
)
from minzheng.kernel.casework.moving import move
from minzheng.kernel.casework.places import place
from minzheng.kernel.casework.publicity.removing import take_down
from minzheng.kernel.casework.timeline import note as note_down
from minzheng.kernel.protection.labels import Label

_log = logging.getLogger(__name__)

PURPOSE = "job"
STEP = 200
ANONYMOUS = "（匿名）"
NO_CONTACT = "未留"
_CODES: "ArrayField[list[str], list[str]]" = ArrayField(CharField())


def close_due() -> int:
    """Deliver objections, close what is over, let the cases go on; how many were closed."""
    deliver()
    due = Notice.objects.filter(state=NoticeState.OPEN, ends_at__lte=clock.now())
    with working(PURPOSE):
        waiting = list(due.order_by("ends_at", "id").values_list("pk", flat=True)[:STEP])
    closed = sum(_close(each) for each in waiting)
    carry_on()
    return closed


def deliver() -> int:
    """Bring what strangers dropped in to the cases; how many objections."""
    with working(PURPOSE):
        waiting = list(ObjectionBox.objects.order_by("received_at", "id").values_list("pk")[:STEP])
    return sum(_deliver(each) for (each,) in waiting)


def _deliver(box: UUID) -> bool:
    with working(PURPOSE) as system:
        dropped = ObjectionBox.objects.select_for_update(skip_locked=True).filter(pk=box).first()
        if dropped is None:
            return False
        notice = Notice.objects.filter(pk=dropped.notice).first()
        if notice is None:
            # Not a notice of a case, but something else that is up: whoever put it up knows.
            publish(ObjectionDropped(dropped.notice, _words(dropped), dropped.received_at))
        else:
            _bring(system, dropped, notice)
        dropped.delete()
    return True


def _words(dropped: ObjectionBox) -> str:
    who = f"署名：{dropped.name or ANONYMOUS}\n联系方式：{dropped.contact or NO_CONTACT}"
    return f"{dropped.text}\n\n{who}"


def _bring(system: Actor, dropped: ObjectionBox, notice: Notice) -> None:
    objection = object_to(
        system,
        case=notice.case_id,
        text=_words(dropped),
        source=ObjectionSource.PUBLIC.value,
        received_on=business_date(dropped.received_at),
    )
    row = locked(notice.case_id)
    NoticeObjection(
        **place(row),
        notice=notice,
        objection=objection,
        named=bool(dropped.name),
        received_at=dropped.received_at,
    ).save(force_insert=True)


def _close(identifier: UUID) -> bool:
    """One notice, in a transaction of its own: the next one does not wait for its trouble."""
    try:
        with working(PURPOSE) as system:
            case = Notice.objects.filter(pk=identifier).values_list("case_id", flat=True).first()
            if case is None:
                return False
            row = locked(case)
            notice = Notice.objects.select_for_update(of=("self",)).get(pk=identifier)
            if notice.state != NoticeState.OPEN or notice.ends_at > clock.now():
                return False
            take_down(notice, NoticeState.OVER)
            note_down(system, row, "notice_over", step=notice.step)
            _go_on(system, row, notice)
            audit.record(
                "notice.close",
                subject_type="case",
                subject=row.pk,
                division=row.division,
                label=Label(row.label),
                payload={"notice": str(notice.pk)},
            )
    except MinzhengError:
        _log.exception("a notice that is over could not be closed: %s", identifier)
        return False
    return True


def carry_on() -> int:
    """Cases whose opinion was given anew after a notice that need not be repeated; how many.

    Where the law wants a second notice the item says so (`again`), and the step waits for it.
    """
    step = Func(F("step"), template="array[%(expressions)s]::varchar[]", output_field=_CODES)
    over = Notice.objects.filter(
        state=NoticeState.OVER,
        kind=NoticeKind.PROPOSED,
        case__decided_on=None,
        case__closed_at=None,
        case__open_steps__contains=step,
    )
    with working(PURPOSE):
        waiting = list(over.order_by("ends_at", "id").values_list("pk", flat=True)[:STEP])
    return sum(_carry_on(each) for each in waiting)


def _carry_on(identifier: UUID) -> bool:
    with working(PURPOSE) as system:
        notice = Notice.objects.get(pk=identifier)
        row = locked(notice.case_id)
        publicity = item_of(row).publicity
        if publicity is None or publicity.again:
            return False
        return _go_on(system, row, notice)


def _go_on(system: Actor, row: Case, notice: Notice) -> bool:
    """Unopposed, the step of the case is done; where somebody objected it is investigated first."""
    opposed = Flag.OBJECTED in row.flags
    if notice.kind != NoticeKind.PROPOSED or notice.step not in row.open_steps or opposed:
        return False
    move(system, row, Act(ActKind.FINISH, notice.step, "unopposed"))
    return True
