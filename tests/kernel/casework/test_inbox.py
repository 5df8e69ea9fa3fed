"""What waits at an office, in the order of the days; and the supervisor's figures."""

from datetime import date

import pytest

from minzheng.kernel.casework.api import boards, intake, reading, work
from tests.kernel.casework.matters import accepted, at_decision, days_later, family, submitted
from tests.people import COUNTY, TOWN_A, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "monday")]


def test_the_board_counts_by_office() -> None:
    with acting("town_clerk_a") as clerk:
        done = accepted(clerk, family(clerk, sequence=1))
        case = submitted(clerk, family(clerk, sequence=3))
        intake.return_for_completion(clerk, case=case, missing=["户口簿"])
    at_decision(done)
    with days_later(20), acting("county_approver") as approver:
        since, until = date(2026, 11, 1), date(2026, 11, 30)
        board = {each.office: each for each in boards.board(approver, since=since, until=until)}
    assert (board[TOWN_A].closed, board[TOWN_A].closed_in_time, board[TOWN_A].returned) == (4, 4, 1)
    # The county's ten working days were over on the 23rd.
    assert (board[COUNTY].open, board[COUNTY].overdue) == (1, 1)


def test_a_case_that_is_let_lie_counts_as_overdue() -> None:
    with acting("town_clerk_a") as clerk:
        accepted(clerk, family(clerk, sequence=1))
        submitted(clerk, family(clerk, sequence=3))
    with acting("county_approver") as approver:
        assert boards.compliance(approver, since=date(2026, 11, 1), until=date(2026, 11, 30)) == ()
        assert reading.count_escalated(approver, most=9) == 0
    # On the 12th the visit was to be begun: the day itself is still in time.
    for later, overdue in ((3, []), (4, [(TOWN_A, 0, 1)])):
        with days_later(later), acting("county_approver") as approver:
            since, until = date(2026, 11, 1), date(2026, 11, 30)
            rows = boards.compliance(approver, since=since, until=until)
        assert [(each.office, each.closed, each.overdue) for each in rows] == overdue
    with days_later(4), acting("county_approver") as approver:
        assert reading.count_escalated(approver, most=9) == 2
        assert reading.count_escalated(approver, most=1) == 1


def test_taken_and_given_back() -> None:
    with acting("town_clerk_a") as clerk:
        case = accepted(clerk, family(clerk))
        task = reading.inbox(clerk, step="visit").rows[0]
        assert work.take(clerk, task=task.id) == case
        work.take(clerk, task=task.id)
        assert reading.inbox(clerk, holder="mine").rows[0].taken_by_name == "镇办甲"
        assert reading.inbox(clerk, holder="free").rows == ()
        # To begin the visit within three working days is met.
        clocks = {each.code: each for each in reading.case_view(clerk, case=case).clocks}
        assert clocks["visit_start"].stopped_on == date(2026, 11, 9)
        work.release(clerk, task=task.id)
        assert reading.inbox(clerk, holder="free").rows[0].id == task.id


def test_the_inbox_is_in_the_order_of_the_days_a_page_at_a_time() -> None:
    with acting("town_clerk_a") as clerk:
        for sequence in range(1, 14, 2):
            accepted(clerk, family(clerk, sequence=sequence))
    with days_later(4), acting("town_clerk_a") as clerk:
        counts = reading.inbox_counts(clerk)
        assert (counts.overdue, counts.soon, counts.later) == (7, 0, 0)
        seen, after = [], ""
        while True:
            page = reading.inbox(clerk, after=after, limit=3)
            seen += [each.id for each in page.rows]
            if not page.next:
                break
            after = page.next
        assert len(seen) == len(set(seen)) == 7
        assert reading.inbox(clerk, colour="later").rows == ()
