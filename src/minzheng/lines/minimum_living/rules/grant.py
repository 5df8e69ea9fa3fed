"""The grant (最低生活保障金) of a household: 救助法 Art. 18, 57号 Art. 4, 21, 23.

Strictly below the standard: at the standard exactly a new application is refused, and a running
award comes to nothing, which is a proposal to end it after a hearing.
"""

from minzheng.catalogue.codes import DibaoRoute
from minzheng.lines.minimum_living.rules.property import (
    assets_within_limit,
    houses_within_limit,
    no_active_business,
    vehicles_within_limit,
)
from minzheng.rules.language import (
    Household,
    MoneyPerMonth,
    Month,
    Numbers,
    YesNo,
    benefit,
    condition,
    month_of,
    value,
)


@condition("以家庭为单位申请最低生活保障", "57号 第4条")
def applies_as_household(h: Household, n: Numbers) -> YesNo:
    return h.dibao_route == DibaoRoute.household


@condition("共同生活的家庭成员人均收入低于当地最低生活保障标准", "救助法 第18条")
def income_below_standard(h: Household, n: Numbers) -> YesNo:
    return h.income < h.standard_for_all


@condition("家庭中有可享受待遇的成员", "57号 第4条、第7条")
def someone_covered(h: Household, n: Numbers) -> YesNo:
    return h.covered_size > 0


@condition("按规定计算并取整后的低保金大于零", "57号 第23条; 当地规定")
def amount_payable(h: Household, n: Numbers) -> YesNo:
    """A household above the standard is refused for its income, not for this too."""
    return h.amount > 0 or not h.income_below_standard


@value("家庭符合低保条件", "救助法 第18条")
def qualifies(h: Household, n: Numbers) -> YesNo:
    """Whichever way it applies: who qualifies as a household is no edge family."""
    worth_paying = h.someone_covered and h.amount_payable
    return h.income_below_standard and h.property_within_limits and worth_paying


@benefit(
    "最低生活保障金",
    "救助法 第18条; 57号 第23条",
    conditions=[
        applies_as_household,
        income_below_standard,
        assets_within_limit,
        vehicles_within_limit,
        houses_within_limit,
        no_active_business,
        someone_covered,
        amount_payable,
    ],
)
def grant(h: Household, n: Numbers) -> MoneyPerMonth:
    return h.amount - h.withheld


@grant.starts("自确认同意的次月起发放，在享的保持原起始月份", "57号 第21条")
def grant_starts(h: Household, n: Numbers) -> Month:
    return month_of(h.dibao_since) if h.running else n.month + 1
