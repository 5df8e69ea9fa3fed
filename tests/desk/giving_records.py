"""A voucher with what was used of it and what is disputed, its provider and a settlement."""

from datetime import timedelta
from uuid import UUID

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.payments.api import deliveries, providers, settlements
from minzheng.kernel.payments.delivering import ordering
from minzheng.kernel.payments.models import Delivery
from tests.kernel.payments.giving import VOUCHER, approved_provider, used
from tests.kernel.payments.payroll import awarded, resident
from tests.people import COUNTY, acting

SEQUENCE, FULL = 95, 800_00


def giving_entered(month: Month) -> dict[str, UUID]:
    """Last month settled, this month begun, one use disputed, an account proposed."""
    award = awarded(resident(SEQUENCE, name="黄药师"), FULL, benefit=VOUCHER, start=month - 1)
    provider = approved_provider()
    before = clock.now().replace(day=1) - timedelta(days=10)
    with clock.standing_at(before):
        used(_ordered(award, month - 1), provider, 120_00, on=clock.today())
    with acting("county_officer") as officer:
        settlements.prepare_settlements(officer, division=COUNTY, month=month - 1)
        [row] = settlements.list_settlements(officer).rows
        account = providers.propose_account(
            officer,
            provider=provider,
            bank="农商行",
            holder="雕庄助老社",
            number="6217000010005555",
        )
    delivery = _ordered(award, month)
    redemption, _ = used(delivery, provider, 100_00, on=clock.today())
    with acting("town_clerk_a") as clerk:
        dispute = deliveries.dispute_redemption(clerk, redemption=redemption, reason="未到家服务")
    return {
        "given_award": award,
        "delivery": delivery,
        "redemption": redemption,
        "service_dispute": dispute,
        "provider": provider,
        "provider_account": account,
        "settlement": row.id,
    }


def _ordered(award: UUID, month: Month) -> UUID:
    ordering.nightly()
    with working("test"):
        return Delivery.objects.get(award_id=award, month=month.first_day).pk
