"""Whoever held a benefit in the month of the index gets what the rule says, once."""

import pytest
from django.db import connection

from minzheng.base.months import Month
from minzheng.config.platform import platform
from minzheng.kernel.access.errors import NotAllowed, Refused
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.ports import install_items
from minzheng.kernel.payments.api import batches, price_rises
from minzheng.kernel.payments.price_rises import open_month
from minzheng.kernel.payments.states import BatchKind
from tests.kernel.casework.deciding.matters import STANDARD, family
from tests.kernel.entitlements.months import holding
from tests.kernel.payments.payroll import NOVEMBER, OLD_AGE, lines_of
from tests.people import COUNTY, OTHER_COUNTY, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

SUBSIDY = "price_subsidy.price_subsidy"


def test_a_subsidy_reaches_everybody_who_held_a_benefit_once() -> None:
    install_items(platform)
    held, poor = family(100_000, sequence=1), family(100_000, sequence=10)
    holding(held, 50_000)
    first = open_month(SUBSIDY, NOVEMBER, COUNTY, "常发改〔2026〕1号")
    # The head is covered; `poor` would be entitled by the same facts, and is a lead, not paid.
    assert (first.count, first.refused) == (1, ())
    with working("job"), connection.cursor() as cursor:
        cursor.execute(
            "select person_id, d.amount_fen from entitlements_award a"
            " join entitlements_due(%s) d on d.award = a.id where a.benefit = %s",
            [NOVEMBER.first_day, SUBSIDY],
        )
        ((person, fen),) = cursor.fetchall()
    assert person == held.head
    # 3.6 % of the standard of the minimum living guarantee, to the fen.
    assert STANDARD == 90_000
    assert fen == 3_240
    again = open_month(SUBSIDY, NOVEMBER, COUNTY, "常发改〔2026〕1号")
    assert (again.count, len(again.refused)) == (0, 1)
    holding(poor, 50_000)
    assert open_month(SUBSIDY, NOVEMBER, COUNTY, "补发").count == 1
    assert open_month(SUBSIDY, NOVEMBER, OTHER_COUNTY, "常发改〔2026〕1号").count == 0
    with acting("county_officer") as officer:
        batch = batches.draft_batch(
            officer,
            division=COUNTY,
            month=NOVEMBER,
            kind=BatchKind.PRICE_RISE,
            benefits=(SUBSIDY,),
        )
        assert [each.amount_fen for each in lines_of(batch)] == [fen, fen]


def test_a_month_without_a_published_index_gives_nothing() -> None:
    install_items(platform)
    holding(family(100_000), 50_000)
    assert open_month(SUBSIDY, NOVEMBER - 1, COUNTY, "常发改〔2026〕1号").count == 0


def test_who_orders_a_subsidy_says_by_which_document() -> None:
    with acting("county_officer") as officer:
        for benefit, month, document in (
            (OLD_AGE, NOVEMBER, "文"),
            (SUBSIDY, Month(2026, 12), "文"),
            (SUBSIDY, NOVEMBER, " "),
        ):
            with pytest.raises(Refused):
                price_rises.order_payment(
                    officer,
                    division=COUNTY,
                    benefit=benefit,
                    index_month=month,
                    document=document,
                )
        price_rises.order_payment(
            officer, division=COUNTY, benefit=SUBSIDY, index_month=NOVEMBER, document="文1号"
        )
    with acting("town_clerk_a") as clerk, pytest.raises(NotAllowed):
        price_rises.order_payment(
            clerk, division=COUNTY, benefit=SUBSIDY, index_month=NOVEMBER, document="文1号"
        )
