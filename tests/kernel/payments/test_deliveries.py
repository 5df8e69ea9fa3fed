"""Vouchers: a month's worth to the fen, in its month, for the living, once."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.api import holds
from minzheng.kernel.payments.api import deliveries
from minzheng.kernel.payments.invariants import breaches
from minzheng.kernel.payments.models import Delivery, Redemption
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.registry.api import people
from minzheng.kernel.registry.models import Person
from tests.kernel.payments.giving import (
    CARE_HOME,
    DECEMBER_NOON,
    FULL,
    HOME,
    TODAY,
    approved_provider,
    entitled,
    given,
    ordered,
    used,
    voucher,
)
from tests.kernel.payments.payroll import NOVEMBER, line
from tests.people import acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]


def test_the_night_orders_each_month_once_and_raises_what_grew() -> None:
    award = entitled(amount_fen=500_00)
    assert ordered() == 1
    assert ordered() == 0
    row = given(award)
    assert (row.amount_fen, row.used_fen, row.valid_until) == (500_00, 0, date(2026, 11, 30))
    line(award, FULL, NOVEMBER, kind="direct")
    assert ordered() == 1
    assert given(award).amount_fen == FULL
    line(award, 300_00, NOVEMBER, kind="direct")
    assert ordered() == 0
    # What was given is not taken back; no more is used than is due by now.
    provider = approved_provider()
    with pytest.raises(Conflict, match="超过本月应有额度"):
        used(given(award).pk, provider, 600_02)
    assert used(given(award).pk, provider, 600_00)[1] == 300_00


@pytest.mark.parametrize(
    ("mode", "price", "bears"),
    [
        (HOME, 100_00, 50_00),
        (CARE_HOME, 100_00, 40_00),
        (HOME, 1_599_98, 799_99),
        (HOME, 1_600_00, FULL),
        (HOME, 1_600_02, FULL),
        (CARE_HOME, 2_000_00, FULL),
    ],
)
def test_a_share_of_the_price_is_borne_up_to_the_month(mode: str, price: int, bears: int) -> None:
    delivery = voucher()
    made, borne = used(delivery, approved_provider(), price, mode=mode)
    assert borne == bears
    with acting("town_clerk_a") as clerk:
        (row,) = deliveries.redemptions_of(clerk, delivery=delivery)
        assert (row.id, row.own_fen) == (made, price - bears)
        assert deliveries.delivery(clerk, delivery=delivery).left_fen == FULL - bears


def test_what_is_left_is_used_and_then_nothing() -> None:
    delivery, provider = voucher(), approved_provider()
    used(delivery, provider, 1_500_00)
    assert used(delivery, provider, 1_500_00)[1] == 50_00
    with pytest.raises(Conflict, match="已经用完"):
        used(delivery, provider, 2)


def test_entered_twice_is_once() -> None:
    delivery, provider, chosen = voucher(), approved_provider(), uuid7()
    used(delivery, provider, 100_00, redemption=chosen)
    assert used(delivery, provider, 999_00, redemption=chosen)[1] == 50_00
    other = voucher(2)
    with pytest.raises(Unseen):
        used(other, provider, 100_00, redemption=chosen)


def test_it_is_good_until_the_last_day_of_its_month_and_not_carried_over() -> None:
    delivery, provider = voucher(), approved_provider()
    last = date(2026, 11, 30)
    with clock.standing_at(DECEMBER_NOON):
        # Entered some days later, for a service in time.
        used(delivery, provider, 100_00, on=last)
        with pytest.raises(Conflict, match="有效期"):
            used(delivery, provider, 100_00, on=last + timedelta(days=1))
        ordered()
        assert _state(delivery) == "open"
    with clock.standing_at(DECEMBER_NOON + timedelta(days=2)):
        ordered()
        assert _state(delivery) == "open"
    with clock.standing_at(DECEMBER_NOON + timedelta(days=3)):
        ordered()
        assert _state(delivery) == "expired"
        with pytest.raises(Conflict, match="有效期"):
            used(delivery, provider, 100_00, on=last)


def test_nothing_is_given_after_death_but_what_was_given_before_counts() -> None:
    delivery, provider = voucher(), approved_provider()
    _die(delivery, TODAY - timedelta(days=1))
    with pytest.raises(Conflict, match="死亡"):
        used(delivery, provider, 100_00)
    assert used(delivery, provider, 100_00, on=TODAY - timedelta(days=1))[1] == 50_00


def test_a_held_award_gives_nothing_until_it_is_released() -> None:
    delivery, provider = voucher(), approved_provider()
    with working("job"):
        award = Delivery.objects.get(pk=delivery).award_id
    with acting("town_clerk_a") as clerk:
        (hold,) = holds.raise_hold(
            clerk, award=award, kind="manual", since=TODAY, source="举报", note="核实中"
        )
    with acting("town_approver_a") as approver:
        holds.confirm_hold(approver, hold=hold)
    with pytest.raises(Conflict, match="已暂缓"):
        used(delivery, provider, 100_00)


def test_who_entered_does_not_take_back_and_what_is_taken_back_is_there_again() -> None:
    delivery, provider = voucher(), approved_provider()
    made, _ = used(delivery, provider, 1_600_00)
    reversal = uuid7()
    with acting("town_clerk_a") as clerk, pytest.raises(NotAllowed):
        deliveries.reverse_redemption(clerk, redemption=made, reversal=reversal, reason="登记错误")
    for _ in range(2):
        with acting("town_approver_a") as approver:
            deliveries.reverse_redemption(
                approver, redemption=made, reversal=reversal, reason="登记错误"
            )
    assert used(delivery, provider, 1_600_00)[1] == FULL
    with acting("town_approver_a") as approver, pytest.raises(Conflict, match="已经冲销"):
        deliveries.reverse_redemption(
            approver, redemption=made, reversal=uuid7(), reason="登记错误"
        )
    with working("job"):
        assert not list(breaches())


def test_a_dispute_is_settled_by_another_person() -> None:
    delivery, provider = voucher(), approved_provider()
    made, _ = used(delivery, provider, 100_00)
    with acting("town_clerk_a") as clerk:
        dispute = deliveries.dispute_redemption(clerk, redemption=made, reason="老人称未接受服务")
        with pytest.raises(Conflict, match="待处理"):
            deliveries.dispute_redemption(clerk, redemption=made, reason="再次反映")
    with acting("town_approver_a") as approver:
        with pytest.raises(Refused):
            deliveries.settle_dispute(approver, dispute=dispute, upheld=True, finding=" ")
        deliveries.settle_dispute(approver, dispute=dispute, upheld=True, finding="入户核实属实")
        with pytest.raises(Conflict):
            deliveries.settle_dispute(approver, dispute=dispute, upheld=False, finding="改判")
    assert _used_fen(delivery) == 0


def test_another_town_sees_nothing_and_a_village_enters_nothing() -> None:
    delivery, provider = voucher(), approved_provider()
    with pytest.raises(Unseen):
        used(delivery, provider, 100_00, by="town_clerk_b")
    with pytest.raises(NotAllowed):
        used(delivery, provider, 100_00, by="finance")
    with acting("town_clerk_a") as clerk:
        (row,) = deliveries.list_deliveries(clerk, month=NOVEMBER, state="unused").rows
        (total,) = deliveries.totals(clerk, month=NOVEMBER)
        (chosen,) = deliveries.providers_for(clerk, delivery=delivery)
    assert (row.id, row.name, total.amount_fen, chosen.id) == (delivery, "张三丰", FULL, provider)


def _state(delivery: UUID) -> str:
    with working("job"):
        return str(Delivery.objects.get(pk=delivery).state)


def _used_fen(delivery: UUID) -> int:
    with working("job"):
        assert Redemption.objects.filter(delivery=delivery).exists()
        return int(Delivery.objects.get(pk=delivery).used_fen)


def _die(delivery: UUID, on: date) -> None:
    with working("job") as system:
        person = Delivery.objects.get(pk=delivery).person_id
        assert person is not None
        version = Person.objects.get(pk=person).version
        people.record_death(system, person=person, on=on, version=version)
