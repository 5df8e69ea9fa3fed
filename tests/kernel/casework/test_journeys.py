"""Cases go their way: states, tasks, clocks and timeline together."""

from datetime import date

import pytest

from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused
from minzheng.kernel.casework.api import intake, leaving, reading, work
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.moving import move
from minzheng.kernel.registry.api.facts import facts_on
from tests.kernel.casework.matters import (
    DIBAO,
    LACKING,
    REVIEW,
    accepted,
    at_decision,
    at_publicity,
    days_later,
    decide,
    family,
    finish,
    investigated,
    live_steps,
    opened,
    questions,
    row_of,
    submitted,
)
from tests.people import COUNTY, TOWN_A, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "monday")]


def test_from_need_to_closed() -> None:
    with acting("town_clerk_a") as clerk:
        case = opened(clerk, family(clerk))
        assert live_steps(case) == {}
        intake.submit(clerk, case=case)
    assert live_steps(case) == {"acceptance": TOWN_A}
    with acting("town_clerk_a") as clerk:
        intake.accept(clerk, case=case, lacking_because=LACKING)
    assert live_steps(case) == {"check": COUNTY, "visit": TOWN_A}
    at_decision(case)
    assert live_steps(case) == {"decision": COUNTY}
    decide(case)
    row = row_of(case)
    assert (row.state, row.outcome, row.decided_on) == ("decided", "granted", date(2026, 11, 9))
    assert live_steps(case) == {"letter": TOWN_A, "publication": COUNTY}
    with acting("town_clerk_a") as clerk:
        move(clerk, locked(case), Act(ActKind.SERVE, "letter"))
    with acting("county_officer") as officer:
        move(officer, locked(case), Act(ActKind.PUBLISH, "publication"))
    row = row_of(case)
    assert (row.state, row.closed_at is not None) == ("closed", True)
    assert live_steps(case) == {}


def test_the_law_counts_thirty_working_days_from_acceptance() -> None:
    with acting("town_clerk_a") as clerk:
        case = accepted(clerk, family(clerk))
        view = reading.case_view(clerk, case=case)
    # 9 November 2026 is a Monday: the thirtieth working day after it is 21 December.
    assert view.due_on == date(2026, 12, 21)
    by_code = {each.code: each.due_on for each in view.clocks}
    assert by_code["visit_start"] == date(2026, 11, 12)
    assert {each.step: each.due_on for each in view.tasks}["visit"] == date(2026, 11, 12)


def test_what_is_missing_is_said_once() -> None:
    with acting("town_clerk_a") as clerk:
        case = submitted(clerk, family(clerk))
        intake.return_for_completion(clerk, case=case, missing=["户口簿", "收入证明"])
        assert row_of(case).state == "returned"
        assert live_steps(case) == {}
        intake.submit(clerk, case=case)
        with pytest.raises(Conflict, match="一次性告知"):
            intake.return_for_completion(clerk, case=case, missing=["诊断证明"])
        intake.return_for_completion(clerk, case=case, missing=["收入证明"])


def test_incomplete_papers_are_not_accepted_without_a_reason() -> None:
    with acting("town_clerk_a") as clerk:
        case = opened(clerk, family(clerk))
        ill = next(each for each in questions(clerk, case) if each.fact.name == "serious_illness")
        intake.save_answers(clerk, case=case, answers={ill.key: True})
        intake.submit(clerk, case=case)
        with pytest.raises(Refused, match="材料不齐：缺少重大疾病诊断材料"):
            intake.accept(clerk, case=case)
        intake.accept(clerk, case=case, lacking_because=LACKING)
        events = reading.case_view(clerk, case=case).events
    assert (events[0].title, events[0].note) == ("受理", LACKING)


def test_no_step_is_skipped() -> None:
    """T-09: whoever posts to the last step is told that it is not due."""
    with acting("town_clerk_a") as clerk:
        case = accepted(clerk, family(clerk))
    with acting("county_approver") as approver, pytest.raises(Conflict, match="还没有到"):
        move(approver, locked(case), Act(ActKind.DECIDE, "decision", Outcome.GRANTED.value))
    with acting("town_clerk_a") as clerk, pytest.raises(Conflict, match="还没有到"):
        work.finish(clerk, case=case, step="opinion", result="agree")


def test_a_task_is_its_office_s() -> None:
    with acting("town_clerk_a") as clerk:
        case = accepted(clerk, family(clerk))
        with pytest.raises(NotAllowed, match="其他机关"):
            work.finish(clerk, case=case, step="check")
    with acting("county_approver") as approver, pytest.raises(NotAllowed, match="没有此项权限"):
        work.finish(approver, case=case, step="check")
    with acting("county_officer") as officer, pytest.raises(Conflict, match="还没有发起"):
        work.finish(officer, case=case, step="check")


def test_an_objection_stops_the_case_until_it_is_looked_into() -> None:
    with acting("town_clerk_a") as clerk:
        case = accepted(clerk, family(clerk))
    at_publicity(case)
    with acting("town_clerk_a") as clerk:
        objection = work.object_to(clerk, case=case, text="他家有一辆货车。")
        with pytest.raises(Conflict, match="有异议"):
            move(clerk, locked(case), Act(ActKind.FINISH, "publicity", "unopposed"))
        work.reinvestigate(clerk, case=case, reason="核实车辆", disputed=True)
        assert set(live_steps(case)) == {"visit"}
        work.answer_objection(clerk, objection=objection, upheld=False, answer="车辆属其兄所有。")
        with pytest.raises(Conflict, match="已经处理"):
            work.answer_objection(clerk, objection=objection, upheld=True, answer="再改")
    finish("town_clerk_a", case, "visit")
    assert set(live_steps(case)) == {"appraisal"}


def test_an_objection_outside_a_notice_is_a_complaint_on_the_case() -> None:
    with acting("town_clerk_a") as clerk:
        case = accepted(clerk, family(clerk))
        work.object_to(clerk, case=case, text="他家不困难。", source="report")
    assert "complained" in row_of(case).flags


def test_suspended_days_do_not_count() -> None:
    with acting("town_clerk_a") as clerk:
        case = accepted(clerk, family(clerk))
        work.suspend(clerk, case=case, kind="inquiry", basis="异地协查")
        with pytest.raises(Conflict):
            work.suspend(clerk, case=case, kind="inquiry", basis="再次")
    with days_later(4), acting("town_clerk_a") as clerk:
        work.resume(clerk, case=case, kind="inquiry")
        view = reading.case_view(clerk, case=case)
    # Monday to Friday: the four working days after the acceptance.
    assert view.due_on == date(2026, 12, 25)
    assert [(each.from_on, each.to_on) for each in view.suspensions] == [
        (date(2026, 11, 9), date(2026, 11, 13))
    ]


def test_a_limit_is_extended_once_on_a_ground_of_the_law() -> None:
    with acting("town_clerk_a") as clerk:
        case = accepted(clerk, family(clerk))
    with acting("county_approver") as approver:
        clocks = reading.case_view(approver, case=case).clocks
        total = next(each for each in clocks if each.code == "total")
        with pytest.raises(Refused, match="只有下列情形"):
            work.extend(approver, case=case, limit=total.id, because="人手不足")
        work.extend(approver, case=case, limit=total.id, because=total.grounds[0])
        with pytest.raises(Refused, match="已经延长过一次"):
            work.extend(approver, case=case, limit=total.id, because=total.grounds[0])
        assert reading.case_view(approver, case=case).due_on == date(2027, 1, 12)


def test_withdrawn_and_discontinued() -> None:
    with acting("town_clerk_a") as clerk:
        first = accepted(clerk, family(clerk, sequence=1))
        leaving.withdraw(clerk, case=first, reason="已找到工作")
        second = accepted(clerk, family(clerk, sequence=3))
        leaving.discontinue(clerk, case=second, reason="无正当理由不配合调查（57号第29条）")
    assert (row_of(first).state, row_of(first).outcome) == ("closed", "withdrawn")
    # Whoever did not cooperate is told so in writing.
    assert (row_of(second).state, set(live_steps(second))) == ("decided", {"letter"})


def test_declined_with_a_letter() -> None:
    with acting("town_clerk_a") as clerk:
        case = submitted(clerk, family(clerk))
        with pytest.raises(Refused):
            intake.decline(clerk, case=case, reason=" ")
        intake.decline(clerk, case=case, reason="不属于本机关受理范围")
    assert (row_of(case).outcome, set(live_steps(case))) == ("declined", {"letter"})


def test_the_office_s_own_review_begins_at_once() -> None:
    with acting("town_clerk_a") as clerk:
        case = submitted(clerk, family(clerk), REVIEW)
        row = row_of(case)
        assert (row.state, row.accepted_on) == ("open", date(2026, 11, 9))
        with pytest.raises(Conflict, match="不能撤回"):
            leaving.withdraw(clerk, case=case, reason="不想复核")


def test_what_a_review_is_told_becomes_facts_as_it_begins() -> None:
    with acting("town_clerk_a") as clerk:
        household = family(clerk)
        case = opened(clerk, household, REVIEW)
        wage = next(each for each in questions(clerk, case) if each.fact.name == "wage")
        intake.save_answers(clerk, case=case, answers={wage.key: 123_456})
        intake.submit(clerk, case=case)
        known = facts_on(clerk, subject=wage.subject, on=date(2026, 11, 9))
    assert (known["wage"].value, known["wage"].source) == (123_456, "declared")


def test_a_case_is_pinned_to_the_version_in_force() -> None:
    with acting("town_clerk_a") as clerk:
        case = opened(clerk, family(clerk))
    assert row_of(case).item == DIBAO
    assert row_of(case).item_version == date(2026, 7, 1)


def test_investigation_runs_side_by_side() -> None:
    with acting("town_clerk_a") as clerk:
        case = accepted(clerk, family(clerk))
    finish("town_clerk_a", case, "visit")
    assert set(live_steps(case)) == {"check"}
    with acting("town_clerk_a") as clerk:
        other = accepted(clerk, family(clerk, sequence=3))
    investigated(other)
    assert set(live_steps(other)) == {"opinion"}
