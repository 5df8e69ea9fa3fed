"""Assessments by two assessors; the level is made of the scores by the rules, never entered."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from minzheng.base.months import Month
from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.catalogue.casework.steps import Step, StepKind
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.api import Colleague
from minzheng.kernel.access.commands import command
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.concerned import require_uninvolved
from minzheng.kernel.casework.fieldwork.commissions import for_the_office
from minzheng.kernel.casework.fieldwork.forms import (
    AssessmentForm,
    Level,
    form_of,
    forms_for,
    level_of,
)
from minzheng.kernel.casework.fieldwork.questions import members_of
from minzheng.kernel.casework.fieldwork.visitors import PERMISSION, two_visitors
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Assessment, AssessmentReason, AssessmentState, Case
from minzheng.kernel.casework.moving import move
from minzheng.kernel.casework.places import place
from minzheng.kernel.casework.timeline import note as note_down
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.registry.api import facts
from minzheng.kernel.registry.api.choices import Source
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.api.listing import one
from minzheng.kernel.registry.api.parties import checked as checked_facts
from minzheng.rules.evaluation.people import Value
from minzheng.rules.facts import Entity


@dataclass(frozen=True, slots=True)
class Assessed:
    """A filled-in form about one person."""

    form: str
    person: UUID
    reason: str
    assessed_on: date
    venue: str
    scores: Mapping[str, object] = field(repr=False)
    informant: str = field(default="", repr=False)


def forms_of(row: Case) -> tuple[AssessmentForm, ...]:
    """The forms that a case may want."""
    return forms_for(item_of(row).decides, Month.of(clock.today()))


@command(permission=PERMISSION, action="assessment.record")
def record_assessment(
    actor: Actor, *, case: UUID, assessed: Assessed, assessors: Sequence[UUID]
) -> UUID:
    """Write down the scores; the other assessor confirms them with the own account.

    The actor is one of the two. Raises `Refused`, `Conflict`, `Recused`, `Unseen`.
    """
    row = locked(case)
    require_uninvolved(actor, row, PERMISSION)
    step = _open_step(row)
    if actor.account not in assessors:
        raise Refused("登记人应当是两名评估人员之一。")
    waiting = Assessment.objects.filter(case=row, state=AssessmentState.RECORDED)
    if waiting.filter(person=assessed.person).exists():
        raise Conflict("此人已有一份待确认的评估，请先确认或者作废。")
    first, second = two_visitors(row, assessors, step)
    form = form_of(assessed.form)
    level = _level(row, form, assessed)
    assessment = _written(actor, row, step, assessed, level)
    _signed(assessment, first, second)
    try:
        with transaction.atomic():
            assessment.save(force_insert=True)
    except IntegrityError:
        raise Refused("所选评估人员不能评估此人（回避或者同一人）。") from None
    note_down(actor, row, "assessment_recorded", step=step.code)
    tell(row, assessment=str(assessment.pk))
    return assessment.pk


@command(permission=PERMISSION, action="assessment.confirm")
def confirm_assessment(actor: Actor, *, assessment: UUID) -> None:
    """The other assessor stands by the scores: they become statements of fact.

    Raises `Refused` for anybody but the other assessor, `Conflict`, `Recused`, `Unseen`.
    """
    row = locked(one(Assessment.objects, assessment).case_id)
    require_uninvolved(actor, row, PERMISSION)
    found = _to_settle(actor, assessment)
    found.state = AssessmentState.CONFIRMED
    found.confirmed_by, found.confirmed_person = actor.account, actor.person
    found.confirmed_at = clock.now()
    found.save(update_fields=["state", "confirmed_by", "confirmed_person", "confirmed_at"])
    facts.add_statement(
        actor,
        subject=Subject(Entity.PERSON, found.person),
        source=Source.VISIT,
        facts=json.loads(found.scores or "{}"),
        valid_from=found.assessed_on,
        note=form_of(found.form).title,
    )
    if found.step in row.open_steps:
        move(for_the_office(actor, row, found.step), row, Act(ActKind.FINISH, found.step))
    tell(row, assessment=str(assessment))


@command(permission=PERMISSION, action="assessment.void")
def contradict_assessment(actor: Actor, *, assessment: UUID, because: str) -> None:
    """The other assessor does not stand by the scores; the person is assessed anew."""
    if not because.strip():
        raise Refused("请写明不同意的原因。")
    row = locked(one(Assessment.objects, assessment).case_id)
    found = _to_settle(actor, assessment)
    found.state, found.void_because = AssessmentState.VOID, because.strip()[:200]
    found.save(update_fields=["state", "void_because"])
    note_down(actor, row, "assessment_void", step=found.step, note=found.void_because)
    tell(row, assessment=str(assessment))


def _written(actor: Actor, row: Case, step: Step, assessed: Assessed, level: Level) -> Assessment:
    return Assessment(
        **place(row),
        person=assessed.person,
        step=step.code,
        form=assessed.form,
        reason=assessed.reason,
        assessed_on=assessed.assessed_on,
        venue=assessed.venue.strip()[:100],
        informant=assessed.informant.strip()[:200] or None,
        scores=json.dumps(dict(assessed.scores), ensure_ascii=False),
        total=level.total,
        level=level.level,
        level_title=level.title,
        rule=level.rule,
        recorded_by=actor.account,
        recorded_person=actor.person,
        recorded_at=clock.now(),
    )


def _signed(assessment: Assessment, first: Colleague, second: Colleague) -> None:
    assessment.first, assessment.first_person = first.account, first.person
    assessment.second, assessment.second_person = second.account, second.person
    assessment.first_name, assessment.second_name = first.name, second.name


def _level(row: Case, form: AssessmentForm, assessed: Assessed) -> Level:
    if assessed.person not in {each.person for each in members_of(row)}:
        raise Unseen
    if assessed.reason not in AssessmentReason.values:
        raise Refused("请选择评估原因。")
    if assessed.assessed_on > clock.today():
        raise Refused("评估日期不能晚于今天。")
    if not assessed.venue.strip():
        raise Refused("请填写评估地点。")
    scores = checked_facts(Entity.PERSON, assessed.scores)
    missing = [each.title for each in form.facts if scores.get(each.name) is None]
    beside = {each.title for each in form.facts if each.name in form.beside}
    unscored = [title for title in missing if title not in beside]
    if unscored:
        raise Refused(f"请为每一项评分，还缺：{'、'.join(unscored[:3])}（共{len(unscored)}项）。")
    known: dict[str, Value] = {name: value for name, value in scores.items() if value is not None}
    return level_of(form, known, Month.of(assessed.assessed_on), row.division)


def _open_step(row: Case) -> Step:
    for each in item_of(row).steps:
        if each.kind is StepKind.ASSESS and each.code in row.open_steps:
            return each
    raise Conflict("该办件现在没有待办的评估。")


def _to_settle(actor: Actor, assessment: UUID) -> Assessment:
    found = one(Assessment.objects, assessment, lock=True)
    if found.state != AssessmentState.RECORDED:
        raise Conflict("该份评估现在不需要确认，请刷新后再看。")
    if actor.account not in (found.first, found.second):
        raise Refused("评估由另一名评估人员确认。")
    if actor.account == found.recorded_by or actor.person == found.recorded_person:
        raise Refused("评估由另一名评估人员确认，不能由登记人本人确认。")
    return found
