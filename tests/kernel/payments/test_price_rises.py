"""Whoever held a benefit in the month of the index gets what the rule says, once."""

from uuid import UUID

import pytest
from django.db import connection

from minzheng.base.months import Month
from minzheng.config.platform import platform
from minzheng.kernel.access.errors import NotAllowed, Refused, Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.ports import install_items
from minzheng.kernel.payments.api import batches, price_rises
from minzheng.kernel.payments.price_rises import carry_out, open_month
from minzheng.kernel.payments.states import BatchKind
from tests.kernel.casework.deciding.matters import STANDARD, family
from tests.kernel.entitlements.months import holding
from tests.kernel.payments.payroll import NOVEMBER, OLD_AGE, lines_of
from tests.kernel.payments.raw import refused, run
from tests.people import COUNTY, OTHER_COUNTY, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]

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


def ordered(document: str = "常发改〔2026〕1号") -> UUID:
    """The officer starts it."""
    with acting("county_officer") as officer:
        return price_rises.order_payment(
            officer,
            division=COUNTY,
            benefit=SUBSIDY,
            index_month=NOVEMBER,
            document=document,
        )


def shown(rise: UUID) -> price_rises.PriceRiseRow:
    """As the page has it."""
    with acting("county_officer") as officer:
        return price_rises.price_rise(officer, rise=rise)


def test_what_was_ordered_says_how_far_it_is_and_who_pays_it() -> None:
    install_items(platform)
    holding(family(100_000, sequence=1), 50_000)
    rise = ordered()
    assert (shown(rise).state, shown(rise).ordered_by_name) == ("ordered", "县办")
    carry_out(rise)
    assert (shown(rise).state, shown(rise).opened, shown(rise).refused) == ("opened", 1, 0)
    # Ordered again, it is the same row; only those are added who were missing.
    holding(family(100_000, sequence=10), 50_000)
    assert ordered("补发通知") == rise
    assert (shown(rise).state, shown(rise).document) == ("ordered", "补发通知")
    carry_out(rise)
    assert (shown(rise).opened, shown(rise).refused) == (2, 1)
    with acting("county_officer") as officer:
        batch = batches.draft_batch(
            officer,
            division=COUNTY,
            month=NOVEMBER,
            kind=BatchKind.PRICE_RISE,
            benefits=(SUBSIDY,),
        )
        (row,) = price_rises.price_rises(officer).rows
    assert [each.id for each in row.batches] == [batch]
    with acting("other_county_officer") as stranger:
        assert price_rises.price_rises(stranger).rows == ()
        with pytest.raises(Unseen):
            price_rises.price_rise(stranger, rise=rise)


def test_a_list_that_broke_off_says_so_and_is_ordered_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rise = ordered()
    # No rules stand ready, as where an edition cannot be read: the program breaks.
    with monkeypatch.context() as broken:
        broken.setenv("TMPDIR", "/nowhere")
        broken.setattr("django.conf.settings.MINZHENG_HOME", "/nowhere")
        with pytest.raises(OSError, match="nowhere"):
            carry_out(rise)
    assert (shown(rise).state, shown(rise).opened) == ("failed", 0)
    assert "重新启动" in shown(rise).failure
    assert ordered() == rise
    assert (shown(rise).state, shown(rise).failure) == ("ordered", "")


def test_the_database_keeps_what_was_ordered() -> None:
    ordered()
    for statement in (
        "delete from payments_pricerise",
        "update payments_pricerise set benefit = 'x'",
        "update payments_pricerise set index_month = '2026-10-01'",
        "update payments_pricerise set state = 'opened', finished_at = now(), document = 'x'",
    ):
        refused("price_rise_kept", statement)
    run("update payments_pricerise set opened = 5, state = 'opened', finished_at = now()")
    refused("price_rise_kept", "update payments_pricerise set opened = 4")
    refused("price_rise_state", "update payments_pricerise set state = 'failed'")
    refused(
        "price_rise_once",
        "insert into payments_pricerise select r.* from payments_pricerise p,"
        " jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid())) r",
    )


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
