"""Putting a notice up, putting it up anew, taking it down."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from minzheng.base.calendar import national_calendar
from minzheng.base.divisions import Level
from minzheng.base.events import publish
from minzheng.catalogue.casework.offices import Office
from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.catalogue.casework.steps import Step, StepKind
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework import events
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.concerned import require_uninvolved
from minzheng.kernel.casework.fieldwork.papers import keep
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.letters.offices import name_of
from minzheng.kernel.casework.models import (
    Case,
    Notice,
    NoticeInterruption,
    NoticeKind,
    NoticeState,
    PublicNotice,
)
from minzheng.kernel.casework.moving import move
from minzheng.kernel.casework.places import office_at, place
from minzheng.kernel.casework.publicity.clocks import posted
from minzheng.kernel.casework.publicity.fields import lines_of
from minzheng.kernel.casework.publicity.periods import last_day, last_standing_day, moment_after
from minzheng.kernel.casework.publicity.removing import take_down
from minzheng.kernel.casework.timeline import note as note_down
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import one

PERMISSION = "notice.publish"
NEVER = "该事项涉及不得公开的内容，不公示，也不公布。"
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice as it would be put up."""

    kind: NoticeKind
    step: Step
    village: str
    title: str
    lines: tuple[tuple[str, str], ...]
    days: int
    posted_on: date
    last_day: date


def never_public(row: Case) -> bool:
    """Whether a case must not be published; the database refuses such a notice as well."""
    return item_of(row).confidential or row.confidential or row.label != Label.ORDINARY


def draft_of(row: Case) -> Draft:
    """What would be published now. Raises `Refused`, `Conflict`, `CalendarYearMissing`."""
    item = item_of(row)
    if never_public(row):
        raise Refused(NEVER)
    if item.publicity is None:
        raise Refused("该事项不公示，也不公布。")
    step, kind = _open_step(row)
    if len(row.division) < Level.VILLAGE:
        raise Refused("公示只在村（社区）张贴，请先把档案落到具体的村（社区）。")
    today = clock.today()
    proposed = kind is NoticeKind.PROPOSED
    end = (
        last_day(today, item.publicity.days, national_calendar())
        if proposed
        else last_standing_day(today)
    )
    lines = tuple((title, value) for title, value in lines_of(row, kind))
    if not lines:
        raise Refused("该事项没有可以公开的内容。")
    days = item.publicity.days if proposed else (end - today).days
    return Draft(kind, step, row.division, item.title, lines, days, today, end)


@command(permission=PERMISSION, action="notice.publish")
def post_notice(actor: Actor, *, case: UUID) -> UUID:
    """Put up what the open step of a case wants published.

    The clock of the notice starts with it. Raises `Refused`, `Conflict`, `Recused`, `Unseen`.
    """
    row = locked(case)
    require_uninvolved(actor, row, PERMISSION)
    draft = draft_of(row)
    notice = Notice(
        **place(row),
        step=draft.step.code,
        kind=draft.kind,
        village=draft.village,
        title=draft.title,
        shown=[list(each) for each in draft.lines],
        days=draft.days,
        posted_on=draft.posted_on,
        last_day=draft.last_day,
        ends_at=moment_after(draft.last_day),
        posted_by=actor.account,
        posted_by_name=actor.name,
        posted_person=actor.person,
        posted_at=clock.now(),
    )
    _supersede(row, notice.step)
    try:
        with transaction.atomic():
            notice.save(force_insert=True)
    except IntegrityError:
        raise Conflict("该办件的公示已经在张贴。") from None
    _show(row, notice)
    note_down(actor, row, "notice_posted", step=notice.step, facts=_days(notice))
    if draft.kind is NoticeKind.DECIDED:
        move(actor, row, Act(ActKind.PUBLISH, notice.step))
    else:
        posted(row, draft.posted_on)
    _tell_others(notice)
    tell(row, notice=str(notice.pk))
    return notice.pk


@command(permission=PERMISSION, action="notice.restart")
def restart_notice(actor: Actor, *, notice: UUID, because: str) -> None:
    """A notice that was torn down or washed away is up again: its days begin anew (§14 C15)."""
    row, found = _running(notice)
    require_uninvolved(actor, row, PERMISSION)
    if found.kind != NoticeKind.PROPOSED:
        raise Conflict("决定的公布不计算天数，重新张贴即可。")
    if not because.strip():
        raise Refused("请写明公示中断的原因。")
    NoticeInterruption(
        **place(row),
        notice=found,
        posted_on=found.posted_on,
        last_day=found.last_day,
        because=because.strip()[:LONGEST_REASON],
        recorded_by=actor.account,
        recorded_by_name=actor.name,
        recorded_at=clock.now(),
    ).save(force_insert=True)
    found.posted_on = clock.today()
    found.last_day = last_day(found.posted_on, found.days, national_calendar())
    found.ends_at = moment_after(found.last_day)
    found.save(update_fields=["posted_on", "last_day", "ends_at"])
    PublicNotice.objects.filter(pk=found.pk).update(
        posted_on=found.posted_on, last_day=found.last_day, ends_at=found.ends_at
    )
    posted(row, found.posted_on)
    note_down(actor, row, "notice_restarted", step=found.step, note=because, facts=_days(found))
    tell(row, notice=str(notice))


@command(permission=PERMISSION, action="notice.withdraw")
def withdraw_notice(actor: Actor, *, notice: UUID, because: str) -> None:
    """Take a notice down: it said something wrong, or must not stand there any longer."""
    row, found = _running(notice)
    require_uninvolved(actor, row, PERMISSION)
    if not because.strip():
        raise Refused("请写明撤下的原因。")
    take_down(found, NoticeState.WITHDRAWN, because.strip()[:LONGEST_REASON])
    note_down(actor, row, "notice_withdrawn", step=found.step, note=found.closed_because)
    tell(row, notice=str(notice))


@command(permission=PERMISSION, action="document.add")
def board_photo(actor: Actor, *, notice: UUID, content: bytes) -> UUID:
    """The board with the notice on it, kept in the case file. Raises `FileRefused`, `Unseen`."""
    row = locked(one(Notice.objects, notice).case_id)
    found = one(Notice.objects, notice, lock=True)
    document = keep(actor, row, content, "公示栏照片.jpg")
    found.board_photos = [*found.board_photos, document]
    found.save(update_fields=["board_photos"])
    tell(row, notice=str(notice), document=str(document))
    return document


def _supersede(row: Case, step: str) -> None:
    """An objection was looked into and the opinion given anew: the old notice makes way."""
    for old in Notice.objects.filter(case=row, step=step, state=NoticeState.OPEN):
        if old.objections.exists():
            take_down(old, NoticeState.WITHDRAWN, "异议已调查核实，重新公示")


def _running(notice: UUID) -> tuple[Case, Notice]:
    """A notice that is up, and its case, both locked, the case first."""
    row = locked(one(Notice.objects, notice).case_id)
    found = one(Notice.objects, notice, lock=True)
    if found.state != NoticeState.OPEN or found.ends_at <= clock.now():
        raise Conflict("该公示已经结束。")
    return row, found


def _open_step(row: Case) -> tuple[Step, NoticeKind]:
    kinds = {StepKind.PUBLICITY: NoticeKind.PROPOSED, StepKind.PUBLISH: NoticeKind.DECIDED}
    for each in item_of(row).steps:
        if each.kind in kinds and each.code in row.open_steps:
            return each, kinds[each.kind]
    raise Conflict("该办件现在没有待办的公示或者公布。")


def _show(row: Case, notice: Notice) -> None:
    office = office_at(Office.TOWN, row.division)
    PublicNotice(
        id=notice.pk,
        village=notice.village,
        kind=notice.kind,
        title=notice.title,
        office=name_of(office),
        lines=notice.shown,
        posted_on=notice.posted_on,
        last_day=notice.last_day,
        ends_at=notice.ends_at,
    ).save(force_insert=True)


def _tell_others(notice: Notice) -> None:
    published = events.NoticePublished(notice.case_id, notice.pk, str(notice.kind), notice.last_day)
    publish(published)


def _days(notice: Notice) -> dict[str, object]:
    return {"posted_on": str(notice.posted_on), "last_day": str(notice.last_day)}
