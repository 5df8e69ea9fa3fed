"""How many queries each screen takes. More is a slip; fewer is a new line here."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.desk.conftest import SignedIn
from tests.desk.records import Records
from tests.desk.visits import Visit, visits

COUNTS: dict[str, int] = {
    "account_decide": 10,
    "account_new": 10,
    "address_end": 11,
    "address_new": 12,
    "appraisal_new": 9,
    "assessment_contradict": 9,
    "assessment_new": 17,
    "audit": 14,
    "case": 29,
    "case_backdate": 9,
    "case_batch": 8,
    "case_board": 13,
    "case_check": 22,
    "case_compliance": 15,
    "case_decide": 17,
    "case_discontinue": 9,
    "case_extend": 23,
    "case_fieldwork": 18,
    "case_flags": 9,
    "case_hand_over": 10,
    "case_hearing": 12,
    "case_letters": 13,
    "case_list": 13,
    "case_migrate": 9,
    "case_new": 8,
    "case_outdated": 10,
    "case_outside": 26,
    "case_overdue": 10,
    "case_paper_add": 16,
    "case_papers": 26,
    "case_questions": 17,
    "case_receive": 16,
    "case_reinvestigate": 9,
    "case_step": 23,
    "case_suspend": 9,
    "case_withdraw": 9,
    "cases": 14,
    "check_again": 9,
    "check_ask_again": 9,
    "check_authorise": 21,
    "check_authorise_supporter": 21,
    "check_difference": 14,
    "check_objection": 9,
    "check_question": 15,
    "check_refuse": 19,
    "check_refuse_supporter": 19,
    "check_report": 10,
    "check_settle": 9,
    "check_tell": 9,
    "check_withdraw": 9,
    "conference": 19,
    "conference_cancel": 13,
    "conference_new": 9,
    "conference_task": 9,
    "contact_end": 11,
    "contact_new": 10,
    "delegation_end": 9,
    "delegation_new": 8,
    "delegation_refuse": 9,
    "delegations": 10,
    "dispute_decide": 8,
    "disputes": 11,
    "division": 13,
    "division_change": 9,
    "division_changes": 9,
    "division_choices": 7,
    "division_merge": 13,
    "division_move": 11,
    "division_rename": 10,
    "division_split": 10,
    "divisions": 13,
    "duplicate": 35,
    "duplicates": 12,
    "emergency": 8,
    "emergency_file": 12,
    "emergency_reviews": 10,
    "evidence_withdraw": 12,
    "export_new": 11,
    "export_trace": 8,
    "exports": 10,
    "facilities": 13,
    "facility_close": 9,
    "facility_new": 11,
    "hearing_record": 12,
    "household": 19,
    "household_case_new": 8,
    "household_cases": 9,
    "household_end": 8,
    "household_evidence_new": 9,
    "household_history": 8,
    "household_join": 8,
    "household_leave": 8,
    "household_new": 11,
    "household_statement_new": 8,
    "household_statement_withdraw": 8,
    "household_transfer": 12,
    "households": 14,
    "identity_correct": 10,
    "identity_new": 10,
    "import": 13,
    "import_new": 11,
    "import_progress": 8,
    "import_workbook": 8,
    "imports": 10,
    "incoming": 11,
    "incoming_open": 10,
    "inquiry_new": 9,
    "letter": 12,
    "letter_file": 9,
    "letter_service": 9,
    "merge_undo": 10,
    "name_new": 10,
    "notice": 13,
    "notice_new": 13,
    "notice_photo": 12,
    "notice_print": 12,
    "notice_restart": 12,
    "notice_withdraw": 12,
    "notices": 11,
    "objection": 23,
    "objection_new": 9,
    "offer": 11,
    "organisation": 12,
    "organisation_edit": 14,
    "organisation_facility_new": 11,
    "organisation_new": 11,
    "organisations": 13,
    "own_account": 9,
    "pace_alerts": 11,
    "pace_settle": 10,
    "person": 26,
    "person_case_new": 8,
    "person_cases": 9,
    "person_death": 22,
    "person_edit": 26,
    "person_evidence_new": 11,
    "person_history": 8,
    "person_label": 11,
    "person_move": 12,
    "person_new": 12,
    "person_statement_new": 10,
    "person_statement_withdraw": 10,
    "person_transfer": 13,
    "persons": 14,
    "post": 10,
    "post_new": 13,
    "posts": 10,
    "receipt_new": 9,
    "receipts": 10,
    "relatives": 9,
    "roster": 13,
    "roster_leave": 8,
    "roster_new": 11,
    "search": 8,
    "staff": 11,
    "staff_disable": 10,
    "staff_member": 11,
    "staff_new": 11,
    "supporter_end": 11,
    "supporter_new": 10,
    "supporter_statement_new": 10,
    "token_new": 10,
    "tokens": 10,
    "transfer_end": 9,
    "transfers": 12,
    "visit_confirm": 14,
    "visit_contradict": 8,
    "visit_form": 15,
    "visit_order": 15,
    "visit_void": 9,
    "visit_worker": 6,
    "visits": 13,
    "workbench": 20,
}
"""Route -> queries of one opening, all told: session, post, scope, trail and frame included."""

SCREENS = [visit for visit in visits() if visit.accepts("get")]


@pytest.mark.parametrize("visit", SCREENS, ids=lambda visit: visit.route)
def test_a_screen_takes_as_many_queries_as_before(
    visit: Visit, as_: SignedIn, records: Records
) -> None:
    client = as_(visit.who)
    address = visit.address(records)
    # The first opening also fills what is kept for the life of the process.
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) == COUNTS[visit.route], "\n".join(each["sql"][:200] for each in queries)


def test_every_screen_is_counted_and_no_other() -> None:
    assert set(COUNTS) == {visit.route for visit in SCREENS}


def test_a_list_takes_as_many_queries_for_one_row_as_for_many(
    as_: SignedIn, records: Records
) -> None:
    client = as_("town_clerk_a")
    taken = []
    for name in ("张翠山", "张"):
        client.post("/search/", {"query": name})
        with CaptureQueriesContext(connection) as queries:
            client.post("/search/", {"query": name})
        taken.append(len(queries))
    assert taken[0] == taken[1]
