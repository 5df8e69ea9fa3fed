"""The addresses of fieldwork and notices."""

from django.urls import path

from minzheng.interfaces.desk.pages.fieldwork import (
    assessments,
    errands,
    findings,
    notices,
    offline,
)

_CASE = "cases/<uuid:case>/"
_ERRAND = "visits/<uuid:errand>/"
_ASSESSMENT = f"{_CASE}assessments/<uuid:assessment>/"
_NOTICE = "notices/<uuid:notice>/"

FIELDWORK = [
    path("visits/", errands.OwnVisits.as_view(), name="visits"),
    path("visits/worker.js", offline.VisitWorker.as_view(), name="visit_worker"),
    path(_ERRAND, errands.VisitForm.as_view(), name="visit_form"),
    path(f"{_ERRAND}confirm/", errands.VisitConfirm.as_view(), name="visit_confirm"),
    path(f"{_ERRAND}contradict/", errands.VisitContradict.as_view(), name="visit_contradict"),
    path(
        f"{_ERRAND}pictures/<uuid:document>/", errands.VisitPicture.as_view(), name="visit_picture"
    ),
    path(f"{_CASE}fieldwork/", findings.CaseFieldwork.as_view(), name="case_fieldwork"),
    path(f"{_CASE}visits/new/", findings.VisitOrder.as_view(), name="visit_order"),
    path(f"{_CASE}visits/<uuid:order>/void/", findings.VisitVoid.as_view(), name="visit_void"),
    path(f"{_CASE}inquiries/new/", findings.InquiryNew.as_view(), name="inquiry_new"),
    path(f"{_CASE}appraisals/new/", findings.AppraisalNew.as_view(), name="appraisal_new"),
    path(f"{_CASE}assessments/new/", assessments.AssessmentNew.as_view(), name="assessment_new"),
    path(
        f"{_ASSESSMENT}confirm/",
        assessments.AssessmentConfirm.as_view(),
        name="assessment_confirm",
    ),
    path(
        f"{_ASSESSMENT}contradict/",
        assessments.AssessmentContradict.as_view(),
        name="assessment_contradict",
    ),
    path(f"{_CASE}notices/new/", notices.NoticeNew.as_view(), name="notice_new"),
    path("notices/", notices.NoticeList.as_view(), name="notices"),
    path(_NOTICE, notices.NoticePage.as_view(), name="notice"),
    path(f"{_NOTICE}print/", notices.NoticePrint.as_view(), name="notice_print"),
    path(f"{_NOTICE}photo/", notices.NoticePhoto.as_view(), name="notice_photo"),
    path(f"{_NOTICE}restart/", notices.NoticeRestart.as_view(), name="notice_restart"),
    path(f"{_NOTICE}withdraw/", notices.NoticeWithdraw.as_view(), name="notice_withdraw"),
]
