"""What a town entered wrongly: taken back, paid by a batch instead, borne by those who bore it."""

from datetime import timedelta

import pytest

from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.access.worker import working
from minzheng.kernel.payments.api import funds, imprest
from minzheng.kernel.payments.invariants import breaches
from minzheng.kernel.payments.states import BatchKind
from minzheng.kernel.protection.identifiers import uuid7
from tests.kernel.payments.banking import sent, take, words
from tests.kernel.payments.keeping import AID, TODAY, borne, decided, filled, spent, urgent
from tests.kernel.payments.payroll import NOON, NOVEMBER, draft, lines_of
from tests.people import COUNTY, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]


def test_what_was_not_spent_after_all_is_paid_by_the_next_batch() -> None:
    """Of the same month and the same line of the award, beside what a batch has paid already."""
    borne()
    chosen, case = filled(), urgent()
    wrong = spent(chosen, case, 10_000)
    decided(case, 30_000)
    batch = sent(draft(kind=BatchKind.ONCE))
    take(batch, words(batch))
    with acting("finance") as finance:
        imprest.reverse_spending(finance, movement=wrong, reversal=uuid7(), voucher="更1")
    rest = sent(draft(kind=BatchKind.ONCE))
    assert [(each.amount_fen, each.turn) for each in lines_of(rest)] == [(10_000, 2)]
    take(rest, words(rest))
    with pytest.raises(Refused):
        draft(kind=BatchKind.ONCE)
    with working("test"):
        assert not list(breaches())


def test_a_case_is_paid_under_its_own_benefit_alone() -> None:
    """Under another one no batch would count it in."""
    chosen, case = filled(), urgent()
    with acting("town_clerk_a") as clerk, pytest.raises(Refused, match="不发放"):
        imprest.spend(
            clerk,
            imprest=chosen,
            movement=uuid7(),
            case=case,
            benefit="temporary_assistance.spending_type",
            amount_fen=1,
            on=TODAY,
            voucher="领",
        )


def test_what_was_not_spent_is_taken_back_from_the_funds_that_bore_it() -> None:
    borne()
    chosen = filled()
    wrong = spent(chosen, urgent(), 10_000)
    with acting("finance") as finance:
        imprest.settle_float(finance, imprest=chosen, journal=uuid7())
        own, _ = (each.id for each in funds.funds(finance, division=COUNTY))
        funds.set_shares(
            finance, benefit=AID, division=COUNTY, from_month=NOVEMBER + 1, shares={own: 1000}
        )
    with clock.standing_at(NOON + timedelta(days=30)), acting("finance") as finance:
        imprest.reverse_spending(finance, movement=wrong, reversal=uuid7(), voucher="更1")
        imprest.settle_float(finance, imprest=chosen, journal=uuid7())
        borne_by = funds.execution(finance, division=COUNTY, year=NOVEMBER.year)
    assert [each.spent_fen for each in borne_by] == [0, 0]
