"""The notices of an office: lists and files for staff, and the sheet for the board."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from minzheng.catalogue.casework.offices import Office
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query, touched
from minzheng.kernel.access.errors import Refused, Unseen
from minzheng.kernel.casework.cases import seen_case
from minzheng.kernel.casework.letters.offices import name_of
from minzheng.kernel.casework.models import (
    Case,
    Notice,
    NoticeInterruption,
    NoticeKind,
    NoticeObjection,
    NoticeState,
)
from minzheng.kernel.casework.places import office_at
from minzheng.kernel.casework.publicity.fields import TITLES, whole_name
from minzheng.kernel.casework.publicity.posting import Draft, draft_of
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.documents.api.typesetting import Letter, Paragraph, Table, pdf_of
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.listing import Page, page_of, seen

READ = "case.read"
_NAME_TITLES = {TITLES[each] for each in TITLES if each.value in ("name", "masked_name")}


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice in a list."""

    id: UUID
    case: UUID
    number: str
    who: str = field(repr=False)
    title: str
    kind_title: str
    village: str
    posted_on: date
    last_day: date
    state: str
    state_title: str


@dataclass(frozen=True, slots=True)
class NoticeFile:
    """Everything about a notice."""

    row: NoticeRow
    step: str
    days: int
    kind: str
    lines: tuple[tuple[str, str], ...] = field(repr=False)
    posted_by_name: str
    posted_at: datetime
    ends_at: datetime
    closed_at: datetime | None
    closed_because: str
    interruptions: tuple[NoticeInterruption, ...]
    objections: tuple[NoticeObjection, ...]
    board_photos: tuple[UUID, ...]


@query(permission=READ, action="case.list")
def notices(
    actor: Actor, *, division: str = "", state: str = "", after: str = "", limit: int = 50
) -> Page[NoticeRow]:
    """The notices of a division, running ones by their end first."""
    rows = seen(Notice.objects.select_related("case"), division)
    rows = rows.filter(state=state) if state in NoticeState.values else rows
    page = page_of(rows, ("last_day", "id"), after, limit, lambda found: map(_row, found))
    shown = [str(each.id) for each in page.rows]
    touched("list", None, division or actor.division, payload={"shown": shown})
    return page


@query(permission=READ, action="notice.read")
def notice_file(actor: Actor, *, notice: UUID) -> NoticeFile:
    """One notice. Raises `Unseen`."""
    found = _one(notice)
    tell(found.case, notice=str(notice))
    return NoticeFile(
        row=_row(found),
        step=found.step,
        days=found.days,
        kind=found.kind,
        lines=tuple((title, value) for title, value in found.shown),
        posted_by_name=found.posted_by_name,
        posted_at=found.posted_at,
        ends_at=found.ends_at,
        closed_at=found.closed_at,
        closed_because=found.closed_because,
        interruptions=tuple(found.interruptions.order_by("recorded_at")),
        objections=tuple(found.objections.order_by("received_at")),
        board_photos=tuple(found.board_photos),
    )


@query(permission=READ, action="notice.read")
def notices_of(actor: Actor, *, case: UUID) -> tuple[NoticeRow, ...]:
    """The notices of a case, the newest first. Raises `Unseen`."""
    row = seen_case(case)
    tell(row)
    return notice_rows(row)


def notice_rows(row: Case) -> tuple[NoticeRow, ...]:
    """The notices of a case that was looked at: one query."""
    found = Notice.objects.select_related("case").filter(case=row).order_by("-posted_at")
    return tuple(map(_row, found))


@query(permission="notice.publish", action="notice.read")
def notice_draft(actor: Actor, *, case: UUID) -> Draft:
    """What would be put up now. Raises `Refused`, `Conflict`, `Unseen`."""
    row = seen_case(case)
    tell(row)
    return draft_of(row)


@query(permission=READ, action="notice.read")
def printout(actor: Actor, *, notice: UUID) -> bytes:
    """The sheet for the board, a PDF, while the notice is up. Raises `Refused`, `Unseen`."""
    found = _one(notice)
    if found.state != NoticeState.OPEN:
        raise Refused("该公示已经结束，不能再打印张贴。")
    tell(found.case, notice=str(notice), printed=True)
    return pdf_of(_sheet(found.case, found))


def _sheet(row: Case, notice: Notice) -> Letter:
    village = divisions.names([notice.village]).get(notice.village, "")
    town = name_of(office_at(Office.TOWN, row.division))
    whole = whole_name(row, NoticeKind(notice.kind))
    lines = tuple(
        (title, whole if whole and title in _NAME_TITLES else value)
        for title, value in notice.shown
    )
    kind = NoticeKind(notice.kind).label
    return Letter(
        office=town,
        title=f"{notice.title}{kind}",
        number="",
        addressee="",
        blocks=(
            Paragraph(_opening(notice)),
            Table(("项目", "内容"), lines, (2, 5)),
            Paragraph(_closing(notice, town)),
        ),
        signed=town,
        dated=notice.posted_on,
        remarks=(f"张贴于{village}。期满后请及时取下并销毁。",),
    )


def _opening(notice: Notice) -> str:
    if notice.kind == NoticeKind.DECIDED:
        return "经审核确认，现将结果公布如下："
    return (
        f"现将审核意见公示如下。公示期{notice.days}天，自{_day(notice.posted_on)}张贴的次日起，"
        f"至{_day(notice.last_day)}止："
    )


def _closing(notice: Notice, town: str) -> str:
    if notice.kind == NoticeKind.DECIDED:
        return f"对上述结果有不同意见的，可以向{town}反映。"
    return (
        f"对公示内容有异议的，请在公示期内向{town}提出，当面、书面、电话均可，署名或者匿名均可。"
        "我们会为反映人保密。"
    )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _one(notice: UUID) -> Notice:
    found = seen(Notice.objects.select_related("case")).filter(pk=notice).first()
    if found is None:
        raise Unseen
    return found


def _row(each: Notice) -> NoticeRow:
    state = NoticeState(each.state)
    return NoticeRow(
        id=each.pk,
        case=each.case_id,
        number=each.case.number,
        who=each.case.who,
        title=each.title,
        kind_title=NoticeKind(each.kind).label,
        village=each.village,
        posted_on=each.posted_on,
        last_day=each.last_day,
        state=state.value,
        state_title=state.label,
    )
