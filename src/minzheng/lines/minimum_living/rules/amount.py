"""The standard and the amount (低保金): 救助法 Art. 18–20, 57号 Art. 23.

Gap: what the income lacks to the standard.  Tiers: a fixed sum for each covered member, by how far
the income lies below the standard.  Supplements are added, then the minimum payment holds, then all
is rounded once.  Numbers: ../parameters/amount.yaml.
"""

from minzheng.catalogue.codes import AmountMethod
from minzheng.rules.language import (
    Household,
    MoneyPerMonth,
    Numbers,
    ceil_fen,
    round_to,
    value,
)


@value("当地最低生活保障标准", "救助法 第19条")
def standard(h: Household, n: Numbers) -> MoneyPerMonth:
    return n.standard[h.settlement]


@value("全家按标准合计", "救助法 第18条")
def standard_for_all(h: Household, n: Numbers) -> MoneyPerMonth:
    return h.standard * h.size


@value("补差金额", "救助法 第18条; 57号 第23条")
def gap(h: Household, n: Numbers) -> MoneyPerMonth:
    return max(h.standard_for_all - h.income, 0)


@value("分档金额（每人）", "救助法 第18条; 57号 第23条")
def tier(h: Household, n: Numbers) -> MoneyPerMonth:
    """Lines rounded up: an income lies below one exactly when below the unrounded line."""
    if h.income < ceil_fen(h.standard_for_all * n.first_tier_below):
        return n.first_tier_amount
    if h.income < ceil_fen(h.standard_for_all * n.second_tier_below):
        return n.second_tier_amount
    return n.third_tier_amount


@value("基本保障金额", "救助法 第18条; 57号 第23条")
def basic_amount(h: Household, n: Numbers) -> MoneyPerMonth:
    if n.amount_method == AmountMethod.tier:
        return h.tier * h.covered_size
    return h.gap


@value("家庭低保金（扣减拒绝工作份额前）", "57号 第23条、第27条")
def amount(h: Household, n: Numbers) -> MoneyPerMonth:
    with_supplements = h.basic_amount + h.standard * h.uplifts
    at_least = max(with_supplements, n.minimum_payment)
    return round_to(at_least, n.rounding_unit, n.rounding_mode)
