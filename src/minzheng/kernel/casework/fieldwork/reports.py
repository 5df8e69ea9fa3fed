"""Reporting a visit, and the second investigator's word on it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from minzheng.base.clock import business_date
from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.concerned import require_uninvolved
from minzheng.kernel.casework.fieldwork.commissions import for_the_office
from minzheng.kernel.casework.fieldwork.orders import (
    close_errands,
    on_errand,
    order_of,
    own_errand,
)
from minzheng.kernel.casework.fieldwork.papers import keep
from minzheng.kernel.casework.fieldwork.questions import Question, questions, require_asked
from minzheng.kernel.casework.fieldwork.visitors import PERMISSION
from minzheng.kernel.casework.models import (
    SignedHow,
    Visit,
    VisitOrder,
    VisitState,
    Way,
)
from minzheng.kernel.casework.moving import move
from minzheng.kernel.casework.places import place
from minzheng.kernel.casework.timeline import note as note_down
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.registry.api import facts
from minzheng.kernel.registry.api.choices import Source
from minzheng.kernel.registry.api.facts import Subject
from minzheng.rules.facts import Entity

LONGEST = 2_000
MOST_PHOTOS = 12
TOLERANCE = timedelta(minutes=10)
"""How far a phone's clock may run ahead."""
_TOO_LATE = "该次入户已经登记过了。"


@dataclass(frozen=True, slots=True)
class Finding:
    """What the visitors say of one question: it is as declared, or what they saw instead."""

    entity: Entity
    subject: UUID
    agrees: bool
    facts: Mapping[str, object] = field(repr=False)


@dataclass(frozen=True, slots=True)
class VisitReport:
    """A filled-in form. `position` is latitude, longitude and accuracy as text, or empty."""

    visited_at: datetime
    met: str = field(repr=False)
    findings: Sequence[Finding] = field(default=(), repr=False)
    way: str = Way.HOME.value
    way_because: str = ""
    remarks: str = field(default="", repr=False)
    position: str = field(default="", repr=False)
    signed_how: str = SignedHow.DRAWN.value
    signed_by: str = field(default="", repr=False)
    unsigned_because: str = ""


@dataclass(frozen=True, slots=True)
class ErrandFile:
    """Everything that the form of a visit shows. Nothing of it tells a number or an account."""

    id: UUID
    case: UUID
    number: str
    title: str
    who: str = field(repr=False)
    division: str
    other: str
    note: str
    state: str
    questions: tuple[Question, ...] = field(repr=False)


@query(permission=PERMISSION, action="visit.read")
def errand_file(actor: Actor, *, errand: UUID) -> ErrandFile:
    """What one of the two investigators has to look at. Raises `Unseen`."""
    own = own_errand(actor, errand)
    with on_errand(own):
        order = order_of(own)
        asked = questions(order.case)
        tell(order.case, errand=str(errand))
    return ErrandFile(
        id=own.pk,
        case=order.case_id,
        number=order.case.number,
        title=own.title,
        who=order.case.who,
        division=order.division,
        other=order.second_name if order.first == actor.account else order.first_name,
        note=order.note,
        state=order.state,
        questions=asked,
    )


@command(permission=PERMISSION, action="visit.record")
def record_visit(
    actor: Actor,
    *,
    errand: UUID,
    client: UUID,
    report: VisitReport,
    photos: Sequence[bytes] = (),
    signature: bytes = b"",
) -> UUID:
    """Write down what was found. The same `client` twice is one report.

    Raises `Refused`, `FileRefused`, `Conflict` when the other investigator was first, `Unseen`.
    """
    own = own_errand(actor, errand)
    with on_errand(own):
        order = order_of(own, lock=True)
        before = Visit.objects.filter(order=order).first()
        if before is not None and before.client == client:
            tell(order.case, visit=str(before.pk), again=True)
            return before.pk
        if before is not None or order.state != VisitState.ORDERED:
            raise Conflict(_TOO_LATE)
        require_uninvolved(actor, order.case, PERMISSION)
        checked(report, photos, signature)
        require_asked(
            order.case,
            {(each.entity, each.subject, name) for each in report.findings for name in each.facts},
        )
        visit = _written(actor, order, client, report, photos, signature)
        order.state = VisitState.RECORDED
        order.save(update_fields=["state"])
        note_down(actor, order.case, "visit_recorded", step=order.step)
        tell(order.case, visit=str(visit.pk), photos=len(visit.photos))
    return visit.pk


@command(permission=PERMISSION, action="visit.confirm")
def confirm_visit(actor: Actor, *, errand: UUID) -> UUID:
    """The second investigator stands by the report: what was found becomes statements of fact.

    Raises `Refused` for the one who reported, `Conflict`, `Unseen`. Answers the visit.
    """
    own = own_errand(actor, errand)
    with on_errand(own):
        order = order_of(own)
        case = locked(order.case_id)
        order = order_of(own, lock=True)
        visit = _to_confirm(actor, order)
        require_uninvolved(actor, case, PERMISSION)
        visit.confirmed_by, visit.confirmed_person = actor.account, actor.person
        visit.confirmed_at = clock.now()
        visit.save(update_fields=["confirmed_by", "confirmed_person", "confirmed_at"])
        order.state = VisitState.CONFIRMED
        order.save(update_fields=["state"])
        _state(actor, visit)
        if order.step in case.open_steps:
            move(for_the_office(actor, case, order.step), case, Act(ActKind.FINISH, order.step))
        tell(case, visit=str(visit.pk))
    close_errands(order)
    return visit.pk


@command(permission=PERMISSION, action="visit.void")
def contradict_visit(actor: Actor, *, errand: UUID, because: str) -> None:
    """The second investigator does not stand by the report: it is void, a visit is made anew."""
    if not because.strip():
        raise Refused("请写明不同意的原因。")
    own = own_errand(actor, errand)
    with on_errand(own):
        order = order_of(own, lock=True)
        _to_confirm(actor, order)
        order.state, order.void_because = VisitState.VOID, because.strip()[:200]
        order.save(update_fields=["state", "void_because"])
        note_down(actor, order.case, "visit_void", step=order.step, note=order.void_because)
        tell(order.case, order=str(order.pk))
    close_errands(order)


def checked(report: VisitReport, photos: Sequence[bytes], signature: bytes) -> None:
    """Raises `Refused` for what a report must not lack."""
    if report.visited_at > clock.now() + TOLERANCE:
        raise Refused("入户时间晚于现在，请核对。")
    if not report.met.strip():
        raise Refused("请填写在场的家庭成员。")
    if report.way not in Way.values or report.signed_how not in SignedHow.values:
        raise Refused("请选择入户方式和签名方式。")
    if report.way != Way.HOME and not report.way_because.strip():
        raise Refused("没有入户的，请写明原因（仅限紧急情况）。")
    if len(photos) > MOST_PHOTOS:
        raise Refused(f"照片最多{MOST_PHOTOS}张。")
    _check_signature(report, signature)


def _check_signature(report: VisitReport, signature: bytes) -> None:
    if report.signed_how == SignedHow.DECLINED:
        if not report.unsigned_because.strip():
            raise Refused("家庭成员没有签名的，请写明原因。")
        return
    if report.signed_how == SignedHow.DRAWN and not signature:
        raise Refused("请由家庭成员手写签名，或者改为输入姓名确认。")
    if not report.signed_by.strip():
        raise Refused("请填写签名人的姓名。")


def _written(
    actor: Actor,
    order: VisitOrder,
    client: UUID,
    report: VisitReport,
    photos: Sequence[bytes],
    signature: bytes,
) -> Visit:
    kept = [
        keep(actor, order.case, content, f"入户照片{number}.jpg")
        for number, content in enumerate(photos, 1)
    ]
    visit = Visit(
        **place(order.case),
        order=order,
        client=client,
        way=report.way,
        way_because=report.way_because.strip()[:200],
        visited_at=report.visited_at,
        received_at=clock.now(),
        met=report.met.strip()[:LONGEST],
        findings=json.dumps([_stored(each) for each in report.findings], ensure_ascii=False),
        remarks=report.remarks.strip()[:LONGEST] or None,
        position=report.position.strip()[:100] or None,
        signed_how=report.signed_how,
        signed_by=report.signed_by.strip()[:100] or None,
        unsigned_because=report.unsigned_because.strip()[:200],
        signature=keep(actor, order.case, signature, "签名.png") if signature else None,
        photos=kept,
        recorded_by=actor.account,
        recorded_person=actor.person,
    )
    try:
        with transaction.atomic():
            visit.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_TOO_LATE) from None
    return visit


def _to_confirm(actor: Actor, order: VisitOrder) -> Visit:
    visit = Visit.objects.filter(order=order).select_for_update(of=("self",)).first()
    if visit is None or order.state != VisitState.RECORDED:
        raise Conflict("该次入户现在不需要确认，请刷新后再看。")
    if actor.account == visit.recorded_by or actor.person == visit.recorded_person:
        raise Refused("入户记录由另一名调查人员确认，不能由登记人本人确认。")
    return visit


def _state(actor: Actor, visit: Visit) -> None:
    """One statement for each subject of which something was found."""
    found: dict[Subject, dict[str, object]] = {}
    for each in json.loads(visit.findings or "[]"):
        subject = Subject(Entity(each["entity"]), UUID(each["subject"]))
        found.setdefault(subject, {}).update(each["facts"])
    for subject, known in found.items():
        if known:
            facts.add_statement(
                actor,
                subject=subject,
                source=Source.VISIT,
                facts=known,
                valid_from=business_date(visit.visited_at),
                note="入户调查",
            )


def _stored(each: Finding) -> dict[str, object]:
    return {
        "entity": each.entity.value,
        "subject": str(each.subject),
        "agrees": each.agrees,
        "facts": dict(each.facts),
    }
