"""Providers: approved by two persons, settled by the month, paid once through the books."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.payments.api import (
    batches,
    deliveries,
    explaining,
    ledger,
    providers,
    reading,
    returns,
    sending,
    settlements,
)
from minzheng.kernel.payments.invariants import breaches
from minzheng.kernel.payments.models import Instruction, Provider
from minzheng.kernel.payments.states import BatchKind
from minzheng.kernel.protection.identifiers import uuid7
from tests.kernel.payments.giving import (
    CARD,
    DECEMBER_NOON,
    VOUCHER,
    approved_provider,
    borne_by_funds,
    drafted,
    new_account,
    settled,
    settlement_of,
    used,
    voucher,
)
from tests.kernel.payments.payroll import (
    NOVEMBER,
    approved,
    checked,
    draft,
    filed,
    lines_of,
    paid_out,
)
from tests.people import COUNTY, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def test_a_month_with_two_providers_is_paid_once_by_three_persons() -> None:
    borne_by_funds()
    one = approved_provider()
    other = approved_provider("青龙护理院", "MJ509999", "6217000010007654321")
    for sequence, price in ((1, 100_00), (2, 333_33)):
        used(voucher(sequence), one, price)
    used(voucher(3), other, 2_000_00, mode="care_home")
    with clock.standing_at(DECEMBER_NOON):
        made = settled()
        assert sorted(settlement_of(each).amount_fen for each in made) == [216_66, 800_00]
        with acting("county_officer") as officer, pytest.raises(Refused, match="没有需要结算"):
            settlements.prepare_settlements(officer, division=COUNTY, month=NOVEMBER)
        batch = drafted()
        with pytest.raises(Refused, match="没有可以支付"):
            drafted()
        filed(batch)
        lines = lines_of(batch)
        assert [each.state for each in lines] == ["pending", "pending"]
        with acting("finance") as finance:
            content = sending.open_file(finance, batch=batch).content.decode()
        assert CARD in content
        assert "雕庄助老社" in content
        _sent(batch)
        paid_out(batch)
        with acting("finance") as finance:
            row = settlements.settlement(finance, settlement=made[0])
            told = explaining.explain_instruction(finance, instruction=lines[0].pk)
            assert ledger.trial_balance(finance, division=COUNTY).balanced
        assert (row.paid, row.batch, told.award) == ("已发放", batch, None)
        assert told.line.settlement is not None
        with working("job"):
            assert not list(breaches())
        with pytest.raises(Refused):
            drafted()


def test_nobody_settles_a_month_that_is_not_over_nor_pays_what_nobody_agreed_to() -> None:
    used(voucher(), approved_provider(), 100_00)
    with acting("county_officer") as officer:
        with pytest.raises(Refused, match="当月结束以后"):
            settlements.prepare_settlements(officer, division=COUNTY, month=NOVEMBER)
        with clock.standing_at(DECEMBER_NOON):
            settlements.prepare_settlements(officer, division=COUNTY, month=NOVEMBER)
            with pytest.raises(Refused, match="没有可以支付"):
                settlements.draft_payment(officer, division=COUNTY)
    with pytest.raises(Refused, match="服务结算"):
        draft(kind=BatchKind.PROVIDER)


def test_a_disputed_redemption_waits_and_a_reversal_comes_off_the_next_settlement() -> None:
    borne_by_funds()
    provider, delivery = approved_provider(), voucher()
    first, _ = used(delivery, provider, 100_00)
    second, _ = used(delivery, provider, 60_00)
    with acting("town_clerk_a") as clerk:
        dispute = deliveries.dispute_redemption(clerk, redemption=second, reason="未到家服务")
    with clock.standing_at(DECEMBER_NOON):
        (made,) = settled()
        assert settlement_of(made).amount_fen == 50_00
        with acting("town_approver_a") as approver:
            deliveries.settle_dispute(approver, dispute=dispute, upheld=False, finding="已核实")
            deliveries.reverse_redemption(
                approver, redemption=first, reversal=uuid7(), reason="重复登记"
            )
    with clock.standing_at(datetime(2027, 1, 4, 4, tzinfo=UTC)):
        # 30 yuan that were disputed less 50 that were settled and taken back: nothing to pay yet.
        with acting("county_officer") as officer, pytest.raises(Refused, match="没有需要结算"):
            settlements.prepare_settlements(officer, division=COUNTY, month=Month(2026, 12))
        with acting("county_officer") as officer:
            settlements.withdraw_settlement(officer, settlement=made, reason="核销有误")
        (again,) = settled(Month(2026, 12))
        assert settlement_of(again).amount_fen == 30_00
        approved(drafted())
        with acting("county_officer") as officer, pytest.raises(Conflict, match="已列入发放批次"):
            settlements.withdraw_settlement(officer, settlement=again, reason="再看看")


def test_a_returned_payment_is_paid_again_to_the_new_account_alone() -> None:
    borne_by_funds()
    provider = approved_provider()
    used(voucher(), provider, 100_00)
    with clock.standing_at(DECEMBER_NOON):
        settled()
        batch = filed(drafted())
        _sent(batch)
        with acting("finance") as finance:
            head, row = sending.open_file(finance, batch=batch).content.decode().splitlines()
            content = f"{head}\n{row.rsplit('|', 1)[0]}|no".encode()
            returns.take_return(finance, batch=batch, name="back.txt", content=content)
        with pytest.raises(Refused, match="没有可以支付"):
            drafted()
        new_account(provider, "6217000010009999999")
        again = checked(drafted())
        # It cools off first.
        assert [(each.state, each.hold_reason) for each in lines_of(again)] == [("held", "cooling")]
        with acting("county_officer") as officer:
            batches.cancel_batch(officer, batch=again, reason="账户在冷静期")
    with clock.standing_at(DECEMBER_NOON + timedelta(days=7)):
        again = filed(drafted())
        assert [(each.state, each.amount_fen) for each in lines_of(again)] == [("pending", 50_00)]
        _sent(again)
        paid_out(again)
        with working("job"):
            assert Instruction.objects.filter(state="paid", settlement__isnull=False).count() == 1
            assert not list(breaches())
        with acting("finance") as finance:
            assert ledger.trial_balance(finance, division=COUNTY).balanced


def test_one_person_proposes_and_another_approves() -> None:
    made = approved_provider()
    with acting("county_officer") as officer:
        with pytest.raises(NotAllowed):
            providers.approve_provider(officer, provider=made)
        row = providers.provider(officer, provider=made)
        with pytest.raises(Conflict, match="已提出或者已确定"):
            providers.propose_provider(
                officer,
                organisation=row.organisation,
                benefit=VOUCHER,
                from_month=NOVEMBER,
                basis="再次提出",
            )
        with pytest.raises(Refused, match="服务或者实物"):
            providers.propose_provider(
                officer,
                organisation=row.organisation,
                benefit="minimum_living.grant",
                from_month=NOVEMBER,
                basis="错误",
            )
        with pytest.raises(Refused, match="机构名称一致"):
            providers.propose_account(
                officer, provider=made, bank="农商行", holder="张三", number="62280000000001"
            )
    with acting("other_county_officer") as other, pytest.raises(Unseen):
        providers.provider(other, provider=made)
    with acting("finance") as finance:
        assert [each.id for each in providers.list_providers(finance).rows] == [made]


def test_a_provider_that_was_ended_gives_nothing_after_its_last_month() -> None:
    delivery, provider = voucher(), approved_provider()
    used(delivery, provider, 100_00)
    with acting("county_approver") as approver:
        providers.end_provider(
            approver, provider=provider, last_month=Month(2026, 10), reason="协议到期"
        )
    with pytest.raises(Conflict, match="未被本县"):
        used(delivery, provider, 100_00)
    with working("job"):
        assert Provider.objects.get(pk=provider).state == "ended"


def test_the_page_of_the_batch_shows_providers_as_lines() -> None:
    borne_by_funds()
    used(voucher(), approved_provider(), 100_00)
    with clock.standing_at(DECEMBER_NOON):
        settled()
        batch = drafted()
        with acting("county_officer") as officer:
            (row,) = reading.lines(officer, batch=batch).rows
            fall = reading.waterfall(officer, batch=batch)
        assert (row.holder, row.award, row.amount_fen) == ("雕庄助老社", None, 50_00)
        assert fall.after_fen == 50_00


def _sent(batch: UUID) -> None:
    with acting("finance") as finance:
        sending.mark_sent(finance, batch=batch, receipt="回执1")


def test_of_two_drafts_of_a_settlement_one_pays_it() -> None:
    borne_by_funds()
    provider = approved_provider()
    used(voucher(), provider, 100_00)
    with clock.standing_at(DECEMBER_NOON):
        settled()
        new_account(provider, "6217000010009999999")
        drafts = [drafted(), drafted()]
    with clock.standing_at(DECEMBER_NOON + timedelta(days=7)):
        for each in drafts:
            checked(each)
    assert [(each.state, each.hold_reason) for batch in drafts for each in lines_of(batch)] == [
        ("pending", ""),
        ("held", "due_changed"),
    ]
