"""Payments of a village: what 赵大山 got, what came back, what he owes; and the neighbour's."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from minzheng.base.months import Month
from minzheng.config.banking import bank_formats
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.api import holds
from minzheng.kernel.entitlements.api.many import Holding, take_over
from minzheng.kernel.payments import ports
from minzheng.kernel.payments.api import imprest, recovery
from minzheng.kernel.payments.models import Ground, Instruction
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.registry.api import accounts
from tests.kernel.casework.matters import opened
from tests.kernel.payments.banking import not_paid, sent, take, words
from tests.kernel.payments.keeping import filled, spent
from tests.kernel.payments.payroll import PlainText, draft, funded, line
from tests.kernel.residents.village import Village
from tests.people import acting

GRANT, OLD_AGE = "minimum_living.grant", "elderly.old_age_allowance"
SUBSIDY = "disability.living_subsidy"
OWN_CARD, OTHER_CARD = "6228480402560001111", "6228480402560002222"
WIFES_CARD = "6228480402560003333"
CASH = 32_109
SECRET = "法院名单：正在服刑"


def paid_in(village: Village) -> dict[str, Any]:
    """A month's payroll: the household's grant and the old woman's allowance, one came back.

    The neighbour got 456.78, the wife a subsidy of 77.70 that is hers alone. The husband owes a
    part of what was paid, in two instalments; his own allowance is held.
    """
    ports.bank_formats.install({**bank_formats(), "plain": PlainText()})
    month = Month.of(clock.today())
    funded()
    person = village.persons
    for name, number in (("赵大山", OWN_CARD), ("李邻居", OTHER_CARD), ("钱小凤", WIFES_CARD)):
        _account(person[name], name, number)
    _held(village, month - 1)
    batch = sent(draft(month))
    take(batch, [not_paid(each) if each.amount_fen == 8_100 else each for each in words(batch)])
    with working("job"):
        rows = {each.amount_fen: each for each in Instruction.objects.filter(batch=batch)}
    found = {"payment": rows[65_043].pk, "neighbours_payment": rows[45_678].pk}
    with acting("finance") as finance:
        holds.raise_hold(
            finance,
            award=rows[6_600].award_id,
            kind="prison",
            since=(month - 1).first_day,
            source=SECRET,
        )
    award = rows[65_043].award_id
    assert award is not None
    _owes(award, month)
    found["cash_case"] = _in_cash(village)
    return found | {"wifes_payment": rows[7_770].pk, "returned": rows[8_100].pk}


def _account(person: UUID, name: str, number: str) -> None:
    with acting("town_clerk_a") as clerk:
        account = accounts.propose_account(
            clerk, person=person, bank="农商行", holder=name, number=number
        )
    with acting("town_approver_a") as approver:
        accounts.approve_account(approver, account=account)


def _held(village: Village, start: Month) -> None:
    """What everybody has from last month on, so that this month's payroll holds back-pay too."""
    person = village.persons
    own = (village.own_home, person["赵大山"], 65_043)
    other = (village.other_home, person["李邻居"], 45_678)
    rows = [
        Holding(GRANT, home, None, payee, (payee,), start, fen) for home, payee, fen in (own, other)
    ]
    rows += [
        Holding(benefit, None, person[who], person[payee], (person[who],), start + 1, fen)
        for benefit, who, payee, fen in (
            (SUBSIDY, "钱小凤", "钱小凤", 7_770),
            (OLD_AGE, "孙老太", "赵大山", 8_100),
            (SUBSIDY, "赵大山", "赵大山", 6_600),
        )
    ]
    with working("job"):
        opened = take_over(rows, reason="以前已确认")
    assert not opened.refused


def _in_cash(village: Village) -> UUID:
    """Small aid out of the town's float for the husband's case; an entry by mistake is undone."""
    with acting("town_clerk_a") as clerk:
        case = opened(clerk, village.own_home, "temporary_assistance.quick")
    chosen = filled()
    mistaken = spent(chosen, case, 11_111)
    with acting("finance") as finance:
        imprest.reverse_spending(finance, movement=mistaken, reversal=uuid7(), voucher="更1")
    spent(chosen, case, CASH)
    return case


def _owes(award: UUID, month: Month) -> None:
    """Both months were paid 50.43 too much; it is paid back in two parts, the first has come in."""
    line(award, 60_000, month - 1)
    with acting("county_officer") as officer:
        receivable = recovery.propose_receivable(
            officer,
            award=award,
            first=month - 1,
            last=month,
            ground=Ground.AMOUNT,
            basis="核定金额有误",
        )
    with acting("county_approver") as approver:
        recovery.confirm_receivable(approver, receivable=receivable)
    with acting("county_officer") as officer:
        recovery.plan_instalments(
            officer, receivable=receivable, count=2, first_due=clock.today() + timedelta(days=30)
        )
    with acting("finance") as finance:
        recovery.record_receipt(
            finance,
            receivable=receivable,
            receipt=uuid7(),
            amount_fen=5_043,
            on=clock.today(),
            voucher="苏财票0001",
        )
