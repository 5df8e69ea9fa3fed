"""The edge family (低保边缘家庭): 57号 Art. 8; since July 2026 救助法 Art. 21.

Numbers: ../parameters/edge_family.yaml.
"""

from minzheng.lines.low_income_families.rules.property import (
    assets_within_limit,
    houses_within_limit,
    no_active_business,
    vehicles_within_limit,
)
from minzheng.rules.language import (
    Household,
    MoneyPerMonth,
    Numbers,
    Person,
    YesNo,
    ceil_fen,
    condition,
    status,
    value,
)


@value("全家按低保边缘标准合计", "57号 第8条; 83号 一（四）")
def edge_line(h: Household, n: Numbers) -> MoneyPerMonth:
    """Rounded up: an income lies below it exactly when it lies below the unrounded line."""
    standard_for_all = h.minimum_living.standard * h.minimum_living.size
    return ceil_fen(standard_for_all * n.edge_ratio)


@edge_line.amended(since="2026-07", law="救助法 第21条")
def edge_line_2026(h: Household, n: Numbers) -> MoneyPerMonth:
    """The province sets by how much the line lies above the standard."""
    standard_for_all = h.minimum_living.standard * h.minimum_living.size
    return standard_for_all + ceil_fen(standard_for_all * n.edge_uplift)


@condition("家庭不符合低保条件，也不在渐退期", "57号 第8条; 救助法 第21条")
def not_on_minimum_living(h: Household, n: Numbers) -> YesNo:
    in_grace = h.minimum_living.grace_grant > 0
    return not (h.minimum_living.qualifies or in_grace)


@condition("家庭人均收入低于当地低保边缘标准", "57号 第8条; 救助法 第21条")
def income_below_edge_line(h: Household, n: Numbers) -> YesNo:
    return h.minimum_living.income < h.edge_line


@status(
    "最低生活保障边缘家庭",
    "57号 第8条; 救助法 第21条",
    conditions=[
        not_on_minimum_living,
        income_below_edge_line,
        assets_within_limit,
        vehicles_within_limit,
        houses_within_limit,
        no_active_business,
    ],
)
def edge_family(h: Household, n: Numbers) -> YesNo:
    return True


@value("低保边缘家庭成员", "57号 第8条; 救助法 第21条")
def edge_member(p: Person, n: Numbers) -> YesNo:
    return p.household.edge_family and p.minimum_living.counted
