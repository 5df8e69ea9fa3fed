"""The price-linked subsidy of a person for one month (价格临时补贴)."""

from minzheng.lines.price_subsidy.rules.groups import in_protected_group
from minzheng.lines.price_subsidy.rules.trigger import index_published, rise_settled, triggered
from minzheng.rules.language import (
    MoneyPerMonth,
    Month,
    Numbers,
    Person,
    YesNo,
    benefit,
    condition,
    month_of,
    round_to,
)


@condition("该月未死亡", "发改价格〔2021〕1553号")
def living(p: Person, n: Numbers) -> YesNo:
    return month_of(p.death_date) >= n.month


@benefit(
    "价格临时补贴",
    "社会救助法 第三十二条; 发改价格〔2021〕1553号",
    conditions=[index_published, triggered, rise_settled, in_protected_group, living],
)
def price_subsidy(p: Person, n: Numbers) -> MoneyPerMonth:
    """For this month only: next month's index decides anew."""
    amount = round_to(p.group_standard * p.rise, n.rounding_unit, n.rounding)
    return max(amount, n.minimum_per_person)


@price_subsidy.starts("在价格指数公布当月发放", "发改价格〔2021〕1553号")
def price_subsidy_starts(p: Person, n: Numbers) -> Month:
    return n.month + n.months_until_payment
