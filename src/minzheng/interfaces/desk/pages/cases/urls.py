"""The addresses of casework."""

from django.urls import path

from minzheng.interfaces.desk.pages.cases import (
    batch,
    board,
    clocks,
    conferences,
    decision,
    delegations,
    endings,
    explained,
    flags,
    hearings,
    inbox,
    intake,
    letters,
    lists,
    objections,
    outdated,
    pace,
    page,
    papers,
    proofs,
    questions,
    receiving,
    replaying,
    steps,
    windows,
)

_CASE = "cases/<uuid:case>/"
_LETTER = f"{_CASE}letters/<uuid:letter>/"
_CONFERENCE = f"{_CASE}conferences/<uuid:conference>/"
_HELD = f"{_CASE}papers/<uuid:held>/"
_DELEGATION = "delegations/<uuid:delegation>/"

OFFICE = [
    path("cases/", inbox.Inbox.as_view(), name="cases"),
    path("cases/all/", lists.CaseList.as_view(), name="case_list"),
    path("cases/new/", intake.CaseNew.as_view(), name="case_new"),
    path("cases/batch/", batch.CaseBatch.as_view(), name="case_batch"),
    path("cases/board/", board.CaseBoard.as_view(), name="case_board"),
    path("cases/overdue/", inbox.Escalated.as_view(), name="case_overdue"),
    path("cases/outdated/", outdated.OutdatedCases.as_view(), name="case_outdated"),
    path("pace/", pace.PaceAlerts.as_view(), name="pace_alerts"),
    path("pace/<uuid:pace>/", pace.PaceAlertSettle.as_view(), name="pace_settle"),
    path("cases/compliance/", board.CaseCompliance.as_view(), name="case_compliance"),
    path("receipts/", windows.ReceiptList.as_view(), name="receipts"),
    path("receipts/new/", windows.ReceiptNew.as_view(), name="receipt_new"),
    path("incoming/", windows.IncomingList.as_view(), name="incoming"),
    path("incoming/<uuid:incoming>/", windows.IncomingOpen.as_view(), name="incoming_open"),
    path("delegations/", delegations.Delegations.as_view(), name="delegations"),
    path("delegations/new/", delegations.DelegationNew.as_view(), name="delegation_new"),
    path(
        f"{_DELEGATION}approve/",
        delegations.DelegationApprove.as_view(),
        name="delegation_approve",
    ),
    path(f"{_DELEGATION}refuse/", delegations.DelegationRefuse.as_view(), name="delegation_refuse"),
    path(f"{_DELEGATION}end/", delegations.DelegationEnd.as_view(), name="delegation_end"),
]

FILES = [
    path("households/<uuid:household>/cases/", lists.CasesOf.as_view(), name="household_cases"),
    path("persons/<uuid:person>/cases/", lists.CasesOf.as_view(), name="person_cases"),
    path(
        "households/<uuid:household>/cases/new/",
        intake.HouseholdCaseNew.as_view(),
        name="household_case_new",
    ),
    path(
        "persons/<uuid:person>/cases/new/", intake.PersonCaseNew.as_view(), name="person_case_new"
    ),
]

ONE = [
    path(_CASE, page.CasePage.as_view(), name="case"),
    path(f"{_CASE}questions/", questions.CaseQuestions.as_view(), name="case_questions"),
    path(f"{_CASE}papers/", papers.CasePapers.as_view(), name="case_papers"),
    path(f"{_CASE}papers/add/<slug:paper>/", papers.CasePaperAdd.as_view(), name="case_paper_add"),
    path(f"{_HELD}refuse/", proofs.PaperRefuse.as_view(), name="case_paper_refuse"),
    path(f"{_HELD}keep/", proofs.PaperKeep.as_view(), name="case_paper_keep"),
    path(f"{_HELD}detach/", proofs.PaperDetach.as_view(), name="case_paper_detach"),
    path(f"{_CASE}submit/", papers.CaseSubmit.as_view(), name="case_submit"),
    path(f"{_CASE}receive/", receiving.CaseReceive.as_view(), name="case_receive"),
    path(f"{_CASE}tasks/<uuid:task>/take/", steps.TaskTake.as_view(), name="task_take"),
    path(f"{_CASE}tasks/<uuid:task>/release/", steps.TaskRelease.as_view(), name="task_release"),
    path(f"{_CASE}steps/<slug:duty>/", steps.CaseStep.as_view(), name="case_step"),
    path(f"{_CASE}proposal/", explained.CaseProposal.as_view(), name="case_proposal"),
    path(f"{_CASE}outside/", page.CaseOutside.as_view(), name="case_outside"),
    path(f"{_CASE}replay/", replaying.CaseReplay.as_view(), name="case_replay"),
    path(f"{_CASE}migration/", outdated.CaseMigrate.as_view(), name="case_migrate"),
    path(f"{_CASE}decide/", decision.CaseDecide.as_view(), name="case_decide"),
    path(f"{_CASE}hearing/", hearings.CaseHearing.as_view(), name="case_hearing"),
    path(
        f"{_CASE}hearing/<uuid:hearing>/", hearings.HearingRecord.as_view(), name="hearing_record"
    ),
    path(f"{_CASE}letters/", letters.CaseLetters.as_view(), name="case_letters"),
    path(_LETTER, letters.LetterPage.as_view(), name="letter"),
    path(f"{_LETTER}service/", letters.LetterServed.as_view(), name="letter_service"),
    path(f"{_LETTER}<slug:form>/", letters.LetterFile.as_view(), name="letter_file"),
    path(f"{_CASE}objections/new/", objections.ObjectionNew.as_view(), name="objection_new"),
    path(f"{_CASE}objections/<uuid:objection>/", objections.Objection.as_view(), name="objection"),
    path(f"{_CASE}conferences/new/", conferences.ConferenceNew.as_view(), name="conference_new"),
    path(_CONFERENCE, conferences.ConferencePage.as_view(), name="conference"),
    path(f"{_CONFERENCE}cancel/", conferences.ConferenceCancel.as_view(), name="conference_cancel"),
    path(
        f"{_CONFERENCE}tasks/<uuid:task>/",
        conferences.ConferenceTaskEnd.as_view(),
        name="conference_task",
    ),
    path(
        f"{_CASE}reinvestigation/",
        objections.CaseReinvestigate.as_view(),
        name="case_reinvestigate",
    ),
    path(f"{_CASE}flags/", flags.CaseFlags.as_view(), name="case_flags"),
    path(f"{_CASE}backdating/", clocks.CaseBackdate.as_view(), name="case_backdate"),
    path(f"{_CASE}hand-over/", endings.CaseHandOver.as_view(), name="case_hand_over"),
    path(f"{_CASE}withdraw/", endings.CaseWithdraw.as_view(), name="case_withdraw"),
    path(f"{_CASE}discontinue/", endings.CaseDiscontinue.as_view(), name="case_discontinue"),
    path(f"{_CASE}suspend/", clocks.CaseSuspend.as_view(), name="case_suspend"),
    path(f"{_CASE}resume/", clocks.CaseResume.as_view(), name="case_resume"),
    path(f"{_CASE}extend/", clocks.CaseExtend.as_view(), name="case_extend"),
]

CASES = [*OFFICE, *FILES, *ONE]
