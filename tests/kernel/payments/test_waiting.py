"""What waits for whom: counted for the workbench, listed for who comes to it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minzheng.base.errors import InvalidValue
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.payments.api import (
    batches,
    debts,
    floats,
    outstanding,
    reading,
    recovery,
    repairs,
    returns,
    write_offs,
)
from minzheng.kernel.payments.ports import ReturnLine
from tests.kernel.payments.banking import not_paid, sent, take, words
from tests.kernel.payments.keeping import LIMIT, WARN, count, filled, kept, topped
from tests.kernel.payments.owing import (
    SEPTEMBER,
    TODAY,
    confirmed,
    died,
    died_late,
    hardship,
    proposed,
    receive,
)
from tests.kernel.payments.payroll import (
    NOON,
    NOVEMBER,
    approved,
    awarded,
    checked,
    draft,
    lines_of,
    resident,
)
from tests.people import COUNTY, TOWN_B, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]

MOST = 10


def overpaid(limit: int = 50, after: str = "") -> tuple[list[UUID], str]:
    """The awards of a page, and where the next one begins."""
    with acting("county_officer") as officer:
        page = outstanding.overpaid_awards(
            officer, first=SEPTEMBER, last=NOVEMBER, after=after, limit=limit
        )
    return [each.award for each in page.rows], page.next


def test_overpaid_awards_are_listed_once_with_their_months() -> None:
    _, award = died_late()
    months: dict[str, Any] = {"first": SEPTEMBER, "last": NOVEMBER}
    with acting("county_officer") as officer:
        (row,) = outstanding.overpaid_awards(officer, **months).rows
        assert outstanding.count_overpaid(officer, **months, most=MOST) == 1
        with pytest.raises(InvalidValue):
            outstanding.overpaid_awards(officer, first=NOVEMBER, last=SEPTEMBER)
    assert (row.award, str(row.first), str(row.last)) == (award, "2026-10", "2026-11")
    assert (row.months, row.open_fen, row.payee_name) == (2, 60_002, "张三丰")
    with acting("other_county_officer") as stranger:
        assert outstanding.overpaid_awards(stranger, **months).rows == ()
    proposed(award)
    assert overpaid() == ([], "")


def test_overpaid_awards_are_paged_by_key() -> None:
    people = [resident(at) for at in range(1, 4)]
    made = {awarded(each, 100, start=NOVEMBER) for each in people}
    batch = sent(draft())
    take(batch, words(batch))
    for each in people:
        died(each, "2026-10-31")
    first, after = overpaid(2)
    last, end = overpaid(2, after)
    assert (len(first), len(last), end) == (2, 1, "")
    assert {*first, *last} == made


@pytest.mark.parametrize(
    ("day", "came_in", "overdue"),
    # Three parts of 20,001, 20,001 and 20,000 fen, the first due on 15 November.
    [
        (date(2026, 11, 15), 0, 0),
        (date(2026, 11, 16), 0, 1),
        (date(2026, 11, 16), 20_000, 1),
        (date(2026, 11, 16), 20_001, 0),
        (date(2026, 12, 15), 20_001, 0),
        (date(2026, 12, 16), 40_001, 1),
        (date(2026, 12, 16), 40_002, 0),
    ],
)
def test_a_part_is_overdue_on_the_day_after_and_by_one_fen(
    day: date, came_in: int, overdue: int
) -> None:
    _, award = died_late()
    debt = confirmed(award)
    with acting("county_officer") as officer:
        recovery.plan_instalments(officer, receivable=debt, count=3, first_due=date(2026, 11, 15))
    if came_in:
        receive(debt, came_in)
    with clock.standing_at(NOON + (day - TODAY)), acting("finance") as finance:
        assert outstanding.count_overdue(finance, most=MOST) == overdue
        shown = debts.receivable_view(finance, receivable=debt).instalments
    # The page says the same, part by part.
    assert any(each.overdue for each in shown) is bool(overdue)


def test_claims_and_write_offs_wait_for_somebody_else() -> None:
    _, award = died_late()
    debt = proposed(award)
    assert _proposed_for("county_approver") == 1
    assert _proposed_for("county_officer") == 0
    with acting("county_approver") as approver:
        assert debts.receivable_view(approver, receivable=debt).may == {"confirm", "withdraw"}
        recovery.confirm_receivable(approver, receivable=debt)
    given_up = hardship(debt, 1)
    assert _proposed_for("county_approver") == 1
    with acting("county_approver") as approver:
        (row,) = debts.receivable_view(approver, receivable=debt).write_offs
        assert row.may_decide
        assert (row.proposed_by_name, row.decided_by_name) == ("县办", "")
        write_offs.approve_write_off(approver, write_off=given_up, opinion="同意")
        # Something was given up: the claim is not taken back as if it had never been.
        assert debts.receivable_view(approver, receivable=debt).may == frozenset()
    assert _proposed_for("county_approver") == 0


def _proposed_for(name: str) -> int:
    with acting(name) as actor:
        return outstanding.count_proposed(actor, most=MOST)


def test_a_batch_waits_for_one_hand_after_the_other() -> None:
    awarded(resident(1, paid=False), 100)
    batch = draft()
    assert _waits() == {"check"}
    _check_only(batch)
    assert _waits() == {"settle"}
    checked(batch)
    assert _waits() == {"approve"}
    approved(draft_of_another())
    assert _waits() == {"approve", "freeze"}


def _check_only(batch: UUID) -> None:
    """Checked, with its findings left open."""
    with acting("county_officer") as officer:
        batches.check_batch(officer, batch=batch)


def draft_of_another() -> UUID:
    """A second batch."""
    awarded(resident(2), 100)
    return draft()


def _waits() -> set[str]:
    """The work that waits for anybody of the county."""
    found = set()
    for name in ("county_officer", "county_approver", "finance"):
        with acting(name) as actor:
            found |= {
                work
                for work in ("check", "settle", "approve", "freeze", "send", "ask")
                if reading.count_waiting(actor, work=work, most=MOST)
            }
    return found


@pytest.mark.parametrize(("times", "often"), [(3, False), (4, True)])
def test_a_payment_that_came_back_four_times_is_marked(times: int, often: bool) -> None:
    awarded(resident(1), 30_001)
    batch = sent(draft())
    take(batch, [not_paid(each) for each in words(batch)])
    for _ in range(times - 1):
        with acting("county_officer") as officer:
            batch = sent(
                repairs.draft_repair(officer, division=COUNTY, lines=(lines_of(batch)[0].pk,))
            )
        take(batch, [not_paid(each) for each in words(batch)])
    with acting("county_officer") as officer:
        (row,) = repairs.repairs(officer).rows
        assert repairs.count_repairs(officer, most=MOST) == 1
        assert repairs.repairs(officer, label="sealed").rows == ()
    assert (row.times, row.often, row.account_now) == (times, often, row.account)


def test_what_a_bank_says_of_nobody_waits_until_it_is_settled() -> None:
    awarded(resident(1), 100)
    batch = sent(draft())
    taken = take(batch, [*words(batch), ReturnLine("999", 1, 5, True, "", "")])
    with acting("finance") as finance:
        assert returns.count_suspense(finance, most=MOST) == 1
        (waiting,) = returns.suspense(finance).rows
        assert returns.suspense_word(finance, word=waiting.word.id) == waiting
        head = returns.return_head(finance, bank_return=taken)
        ordered, _ = returns.words(finance, bank_return=taken).rows
    assert (head.batch, head.unclear_count, head.unclear_fen) == (batch, 1, 5)
    with acting("other_county_officer") as stranger:
        assert returns.count_suspense(stranger, most=MOST) == 0
        for unseen in (
            lambda: returns.return_head(stranger, bank_return=taken),
            lambda: returns.suspense_word(stranger, word=waiting.word.id),
        ):
            with pytest.raises(Unseen):
                unseen()
    # What is clear is no suspense, whoever asks.
    with acting("finance") as finance, pytest.raises(Unseen):
        returns.suspense_word(finance, word=ordered.id)


def test_floats_are_warned_of_with_as_many_queries_for_two_as_for_one() -> None:
    one = filled(WARN - 1)
    with acting("finance") as finance, CaptureQueriesContext(connection) as for_one:
        assert floats.count_warned(finance) == 1
    other = kept(TOWN_B, "town_clerk_b")
    topped(other, WARN)
    with acting("finance") as finance:
        with CaptureQueriesContext(connection) as for_two:
            assert floats.count_warned(finance) == 1
        latest = floats.movements(finance, imprest=one, limit=1)
    assert len(for_two) == len(for_one)
    assert latest.next == ""
    topped(one, LIMIT - WARN)
    with acting("finance") as finance:
        first = floats.movements(finance, imprest=one, limit=1)
        second = floats.movements(finance, imprest=one, limit=1, after=first.next)
    # What was entered last comes first.
    assert [each.amount_fen for each in (*first.rows, *second.rows)] == [LIMIT - WARN, WARN - 1]
    assert (first.rows[0].recorded_by_name, second.next) == ("财务", "")
    count(one, LIMIT - 2, "少一分", by="town_approver_a")
    with acting("town_approver_a") as counter:
        (counted,) = floats.counts(counter, imprest=one)
        assert counted.counted_by_name == "镇审甲"
        assert "上次对账相差" in floats.float_head(counter, imprest=one).warnings[0]
