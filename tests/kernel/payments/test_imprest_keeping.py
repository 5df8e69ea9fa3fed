"""Floats change hands before a third person, and end empty and settled."""

from uuid import UUID

import pytest

from minzheng.base.errors import InvalidValue
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused
from minzheng.kernel.casework.api import leaving
from minzheng.kernel.payments.api import floats, imprest
from minzheng.kernel.protection.identifiers import uuid7
from tests.kernel.payments.keeping import (
    AID,
    LIMIT,
    TODAY,
    borne,
    filled,
    kept,
    refused,
    row,
    spent,
    topped,
    urgent,
)
from tests.people import TOWN_A, account_id, acting, grant

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]

OTHER = "town_clerk_b"
"""A clerk of another town, who gets a post in this one."""

HANDED_OVER = """
update payments_imprestfloat f set custodian = a.id, custodian_person = a.person
from access_account a where a.username = %(name)s
"""


@pytest.fixture(autouse=True)
def _second_clerk(office: None) -> None:
    grant(OTHER, TOWN_A)


def handed_over(
    chosen: UUID, fen: int, *, to: str = OTHER, by: str = "finance", note: str = ""
) -> None:
    with acting(by) as actor:
        imprest.hand_over(
            actor, imprest=chosen, custodian=account_id(to), counted_fen=fen, note=note
        )


def given_back(chosen: UUID, fen: int) -> None:
    with acting("finance") as finance:
        imprest.give_back(
            finance, imprest=chosen, movement=uuid7(), amount_fen=fen, on=TODAY, voucher="缴"
        )


def closed(chosen: UUID) -> None:
    with acting("finance") as finance:
        imprest.close_float(finance, imprest=chosen)


def test_whoever_takes_over_keeps_and_spends_from_then_on() -> None:
    chosen, case = filled(), urgent()
    spent(chosen, case, 100)
    handed_over(chosen, LIMIT - 100)
    with acting(OTHER) as keeper:
        found = floats.float_head(keeper, imprest=chosen)
        (counted,) = floats.counts(keeper, imprest=chosen)
    assert found.custodian == account_id(OTHER)
    assert (counted.book_fen, counted.counted_by) == (LIMIT - 100, account_id("finance"))
    with pytest.raises(NotAllowed, match="保管人"):
        spent(chosen, case, 1)
    with acting(OTHER) as keeper:
        imprest.spend(
            keeper,
            imprest=chosen,
            movement=uuid7(),
            case=case,
            benefit=AID,
            amount_fen=1,
            on=TODAY,
            voucher="领2",
        )
    assert row(chosen).balance_fen == LIMIT - 101


@pytest.mark.parametrize("fen", [LIMIT - 1, LIMIT + 1])
def test_a_fen_that_is_missing_or_too_much_is_explained(fen: int) -> None:
    chosen = filled()
    with pytest.raises(Refused, match="差异"):
        handed_over(chosen, fen)
    assert row(chosen).custodian == account_id("town_clerk_a")
    handed_over(chosen, fen, note="交接时清点相差，原保管人说明")
    assert row(chosen).custodian == account_id(OTHER)
    with pytest.raises(InvalidValue):
        handed_over(chosen, -1, to="town_clerk_a", note="？")


def test_a_float_is_taken_over_by_another_of_the_town() -> None:
    chosen = filled()
    with pytest.raises(Refused, match="就是现在的保管人"):
        handed_over(chosen, LIMIT, to="town_clerk_a")
    for stranger in ("town_approver_a", "town_clerk_c", "finance"):
        with pytest.raises(Refused, match="工作人员"):
            handed_over(chosen, LIMIT, to=stranger)
    with pytest.raises(NotAllowed):
        handed_over(chosen, LIMIT, by="town_clerk_a")


def test_the_database_lets_nobody_take_over_what_no_third_person_counted() -> None:
    chosen = filled()
    refused("imprest_float_handed_over", HANDED_OVER, name=OTHER)
    handed_over(chosen, LIMIT)
    refused("imprest_float_handed_over", HANDED_OVER, name="finance")
    given_back(chosen, 1)
    refused("imprest_float_handed_over", HANDED_OVER, name="town_clerk_a")


def test_a_float_ends_without_a_fen() -> None:
    chosen = filled(2)
    given_back(chosen, 1)
    with pytest.raises(Refused, match=r"余额0\.01元"):
        closed(chosen)
    given_back(chosen, 1)
    closed(chosen)
    with acting("finance") as finance:
        assert [each.closed for each in floats.floats(finance)] == [True]
    with pytest.raises(Conflict, match="停用"):
        topped(chosen, 1)
    kept()
    with acting("finance") as finance:
        assert [(a.id == chosen, a.closed) for a in floats.floats(finance)] == [
            (False, False),
            (True, True),
        ]
    refused("imprest_float_closed", "update payments_imprestfloat set closed = false where closed")


def test_a_float_ends_with_everything_in_the_books() -> None:
    borne()
    chosen = filled(100)
    spent(chosen, urgent(), 100)
    with pytest.raises(Refused, match="报账"):
        closed(chosen)
    refused("imprest_float_settled", "update payments_imprestfloat set closed = true")
    with acting("finance") as finance:
        imprest.settle_float(finance, imprest=chosen, journal=uuid7())
    closed(chosen)


def test_nothing_is_paid_for_a_case_that_was_turned_down() -> None:
    chosen, case = filled(), urgent()
    spent(chosen, case, 1)
    with acting("town_clerk_a") as clerk:
        leaving.withdraw(clerk, case=case, reason="不申请了")
    with pytest.raises(Refused, match="撤回申请"):
        spent(chosen, case, 1)
