"""One-off help for uninsured migrants who have lost their work, 民发〔2022〕83号 二（一）."""

from minzheng.lines.temporary_assistance.rules.request import (
    amount_requested,
    not_decided_individually,
)
from minzheng.rules.language import (
    Household,
    Money,
    Numbers,
    YesNo,
    benefit,
    condition,
    floor_fen,
    once,
    value,
)


@condition("属失业保险政策无法覆盖的未参保失业人员", "民发〔2022〕83号 二（一）")
def unemployed_uninsured(h: Household, n: Numbers) -> YesNo:
    return h.uninsured_unemployed


@condition("连续三个月无收入来源", "民发〔2022〕83号 二（一）")
def long_without_income(h: Household, n: Numbers) -> YesNo:
    return h.months_without_income >= n.least_months_without_income


@condition("未纳入最低生活保障范围", "民发〔2022〕83号 二（一）")
def not_on_minimum_living(h: Household, n: Numbers) -> YesNo:
    return not any(m.minimum_living.recipient for m in h.members)


@condition("未因同一事由领取过一次性临时救助金", "民发〔2022〕83号 二（一）")
def first_time(h: Household, n: Numbers) -> YesNo:
    return h.aid_times == 0


@condition("本次未按其他类型给予临时救助", "民发〔2018〕23号 二（二）")
def not_otherwise_aided(h: Household, n: Numbers) -> YesNo:
    return h.small_fast == 0 and h.advance == 0 and h.spending_type == 0


@value("一次性临时救助金最高金额", "当地临时救助办法")
def migrant_cap(h: Household, n: Numbers) -> Money:
    return floor_fen(once(h.minimum_living.standard) * n.migrant_multiple)


@benefit(
    "一次性临时救助金（未参保失业人员）",
    "民发〔2022〕83号 二（一）",
    conditions=[
        unemployed_uninsured,
        long_without_income,
        not_on_minimum_living,
        first_time,
        amount_requested,
        not_otherwise_aided,
        not_decided_individually,
    ],
    since="2022-10",
)
def migrant_once(h: Household, n: Numbers) -> Money:
    """Paid where they work or usually live."""
    return min(h.aid_requested, h.migrant_cap)
