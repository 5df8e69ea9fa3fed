"""Asking neighbours, and the democratic appraisal of a disputed case."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.catalogue.casework.steps import Flag, StepKind
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.concerned import require_uninvolved
from minzheng.kernel.casework.fieldwork.papers import keep
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import (
    Agreement,
    Appraisal,
    Case,
    Conclusion,
    Inquiry,
    Standing,
)
from minzheng.kernel.casework.moving import move
from minzheng.kernel.casework.places import place
from minzheng.kernel.casework.timeline import note as note_down
from minzheng.kernel.casework.timeline import tell

LONGEST = 4_000
MOST_ATTENDEES = 60


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody at a meeting: the name, and as what he or she came."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """An appraisal as it was held. The votes are those of everybody who was present."""

    held_on: date
    venue: str
    attendees: Sequence[Attendee] = field(repr=False)
    votes_for: int
    votes_against: int
    abstained: int
    minutes: str = field(repr=False)


@command(permission="visit.record", action="inquiry.record")
def record_inquiry(
    actor: Actor,
    *,
    case: UUID,
    asked_on: date,
    standing: str,
    answer: str,
    agreement: str,
    asked: str = "",
) -> UUID:
    """What somebody who knows the household said. Raises `Refused`, `Recused`, `Unseen`."""
    row = locked(case)
    require_uninvolved(actor, row, "visit.record")
    _require_running(row)
    if standing not in Standing.values or agreement not in Agreement.values:
        raise Refused("请选择被访人身份和与申报是否一致。")
    if not answer.strip():
        raise Refused("请填写反映的情况。")
    _require_not_later(asked_on)
    inquiry = Inquiry(
        **place(row),
        asked_on=asked_on,
        standing=standing,
        asked=asked.strip()[:100] or None,
        answer=answer.strip()[:LONGEST],
        agreement=agreement,
        **_by(actor),
    )
    inquiry.save(force_insert=True)
    note_down(actor, row, "inquiry_recorded", result=agreement)
    tell(row, inquiry=str(inquiry.pk))
    return inquiry.pk


@command(permission="case.handle", action="appraisal.record")
def record_appraisal(
    actor: Actor, *, case: UUID, meeting: Meeting, signed_paper: bytes = b""
) -> UUID:
    """A meeting on a disputed case; its step is finished with it.

    The opinion follows from the votes: more for than against. It binds nobody who decides. Raises
    `Conflict` for a case that is not disputed, `Refused`, `Recused`, `Unseen`.
    """
    row = locked(case)
    require_uninvolved(actor, row, "case.handle")
    _require_running(row)
    if Flag.DISPUTED not in row.flags:
        raise Conflict("没有争议的办件不需要民主评议。")
    _require_whole(meeting)
    agreed = meeting.votes_for > meeting.votes_against
    appraisal = Appraisal(
        **place(row),
        held_on=meeting.held_on,
        venue=meeting.venue.strip()[:100],
        attendees=json.dumps(
            [{"name": each.name, "role": each.role} for each in meeting.attendees],
            ensure_ascii=False,
        ),
        present=len(meeting.attendees),
        votes_for=meeting.votes_for,
        votes_against=meeting.votes_against,
        abstained=meeting.abstained,
        minutes=meeting.minutes.strip()[:LONGEST],
        conclusion=Conclusion.TRUE if agreed else Conclusion.DOUBTFUL,
        document=keep(actor, row, signed_paper, "民主评议签到和记录") if signed_paper else None,
        **_by(actor),
    )
    appraisal.save(force_insert=True)
    note_down(actor, row, "appraisal_recorded", result=appraisal.conclusion)
    for step in item_of(row).steps:
        if step.kind is StepKind.APPRAISE and step.code in row.open_steps:
            move(actor, row, Act(ActKind.FINISH, step.code))
    tell(row, appraisal=str(appraisal.pk))
    return appraisal.pk


def _require_whole(meeting: Meeting) -> None:
    _require_not_later(meeting.held_on)
    present = len(meeting.attendees)
    if not 1 <= present <= MOST_ATTENDEES:
        raise Refused(f"请填写参加评议的人员，最多{MOST_ATTENDEES}人。")
    votes = (meeting.votes_for, meeting.votes_against, meeting.abstained)
    if min(votes) < 0 or sum(votes) != present:
        raise Refused(f"同意、不同意和弃权的票数合计应等于到会人数（{present}人）。")
    if not meeting.minutes.strip() or not meeting.venue.strip():
        raise Refused("请填写评议地点和评议记录。")


def _require_not_later(day: date) -> None:
    if day > clock.today():
        raise Refused("日期不能晚于今天。")


def _require_running(row: Case) -> None:
    if row.closed_at is not None or row.decided_on is not None:
        raise Conflict("该办件已经作出决定，不再登记调查情况。")


def _by(actor: Actor) -> dict[str, object]:
    return {
        "recorded_by": actor.account,
        "recorded_name": actor.name,
        "recorded_person": actor.person,
        "recorded_at": clock.now(),
    }
