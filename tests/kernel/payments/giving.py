"""Vouchers, providers and what they gave, for the tests of deliveries."""

from datetime import UTC, date, datetime
from uuid import UUID

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.payments.api import deliveries, funds, providers, settlements
from minzheng.kernel.payments.delivering import ordering
from minzheng.kernel.payments.models import Delivery, Fund, Settlement
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.registry.api import organisations
from tests.base.test_credit_code import credit_code
from tests.kernel.payments.payroll import NOVEMBER, awarded, resident
from tests.people import COUNTY, TOWN_A, acting

VOUCHER = "elderly.consumption_voucher"
FULL = 800_00
HOME, CARE_HOME = "home", "care_home"
DECEMBER_NOON = datetime(2026, 12, 3, 4, tzinfo=UTC)
TODAY = date(2026, 11, 10)
CARD = "6217000010001234567"


def entitled(sequence: int = 1, amount_fen: int = FULL, start: Month = NOVEMBER) -> UUID:
    """An award of somebody who has the voucher."""
    return awarded(resident(sequence), amount_fen, benefit=VOUCHER, start=start)


def ordered() -> int:
    """The night has been; how many deliveries came or grew."""
    return ordering.nightly().ordered


def given(award: UUID) -> Delivery:
    """This award's delivery of November."""
    with working("job"):
        return Delivery.objects.get(award_id=award, month=NOVEMBER.first_day)


def voucher(sequence: int = 1, amount_fen: int = FULL) -> UUID:
    """Somebody's delivery of November."""
    award = entitled(sequence, amount_fen)
    ordered()
    return given(award).pk


def approved_provider(name: str = "雕庄助老社", number: str = "MJ501234", card: str = CARD) -> UUID:
    """An organisation that the county lets give vouchers, with an approved account."""
    with acting("county_officer") as officer:
        body = organisations.register_organisation(
            officer,
            entry=organisations.OrganisationEntry(
                name=name,
                kind="service_body",
                division=TOWN_A,
                credit_code=credit_code("52", "320402", number),
            ),
        )
        made = providers.propose_provider(
            officer,
            organisation=body,
            benefit=VOUCHER,
            from_month=Month(2026, 1),
            basis="天民发〔2026〕3号",
        )
        account = providers.propose_account(
            officer, provider=made, bank="农商行", holder=name, number=card
        )
    with acting("county_approver") as approver:
        providers.approve_provider(approver, provider=made)
        providers.approve_account(approver, account=account)
    return made


def new_account(provider: UUID, number: str) -> None:
    """Another account, which cools off."""
    with acting("county_officer") as officer:
        row = providers.provider(officer, provider=provider)
        account = providers.propose_account(
            officer, provider=provider, bank="农商行", holder=row.name, number=number
        )
    with acting("county_approver") as approver:
        providers.approve_account(approver, account=account)


def used(
    delivery: UUID,
    provider: UUID,
    price_fen: int,
    *,
    mode: str = HOME,
    on: date = TODAY,
    redemption: UUID | None = None,
    by: str = "town_clerk_a",
) -> tuple[UUID, int]:
    """What a provider gave; the id, and what the voucher bears."""
    made = redemption or uuid7()
    with acting(by) as clerk:
        bears = deliveries.redeem(
            clerk,
            delivery=delivery,
            redemption=made,
            provider=provider,
            mode=mode,
            content="上门助浴两次",
            price_fen=price_fen,
            used_on=on,
            voucher="FW-0001",
        )
    return made, bears


def borne_by_funds() -> None:
    """The county's funds bear the voucher."""
    with acting("finance") as finance:
        known = {each.code: each.pk for each in Fund.objects.all()}
        funds.set_shares(
            finance,
            benefit=VOUCHER,
            division=COUNTY,
            from_month=Month(2026, 1),
            shares={known["C1"]: 150, known["P1"]: 850},
        )


def settled(month: Month = NOVEMBER) -> list[UUID]:
    """The county's settlements of a month that is over, agreed to by the providers."""
    with acting("county_officer") as officer:
        settlements.prepare_settlements(officer, division=COUNTY, month=month)
        rows = settlements.list_settlements(officer, state="prepared").rows
        for row in rows:
            settlements.agree_settlement(
                officer, settlement=row.id, name="王院长", on=clock.today()
            )
    return [row.id for row in rows]


def drafted() -> UUID:
    """The batch that pays them."""
    with acting("county_officer") as officer:
        return settlements.draft_payment(officer, division=COUNTY)


def settlement_of(settlement: UUID) -> Settlement:
    """As it stands."""
    with working("job"):
        return Settlement.objects.get(pk=settlement)
