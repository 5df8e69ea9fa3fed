"""What a single-person guarantee pays, and from when: 57号 Art. 8, 21, domain rules §19 row 8.

Numbers: ../parameters/single_amount.yaml; rounding and minimum payment as for households.
"""

from minzheng.catalogue.codes import SinglePersonAmount
from minzheng.lines.minimum_living.rules.single_person import (
    may_apply_alone,
    may_be_covered,
    not_covered_with_household,
    not_extremely_poor,
    own_assets_within_limit,
    own_income_below_standard,
    present,
)
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
    value,
)


@value("单人保基本金额", "57号 第8条; 83号 一（一）")
def single_basic_amount(p: Person, n: Numbers) -> MoneyPerMonth:
    """The full standard only in an edge family, and only where the area says so."""
    if p.edge_route and n.single_amount == SinglePersonAmount.full:
        return p.household.standard
    return max(p.household.standard - p.own_income, 0)


@value("单人保金额", "57号 第8条、第27条")
def single_amount(p: Person, n: Numbers) -> MoneyPerMonth:
    with_supplement = p.single_basic_amount + p.household.standard * p.uplift
    at_least = max(with_supplement, n.minimum_payment)
    return round_to(at_least, n.rounding_unit, n.rounding_mode)


@condition("按规定计算的单人保金额大于零", "57号 第23条; 当地规定")
def single_amount_payable(p: Person, n: Numbers) -> YesNo:
    """Whose own income reaches the standard is refused for that where it is tested."""
    worth_paying = p.single_basic_amount > 0 and p.single_amount > 0
    return worth_paying or not p.own_income_below_standard


@benefit(
    "单人保低保金",
    "57号 第8条; 救助法 第21条; 83号 一（一）",
    conditions=[
        may_apply_alone,
        own_income_below_standard,
        own_assets_within_limit,
        present,
        not_extremely_poor,
        may_be_covered,
        not_covered_with_household,
        single_amount_payable,
    ],
)
def single_grant(p: Person, n: Numbers) -> MoneyPerMonth:
    return p.single_amount


@single_grant.starts("自确认同意的次月起发放，在享的保持原起始月份", "57号 第21条")
def single_grant_starts(p: Person, n: Numbers) -> Month:
    return month_of(p.household.dibao_since) if p.household.running else n.month + 1
