"""Help for families hit by necessary spending (支出型临时救助)."""

from minzheng.lines.temporary_assistance.rules.request import (
    amount_requested,
    case_amount_left,
    in_difficulty,
    not_decided_individually,
    times_left,
)
from minzheng.rules.language import (
    Household,
    Money,
    Numbers,
    YesNo,
    benefit,
    condition,
    value,
)


@condition(
    "是刚性支出困难家庭、低保边缘家庭，或者家庭成员已获得最低生活保障或者特困供养",
    "《关于进一步健全完善临时救助制度的意见》（2026年）二（二）",
)
def low_income_household(h: Household, n: Numbers) -> YesNo:
    assisted = any(m.minimum_living.recipient or m.extreme_poverty.recipient for m in h.members)
    return h.low_income_families.edge_family or h.low_income_families.rigid_family or assisted


@value(
    "申请前12个月教育、医疗等必需支出", "《关于进一步健全完善临时救助制度的意见》（2026年）二（二）"
)
def necessary_spending(h: Household, n: Numbers) -> Money:
    return h.spent_medical + h.spent_education + h.spent_rehabilitation + h.spent_other


@condition(
    "教育、医疗等必需支出突然增加，超出家庭承受能力",
    "《关于进一步健全完善临时救助制度的意见》（2026年）二（二）",
)
def spending_beyond_means(h: Household, n: Numbers) -> YesNo:
    bearable = h.minimum_living.income * n.bearable_months
    return h.necessary_spending > 0 and h.necessary_spending >= bearable


@condition("本次未按小额快救或者先行救助办理", "民发〔2018〕23号 二（二）")
def not_yet_aided(h: Household, n: Numbers) -> YesNo:
    return h.small_fast == 0 and h.advance == 0


@value("支出型救助最高金额", "当地临时救助办法")
def spending_cap(h: Household, n: Numbers) -> Money:
    return h.minimum_living.standard * h.family_size * n.spending_months


@benefit(
    "临时救助（支出型）",
    "《关于进一步健全完善临时救助制度的意见》（2026年）二（二）",
    conditions=[
        low_income_household,
        in_difficulty,
        spending_beyond_means,
        amount_requested,
        not_yet_aided,
        times_left,
        case_amount_left,
        not_decided_individually,
    ],
)
def spending_type(h: Household, n: Numbers) -> Money:
    return min(h.aid_requested, h.spending_cap, h.case_remainder)
