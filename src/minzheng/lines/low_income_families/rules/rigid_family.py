"""The rigid-expenditure family (刚性支出困难家庭): 刚支办法 Art. 4, 5, in force since 2025.

Spending and income are those of the 12 months before the application.  The income is taken before
rigid spending is deducted from it, or that spending would count twice.  Numbers:
../parameters/rigid_family.yaml.
"""

from minzheng.lines.low_income_families.rules.property import (
    assets_within_limit,
    houses_within_limit,
    no_active_business,
    vehicles_within_limit,
)
from minzheng.rules.language import (
    YEAR,
    Household,
    Money,
    Numbers,
    YesNo,
    ceil_fen,
    condition,
    per_year,
    status,
    value,
)


@value("申请前12个月刚性支出", "刚支办法 第5条")
def rigid_spending(h: Household, n: Numbers) -> Money:
    """Net of insurance and subsidies; schooling at the public price (the facts say so)."""
    living_and_health = h.spent_living + h.spent_medical + h.spent_rehabilitation
    return living_and_health + h.spent_education + h.spent_other


@value("申请前12个月家庭收入", "刚支办法 第4条（四）")
def income_of_the_year(h: Household, n: Numbers) -> Money:
    return h.minimum_living.income_before_rigid_deduction * YEAR


@condition("家庭有未纳入特困的成员，且不是低保或者低保边缘家庭", "刚支办法 第4条（一）")
def not_otherwise_recognised(h: Household, n: Numbers) -> YesNo:
    """The extremely poor are no members: where nobody remains, the whole family is."""
    return h.minimum_living.size > 0 and h.not_on_minimum_living and not h.edge_family


@condition("家庭人均收入低于当地上年度人均可支配收入", "刚支办法 第4条（二）")
def income_below_disposable(h: Household, n: Numbers) -> YesNo:
    yearly = per_year(h.minimum_living.income_before_rigid_deduction)
    return yearly < n.disposable_income * h.minimum_living.size


@condition("刚性支出占家庭收入的比例超过当地规定", "刚支办法 第4条（四）")
def spending_above_ratio(h: Household, n: Numbers) -> YesNo:
    """Without any income, any such spending is enough: it is not divided by the income.

    The income that would just make up the ratio is rounded up, so that nothing is lost by rounding.
    """
    return ceil_fen(h.rigid_spending / n.rigid_spending_ratio) > h.income_of_the_year


@status(
    "刚性支出困难家庭",
    "刚支办法 第4条; 救助法 第22条",
    conditions=[
        not_otherwise_recognised,
        income_below_disposable,
        assets_within_limit,
        vehicles_within_limit,
        houses_within_limit,
        no_active_business,
        spending_above_ratio,
    ],
    since="2025-01",
)
def rigid_family(h: Household, n: Numbers) -> YesNo:
    return True
