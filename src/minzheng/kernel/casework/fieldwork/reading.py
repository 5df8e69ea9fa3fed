"""What was found outside the office, for the page of a case."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from minzheng.catalogue.facts import VOCABULARY
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query
from minzheng.kernel.casework.cases import seen_case
from minzheng.kernel.casework.fieldwork.forms import FORMS
from minzheng.kernel.casework.fieldwork.questions import members_of
from minzheng.kernel.casework.models import (
    Appraisal,
    Assessment,
    AssessmentState,
    Case,
    Inquiry,
    SignedHow,
    Visit,
    VisitOrder,
    VisitState,
    Way,
)
from minzheng.kernel.casework.timeline import tell
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.text import value_text


@dataclass(frozen=True, slots=True)
class Seen:
    """One fact that the visitors looked at."""

    whose: str = field(repr=False)
    title: str
    text: str = field(repr=False)
    agrees: bool


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit, ordered or made."""

    order: UUID
    step: str
    state: str
    state_title: str
    first_name: str
    second_name: str
    due_on: date | None
    void_because: str
    visit: UUID | None = None
    way_title: str = ""
    visited_at: datetime | None = None
    received_at: datetime | None = None
    met: str = field(default="", repr=False)
    seen: tuple[Seen, ...] = field(default=(), repr=False)
    remarks: str = field(default="", repr=False)
    position: str = field(default="", repr=False)
    signed: str = ""
    signed_by: str = field(default="", repr=False)
    signature: UUID | None = None
    photos: tuple[UUID, ...] = ()
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class InquiryRow:
    """What somebody who knows the household said."""

    id: UUID
    asked_on: date
    standing_title: str
    asked: str = field(repr=False)
    answer: str = field(repr=False)
    agreement: str
    agreement_title: str
    recorded_name: str


@dataclass(frozen=True, slots=True)
class AppraisalRow:
    """A meeting and its votes."""

    id: UUID
    held_on: date
    venue: str
    attendees: tuple[tuple[str, str], ...] = field(repr=False)
    votes_for: int
    votes_against: int
    abstained: int
    minutes: str = field(repr=False)
    conclusion: str
    conclusion_title: str
    document: UUID | None
    recorded_name: str


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """An assessment with its level."""

    id: UUID
    person: UUID
    who: str = field(repr=False)
    form_title: str
    standard: str
    assessed_on: date
    venue: str
    informant: str = field(repr=False)
    state: str
    state_title: str
    level_title: str
    total: int | None
    first_name: str
    second_name: str
    reason_title: str
    void_because: str
    scores: tuple[tuple[str, str], ...] = field(repr=False)
    mine_to_confirm: bool


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """Everything of one case, the newest first."""

    visits: tuple[VisitRow, ...]
    inquiries: tuple[InquiryRow, ...]
    appraisals: tuple[AppraisalRow, ...]
    assessments: tuple[AssessmentRow, ...]


@query(permission="case.read", action="visit.read")
def fieldwork_of(actor: Actor, *, case: UUID) -> Fieldwork:
    """Visits, inquiries, appraisals and assessments of a case. Raises `Unseen`."""
    row = seen_case(case)
    tell(row)
    return fieldwork_rows(actor, row)


def fieldwork_rows(actor: Actor, row: Case) -> Fieldwork:
    """The same of a case that was looked at."""
    names = {each.person: each.name for each in members_of(row)}
    return Fieldwork(
        visits=tuple(_visits(row, names)),
        inquiries=tuple(map(_inquiry, Inquiry.objects.filter(case=row).order_by("-asked_on"))),
        appraisals=tuple(map(_appraisal, Appraisal.objects.filter(case=row).order_by("-held_on"))),
        assessments=tuple(
            _assessment(actor, each, names)
            for each in Assessment.objects.filter(case=row).order_by("-recorded_at")
        ),
    )


def _visits(row: Case, names: Mapping[UUID, str]) -> Iterator[VisitRow]:
    reports = {each.order_id: each for each in Visit.objects.filter(case=row)}
    for order in VisitOrder.objects.filter(case=row).order_by("-ordered_at"):
        yield visit_row(order, reports.get(order.pk), names)


def visit_row(order: VisitOrder, visit: Visit | None, names: Mapping[UUID, str]) -> VisitRow:
    """A visit as it is shown: ordered only, or with its report."""
    state = VisitState(order.state)
    shown = VisitRow(
        order=order.pk,
        step=order.step,
        state=state.value,
        state_title=state.label,
        first_name=order.first_name,
        second_name=order.second_name,
        due_on=order.due_on,
        void_because=order.void_because,
    )
    return shown if visit is None else _reported(shown, visit, names)


def _reported(shown: VisitRow, visit: Visit, names: Mapping[UUID, str]) -> VisitRow:
    way, signed = Way(visit.way).label, SignedHow(visit.signed_how).label
    return VisitRow(
        order=shown.order,
        step=shown.step,
        state=shown.state,
        state_title=shown.state_title,
        first_name=shown.first_name,
        second_name=shown.second_name,
        due_on=shown.due_on,
        void_because=shown.void_because,
        visit=visit.pk,
        way_title=f"{way}（{visit.way_because}）" if visit.way_because else way,
        visited_at=visit.visited_at,
        received_at=visit.received_at,
        met=visit.met or "",
        seen=tuple(_seen(json.loads(visit.findings or "[]"), names)),
        remarks=visit.remarks or "",
        position=visit.position or "",
        signed=f"{signed}（{visit.unsigned_because}）" if visit.unsigned_because else signed,
        signed_by=visit.signed_by or "",
        signature=visit.signature,
        photos=tuple(visit.photos),
        confirmed_at=visit.confirmed_at,
    )


def _seen(findings: Sequence[Mapping[str, object]], names: Mapping[UUID, str]) -> Iterator[Seen]:
    for each in findings:
        entity = Entity(str(each["entity"]))
        vocabulary = VOCABULARY.of(entity)
        whose = names.get(UUID(str(each["subject"])), "全家")
        stated = each["facts"]
        for name, value in stated.items() if isinstance(stated, dict) else ():
            if name in vocabulary:
                fact = vocabulary[name]
                text = value_text(value, fact.unit)
                yield Seen(whose, fact.title, text, bool(each["agrees"]))


def _inquiry(each: Inquiry) -> InquiryRow:
    return InquiryRow(
        id=each.pk,
        asked_on=each.asked_on,
        standing_title=each.get_standing_display(),
        asked=each.asked or "",
        answer=each.answer or "",
        agreement=each.agreement,
        agreement_title=each.get_agreement_display(),
        recorded_name=each.recorded_name,
    )


def _appraisal(each: Appraisal) -> AppraisalRow:
    people = json.loads(each.attendees or "[]")
    return AppraisalRow(
        id=each.pk,
        held_on=each.held_on,
        venue=each.venue,
        attendees=tuple((one["name"], one["role"]) for one in people),
        votes_for=each.votes_for,
        votes_against=each.votes_against,
        abstained=each.abstained,
        minutes=each.minutes or "",
        conclusion=each.conclusion,
        conclusion_title=each.get_conclusion_display(),
        document=each.document,
        recorded_name=each.recorded_name,
    )


def _assessment(actor: Actor, each: Assessment, names: Mapping[UUID, str]) -> AssessmentRow:
    form = FORMS[each.form]
    scores = json.loads(each.scores or "{}")
    state = AssessmentState(each.state)
    mine = state is AssessmentState.RECORDED and each.recorded_by != actor.account
    return AssessmentRow(
        id=each.pk,
        person=each.person,
        who=names.get(each.person, ""),
        form_title=form.title,
        standard=form.standard,
        assessed_on=each.assessed_on,
        venue=each.venue,
        informant=each.informant or "",
        state=state.value,
        state_title=state.label,
        level_title=each.level_title,
        total=each.total,
        first_name=each.first_name,
        second_name=each.second_name,
        reason_title=each.get_reason_display(),
        void_because=each.void_because,
        scores=tuple(
            (fact.title, value_text(scores.get(fact.name), fact.unit)) for fact in form.facts
        ),
        mine_to_confirm=mine and actor.account in (each.first, each.second),
    )
