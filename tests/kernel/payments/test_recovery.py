"""What was paid after a death is found, asked back once, received in parts, given up by two."""

import pytest
from django.db import connection

from minzheng.base.errors import InvalidValue
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.payments.api import debts, recovery, write_offs
from minzheng.kernel.payments.invariants import breaches
from minzheng.kernel.payments.models import DebtorRole
from minzheng.kernel.protection.identifiers import uuid7
from tests.kernel.payments.banking import books, sent, take, words
from tests.kernel.payments.owing import (
    SEPTEMBER,
    TODAY,
    confirmed,
    died,
    died_late,
    found,
    give_up,
    hardship,
    proposed,
    receive,
    view,
)
from tests.kernel.payments.payroll import MUCH, NOVEMBER, awarded, draft, line, lines_of, resident
from tests.people import acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]


def test_what_was_paid_after_the_month_of_death_is_found() -> None:
    died_late()
    assert found() == [("2026-10", 30_001, 0, 30_001), ("2026-11", 30_001, 0, 30_001)]


def test_a_death_on_the_first_day_of_a_month_leaves_that_month() -> None:
    person, _ = died_late()
    died(person, "2026-10-01")
    assert [month for month, *_ in found()] == ["2026-11"]


@pytest.mark.parametrize(
    ("due", "over"), [(30_001, []), (30_000, [1]), (30_002, []), (0, [30_001])]
)
def test_a_fen_too_much_is_found_and_a_fen_too_little_is_not(due: int, over: list[int]) -> None:
    award = awarded(resident(1), 30_001)
    batch = sent(draft())
    take(batch, words(batch))
    line(award, due, NOVEMBER, kind="direct")
    assert [each[3] for each in found()] == over


def test_what_is_not_yet_paid_is_not_overpaid() -> None:
    person = resident(1)
    awarded(person, 30_001, start=SEPTEMBER)
    sent(draft())
    died(person, "2026-09-30")
    assert found() == []


def test_a_debt_is_proposed_once_and_confirmed_by_another() -> None:
    _, award = died_late()
    receivable = proposed(award)
    assert found() == []
    with pytest.raises(Refused, match="没有多发"):
        proposed(award)
    with acting("county_officer") as officer, pytest.raises(NotAllowed):
        recovery.confirm_receivable(officer, receivable=receivable)
    assert books()["expense"] == 90_003
    with acting("county_approver") as approver:
        recovery.confirm_receivable(approver, receivable=receivable)
    sums = books()
    assert (sums["receivable"], sums["expense"]) == (60_002, 30_001)
    page = view(receivable)
    assert [(str(each.month), each.amount_fen) for each in page.months] == [
        ("2026-10", 30_001),
        ("2026-11", 30_001),
    ]
    assert page.row.outstanding_fen == 60_002
    assert "第七十四条" in page.basis


def test_each_fund_gets_its_share_back() -> None:
    _, award = died_late()
    receivable = confirmed(award)
    with working("job"), connection.cursor() as cursor:
        cursor.execute(
            "select e.amount_fen from payments_entry e join payments_ledgeraccount c"
            " on c.id = e.account_id where e.about = %s and c.kind = 'expense' order by 1",
            [receivable],
        )
        # 333 and 667 thousandths of 60,002 fen: 19,980.666 and 40,021.334.
        assert [fen for (fen,) in cursor.fetchall()] == [-40_021, -19_981]


def test_an_heir_owes_it_where_it_is_said_so() -> None:
    heir = resident(2)
    _, award = died_late()
    with pytest.raises(Refused, match="选择返还义务人"):
        proposed(award, role=DebtorRole.HEIR)
    with pytest.raises(Unseen):
        proposed(award, role=DebtorRole.HEIR, debtor=uuid7())
    assert view(proposed(award, role=DebtorRole.HEIR, debtor=heir)).row.debtor == heir


@pytest.mark.parametrize(
    ("back", "rest"),
    [(0, []), (30_000, [30_000]), (30_001, [30_000, 1]), (60_000, [30_000, 30_000])],
)
def test_what_was_paid_back_and_was_due_after_all_is_paid_again(back: int, rest: list[int]) -> None:
    """Somebody was taken for dead: of October and November as much is due as came back."""
    person, award = died_late(30_000)
    debt = confirmed(award)
    if back:
        receive(debt, back)
    with working("job"), connection.cursor() as cursor:
        cursor.execute("update registry_person set death_date = null where id = %s", [person])
    if not rest:
        with pytest.raises(Refused):
            draft()
        return
    batch = sent(draft())
    assert [each.amount_fen for each in lines_of(batch)] == rest
    take(batch, words(batch))
    assert found() == []
    with pytest.raises(Refused):
        draft()
    with working("test"):
        assert not list(breaches())


def test_a_claim_that_is_withdrawn_leaves_the_books_as_before() -> None:
    _, award = died_late()
    before = books()
    receivable = confirmed(award)
    with acting("county_approver") as approver:
        recovery.withdraw_receivable(approver, receivable=receivable, reason="死亡日期有误")
    assert books() == {**before, "receivable": 0}
    assert len(found()) == 2


@pytest.mark.parametrize("fen", [-1, 0, 60_003])
def test_nobody_pays_back_nothing_or_a_fen_more_than_owed(fen: int) -> None:
    _, award = died_late()
    receivable = confirmed(award)
    with pytest.raises(InvalidValue):
        receive(receivable, fen)


def test_a_debt_is_paid_back_in_parts_to_the_last_fen() -> None:
    _, award = died_late()
    receivable = confirmed(award)
    first = receive(receivable, 60_001)
    assert receive(receivable, 60_001, first) == first
    assert view(receivable).row.state == "confirmed"
    receive(receivable, 1)
    assert view(receivable).row.state == "settled"
    sums = books()
    assert (sums["receivable"], sums["cash"]) == (0, 2 * MUCH - 30_001)
    with pytest.raises(Conflict):
        receive(receivable, 1)
    with acting("county_approver") as approver, pytest.raises(Conflict):
        recovery.withdraw_receivable(approver, receivable=receivable, reason="误")


def test_nothing_is_received_for_a_debt_that_nobody_confirmed() -> None:
    _, award = died_late()
    with pytest.raises(Conflict):
        receive(proposed(award), 1)


def test_instalments_add_up_and_are_covered_in_their_order() -> None:
    _, award = died_late()
    receivable = confirmed(award)
    with acting("county_officer") as officer:
        for count in (0, 61):
            with pytest.raises(Refused):
                recovery.plan_instalments(
                    officer, receivable=receivable, count=count, first_due=TODAY
                )
        recovery.plan_instalments(officer, receivable=receivable, count=3, first_due=TODAY)
    receive(receivable, 20_002)
    plan = view(receivable).instalments
    assert [(str(each.due_on), each.amount_fen, each.received_fen) for each in plan] == [
        ("2026-11-10", 20_001, 20_001),
        ("2026-12-10", 20_001, 1),
        ("2027-01-10", 20_000, 0),
    ]
    with acting("county_officer") as officer:
        recovery.plan_instalments(officer, receivable=receivable, count=2, first_due=TODAY)
    assert [each.amount_fen for each in view(receivable).instalments] == [20_000, 20_000]


def test_two_persons_give_up_a_part_and_the_rest_is_owed() -> None:
    _, award = died_late()
    receivable = confirmed(award)
    give_up(hardship(receivable, 60_001))
    assert view(receivable).row.outstanding_fen == 1
    receive(receivable, 1)
    page = view(receivable)
    assert (page.row.state, page.row.written_off_fen) == ("settled", 60_001)
    assert books()["written_off"] == 60_001


def test_what_came_in_meanwhile_is_not_given_up_too() -> None:
    _, award = died_late()
    receivable = confirmed(award)
    waiting = hardship(receivable, 60_002)
    receive(receivable, 1)
    with pytest.raises(Conflict, match="超过尚欠"):
        give_up(waiting)
    with acting("county_approver") as approver:
        write_offs.refuse_write_off(approver, write_off=waiting, opinion="已有收款")
    give_up(hardship(receivable, 60_001))
    assert view(receivable).row.state == "settled"


@pytest.mark.parametrize(("fen", "allowed"), [(499_999, True), (500_000, True), (500_001, False)])
def test_the_county_gives_up_to_five_thousand_yuan_the_city_more(fen: int, allowed: bool) -> None:
    _, award = died_late(300_000)
    receivable = confirmed(award)
    waiting = hardship(receivable, fen)
    if not allowed:
        with pytest.raises(NotAllowed, match="市级"):
            give_up(waiting)
    give_up(waiting, "county_approver" if allowed else "city_officer")
    assert view(receivable).row.written_off_fen == fen


def test_what_was_given_up_before_counts_towards_the_limit() -> None:
    _, award = died_late(300_000)
    receivable = confirmed(award)
    give_up(hardship(receivable, 499_999))
    give_up(hardship(receivable, 1))
    with pytest.raises(NotAllowed, match="累计"):
        give_up(hardship(receivable, 1))


def test_another_county_sees_none_of_it() -> None:
    _, award = died_late()
    receivable = confirmed(award)
    with acting("other_county_officer") as stranger:
        assert debts.receivables(stranger).rows == ()
        with pytest.raises(Unseen):
            debts.receivable_view(stranger, receivable=receivable)
