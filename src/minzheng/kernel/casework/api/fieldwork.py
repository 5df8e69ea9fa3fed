"""For the faces: visits, inquiries, appraisals and assessments."""

from minzheng.kernel.casework.fieldwork.assessments import (
    Assessed,
    confirm_assessment,
    contradict_assessment,
    forms_of,
    record_assessment,
)
from minzheng.kernel.casework.fieldwork.forms import FORMS, AssessmentForm
from minzheng.kernel.casework.fieldwork.inquiries import (
    Attendee,
    Meeting,
    record_appraisal,
    record_inquiry,
)
from minzheng.kernel.casework.fieldwork.orders import ErrandRow, errands, order_visit, void_order
from minzheng.kernel.casework.fieldwork.questions import Question
from minzheng.kernel.casework.fieldwork.reading import Fieldwork, VisitRow, fieldwork_of
from minzheng.kernel.casework.fieldwork.reports import (
    ErrandFile,
    Finding,
    VisitReport,
    confirm_visit,
    contradict_visit,
    errand_file,
    record_visit,
)
from minzheng.kernel.casework.fieldwork.sheets import (
    AssessmentSheet,
    assessment_sheet,
    visit_picture,
    visit_step,
    visit_to_confirm,
)
from minzheng.kernel.casework.fieldwork.visitors import Candidate, candidates
from minzheng.kernel.casework.models import (
    Agreement,
    AssessmentReason,
    SignedHow,
    Standing,
    Way,
)

AGREEMENTS = Agreement.choices
REASONS = AssessmentReason.choices
SIGNED_HOW = SignedHow.choices
STANDINGS = Standing.choices
WAYS = Way.choices

__all__ = [
    "AGREEMENTS",
    "FORMS",
    "REASONS",
    "SIGNED_HOW",
    "STANDINGS",
    "WAYS",
    "Assessed",
    "AssessmentForm",
    "AssessmentSheet",
    "Attendee",
    "Candidate",
    "ErrandFile",
    "ErrandRow",
    "Fieldwork",
    "Finding",
    "Meeting",
    "Question",
    "VisitReport",
    "VisitRow",
    "assessment_sheet",
    "candidates",
    "confirm_assessment",
    "confirm_visit",
    "contradict_assessment",
    "contradict_visit",
    "errand_file",
    "errands",
    "fieldwork_of",
    "forms_of",
    "order_visit",
    "record_appraisal",
    "record_assessment",
    "record_inquiry",
    "record_visit",
    "visit_picture",
    "visit_step",
    "visit_to_confirm",
    "void_order",
]
