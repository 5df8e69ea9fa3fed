"""What the forms of fieldwork start from."""

from dataclasses import dataclass, field
from uuid import UUID

from minzheng.catalogue.casework.steps import StepKind
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.casework.cases import seen_case
from minzheng.kernel.casework.fieldwork.assessments import forms_of
from minzheng.kernel.casework.fieldwork.forms import AssessmentForm
from minzheng.kernel.casework.fieldwork.orders import on_errand, order_of, own_errand
from minzheng.kernel.casework.fieldwork.questions import members_of
from minzheng.kernel.casework.fieldwork.reading import VisitRow, visit_row
from minzheng.kernel.casework.fieldwork.visitors import PERMISSION, Candidate, candidates
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case, Errand, Visit, VisitOrder, VisitState
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.documents.api import OpenedDocument, made_document
from minzheng.kernel.registry.api.parties import Party


@dataclass(frozen=True, slots=True)
class AssessmentSheet:
    """Whom to assess, by which forms, and who could be the other assessor."""

    forms: tuple[AssessmentForm, ...]
    persons: tuple[Party, ...] = field(repr=False)
    assessors: tuple[Candidate, ...]


@query(permission=PERMISSION)
def visit_step(actor: Actor, *, case: UUID) -> str:
    """The visit that a case wants now. Raises `Conflict`, `Unseen`."""
    return _open_step(seen_case(case), StepKind.VISIT, "该办件现在没有待办的入户调查。")


@query(permission=PERMISSION, action="visit.read")
def assessment_sheet(actor: Actor, *, case: UUID) -> AssessmentSheet:
    """What the form of an assessment starts from. Raises `Unseen`, `Refused`."""
    row = seen_case(case)
    persons = members_of(row)
    if not persons:
        raise Refused("该办件没有登记在册的人员，不能评估。")
    # The one whom the case is about stands first.
    named = row.subject_id or row.applicant_id
    ordered = sorted(persons, key=lambda each: each.person != named)
    tell(row)
    return AssessmentSheet(forms_of(row), tuple(ordered), candidates(actor, case=case))


@query(permission=PERMISSION, action="visit.read")
def visit_to_confirm(actor: Actor, *, errand: UUID) -> VisitRow:
    """The report that waits for the actor's word. Raises `Conflict`, `Unseen`."""
    own = own_errand(actor, errand)
    with on_errand(own):
        order, visit = _awaiting(actor, own)
        names = {each.person: each.name for each in members_of(order.case)}
        tell(order.case, visit=str(visit.pk))
        return visit_row(order, visit, names)


@query(permission=PERMISSION, action="document.read")
def visit_picture(actor: Actor, *, errand: UUID, document: UUID) -> OpenedDocument:
    """A photo of the report that waits for the actor's word. Raises `Conflict`, `Unseen`.

    A visitor of another village sees no file there; the errand opens the pictures of its report,
    as long as it waits.
    """
    own = own_errand(actor, errand)
    with on_errand(own):
        order, visit = _awaiting(actor, own)
        if document not in (*visit.photos, visit.signature):
            raise Unseen
        tell(order.case, visit=str(visit.pk), document=str(document))
        return made_document(document)


def _awaiting(actor: Actor, own: Errand) -> tuple[VisitOrder, Visit]:
    """The report of the other investigator, inside `on_errand`."""
    order = order_of(own)
    visit = Visit.objects.filter(order=order).first()
    if visit is None or order.state != VisitState.RECORDED:
        raise Conflict("该次入户现在不需要确认，请刷新后再看。")
    if visit.recorded_by == actor.account:
        raise Unseen
    return order, visit


def _open_step(row: Case, kind: StepKind, otherwise: str) -> str:
    for each in item_of(row).steps:
        if each.kind is kind and each.code in row.open_steps:
            return each.code
    raise Conflict(otherwise)
