"""A town's float: never below nothing nor above its limit, never a second payment for a case."""

from datetime import timedelta

import pytest

from minzheng.base.errors import InvalidValue
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.models import Award
from minzheng.kernel.payments.api import (
    batches,
    debts,
    floats,
    imprest,
    outstanding,
    recovery,
)
from minzheng.kernel.payments.models import Ground
from minzheng.kernel.payments.states import BatchKind
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.registry.api import people
from tests.kernel.payments.banking import books
from tests.kernel.payments.keeping import (
    AID,
    LIMIT,
    TODAY,
    WARN,
    borne,
    count,
    decided,
    filled,
    kept,
    row,
    spent,
    topped,
    urgent,
)
from tests.kernel.payments.payroll import (
    MUCH,
    NOON,
    NOVEMBER,
    draft,
    lines_of,
)
from tests.people import COUNTY, TOWN_B, VILLAGE_A, VILLAGE_B, VILLAGE_C, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]


@pytest.mark.parametrize(("fen", "fits"), [(LIMIT - 1, True), (LIMIT, True), (LIMIT + 1, False)])
def test_a_float_is_filled_up_to_its_limit(fen: int, fits: bool) -> None:
    chosen = kept()
    if fits:
        topped(chosen, fen)
        assert (row(chosen).balance_fen, books()["imprest"]) == (fen, fen)
        assert books()["cash"] == 2 * MUCH - fen
    else:
        with pytest.raises(InvalidValue):
            topped(chosen, fen)


def test_the_same_movement_twice_is_one() -> None:
    chosen, movement = kept(), uuid7()
    assert topped(chosen, 100, movement) == topped(chosen, 100, movement)
    case, again = urgent(), uuid7()
    assert spent(chosen, case, 60, again) == spent(chosen, case, 60, again)
    assert row(chosen).balance_fen == 40


@pytest.mark.parametrize("fen", [0, -1, 100_001])
def test_nobody_spends_nothing_or_a_fen_more_than_there_is(fen: int) -> None:
    chosen = filled(100_000)
    with pytest.raises(InvalidValue):
        spent(chosen, urgent(), fen)


def test_a_case_gets_two_thousand_yuan_from_a_float_and_not_a_fen_more() -> None:
    chosen, case = filled(), urgent()
    spent(chosen, case, 150_000)
    with pytest.raises(Refused, match="累计"):
        spent(chosen, case, 50_001)
    spent(chosen, case, 50_000)
    assert row(chosen).balance_fen == LIMIT - 200_000


def test_only_the_custodian_spends_and_for_a_case_and_a_benefit_paid_once() -> None:
    chosen, case = filled(), urgent()
    with acting("town_approver_a") as approver, pytest.raises(NotAllowed):
        imprest.spend(
            approver,
            imprest=chosen,
            movement=uuid7(),
            case=case,
            benefit=AID,
            amount_fen=1,
            on=TODAY,
            voucher="领",
        )
    with pytest.raises(Unseen):
        spent(chosen, uuid7(), 1)
    with acting("town_clerk_a") as clerk, pytest.raises(Refused, match="一次性"):
        imprest.spend(
            clerk,
            imprest=chosen,
            movement=uuid7(),
            case=case,
            benefit="minimum_living.grant",
            amount_fen=1,
            on=TODAY,
            voucher="领",
        )
    with acting("town_clerk_b") as stranger:
        assert floats.floats(stranger) == ()


def test_what_the_town_paid_is_not_paid_again_by_a_batch() -> None:
    borne()
    chosen, case = filled(), urgent()
    spent(chosen, case, 30_000)
    decided(case, 30_000)
    with pytest.raises(Refused):
        draft(kind=BatchKind.ONCE)


@pytest.mark.parametrize(("due", "over"), [(30_001, []), (30_000, []), (29_999, [1])])
def test_what_the_town_paid_too_much_is_found_and_asked_back(due: int, over: list[int]) -> None:
    borne()
    chosen, case = filled(), urgent()
    mistaken = spent(chosen, case, 5_000)
    with acting("finance") as finance:
        imprest.reverse_spending(finance, movement=mistaken, reversal=uuid7(), voucher="更1")
    spent(chosen, case, 30_000)
    award = decided(case, due)
    with acting("county_officer") as officer:
        rows = debts.overpaid(officer, division=COUNTY, first=NOVEMBER, last=NOVEMBER)
        listed = outstanding.overpaid_awards(officer, first=NOVEMBER, last=NOVEMBER).rows
        assert [(each.paid_fen, each.open_fen) for each in rows] == [(30_000, fen) for fen in over]
        assert [(each.award, each.open_fen) for each in listed] == [(award, fen) for fen in over]
        if over:
            recovery.propose_receivable(
                officer,
                award=award,
                first=NOVEMBER,
                last=NOVEMBER,
                ground=Ground.AMOUNT,
                basis="核定金额低于已付",
            )
            assert not debts.overpaid(officer, division=COUNTY, first=NOVEMBER, last=NOVEMBER)


def test_a_batch_pays_what_the_town_did_not() -> None:
    borne()
    chosen, case = filled(), urgent()
    spent(chosen, case, 29_999)
    decided(case, 30_000)
    assert [each.amount_fen for each in lines_of(draft(kind=BatchKind.ONCE))] == [1]


def test_a_town_does_not_pay_what_a_batch_pays() -> None:
    borne()
    chosen, case = filled(), urgent()
    decided(case, 30_000)
    with pytest.raises(Conflict):
        spent(chosen, case, 30_001)
    spent(chosen, case, 10_000)
    batch = draft(kind=BatchKind.ONCE)
    assert [each.amount_fen for each in lines_of(batch)] == [20_000]
    with pytest.raises(Conflict):
        spent(chosen, case, 1)
    with acting("county_officer") as officer:
        batches.cancel_batch(officer, batch=batch, reason="由镇发放")
    spent(chosen, case, 20_000)


@pytest.mark.parametrize("place", [VILLAGE_B, VILLAGE_C])
def test_a_town_does_not_pay_what_a_batch_pays_though_the_file_has_moved_away(place: str) -> None:
    borne()
    chosen, case = filled(), urgent()
    decided(case, 30_000)
    draft(kind=BatchKind.ONCE)
    with working("test") as system:
        person = Award.objects.get(case=case).person_id
        assert person
        people.move_person(system, person=person, division=place, reason="搬家")
    with pytest.raises(Conflict):
        spent(chosen, case, 1)


def test_what_was_spent_is_settled_by_the_county_once_and_borne_by_the_funds() -> None:
    borne()
    chosen = filled()
    spent(chosen, urgent(1), 30_001)
    wrong = spent(chosen, urgent(10), 20_000)
    with acting("finance") as finance:
        imprest.reverse_spending(finance, movement=wrong, reversal=uuid7(), voucher="更1")
        with pytest.raises(Conflict):
            imprest.reverse_spending(finance, movement=wrong, reversal=uuid7(), voucher="更2")
        journal = uuid7()
        assert imprest.settle_float(finance, imprest=chosen, journal=journal) == 3
        assert imprest.settle_float(finance, imprest=chosen, journal=journal) == 3
        with pytest.raises(Refused, match="没有需要报账"):
            imprest.settle_float(finance, imprest=chosen, journal=uuid7())
    sums = books()
    assert (sums["imprest"], sums["expense"]) == (LIMIT - 30_001, 30_001)
    assert row(chosen).balance_fen == LIMIT - 30_001


def test_a_float_is_given_back_whole() -> None:
    chosen = filled(500)
    with acting("finance") as finance:
        for fen in (0, 501):
            with pytest.raises(InvalidValue):
                imprest.give_back(
                    finance,
                    imprest=chosen,
                    movement=uuid7(),
                    amount_fen=fen,
                    on=TODAY,
                    voucher="缴",
                )
        imprest.give_back(
            finance, imprest=chosen, movement=uuid7(), amount_fen=500, on=TODAY, voucher="缴1"
        )
    assert (row(chosen).balance_fen, books()["imprest"], books()["cash"]) == (0, 0, 2 * MUCH)


def test_another_person_counts_and_explains_a_fen() -> None:
    chosen = filled()
    with acting("town_clerk_a") as clerk, pytest.raises(NotAllowed):
        imprest.count_float(clerk, imprest=chosen, counted_fen=LIMIT, on=TODAY)
    for fen in (LIMIT - 1, LIMIT + 1):
        with pytest.raises(Refused, match="差异"):
            count(chosen, fen)
    count(chosen, LIMIT)
    assert row(chosen).warnings == ()
    count(chosen, LIMIT - 1, note="缺一分，正在查找")
    assert row(chosen).warnings == ("上次对账相差-0.01元",)


@pytest.mark.parametrize(("fen", "low"), [(WARN - 1, True), (WARN, False), (WARN + 1, False)])
def test_a_low_balance_is_said(fen: int, low: bool) -> None:
    chosen = filled(fen)
    count(chosen, fen)
    assert any("低于" in each for each in row(chosen).warnings) is low


@pytest.mark.parametrize(("days", "late"), [(1, False), (2, True)])
def test_what_nobody_counted_is_said_from_the_second_day_on(days: int, late: bool) -> None:
    chosen = filled()
    with clock.standing_at(NOON + timedelta(days=days)):
        assert any("没有对账" in each for each in row(chosen).warnings) is late


@pytest.mark.parametrize(("days", "late"), [(10, False), (11, True)])
def test_papers_that_do_not_follow_are_said_after_ten_days(days: int, late: bool) -> None:
    chosen, case = filled(), urgent()
    spent(chosen, case, 100)
    with clock.standing_at(NOON + timedelta(days=days)):
        assert any("手续" in each for each in row(chosen).warnings) is late
        decided(case, 100)
        assert not any("手续" in each for each in row(chosen).warnings)


def test_a_town_has_one_float_in_the_keeping_of_its_own() -> None:
    kept()
    with pytest.raises(Conflict):
        kept()
    with pytest.raises(Refused, match="工作人员"):
        kept(TOWN_B, "town_clerk_a")
    with pytest.raises(Refused, match="设在镇"):
        kept(VILLAGE_A)
    with pytest.raises(Unseen):
        kept("320411001")
