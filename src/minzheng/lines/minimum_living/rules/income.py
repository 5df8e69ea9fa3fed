"""The countable income of a member and of the household: 57号 Art. 13.

Losses are not set off: a business that loses money counts as nothing (B23).  Taxes, contributions
and support paid lower the payer's own income, never below nothing.  All deductions come before the
comparison, to the fen, so that nobody is admitted by rounding.  Numbers: ../parameters/income.yaml.
"""

from minzheng.rules.language import (
    Household,
    MoneyPerMonth,
    Numbers,
    Person,
    ceil_fen,
    value,
)


@value("工资、经营、财产和其他收入", "57号 第13条")
def earnings(p: Person, n: Numbers) -> MoneyPerMonth:
    business = max(p.business, 0)
    return p.wage_after_fixed_cost + business + p.property_income + p.other_income


@value("转移性收入", "57号 第13条")
def transfers_received(p: Person, n: Numbers) -> MoneyPerMonth:
    pensions = p.pension_employee + p.resident_pension
    counted_kinds = p.honours_counted + p.subsidies_counted
    return pensions + p.support_income + p.transfer_other + counted_kinds


@value("转移性支出", "57号 第13条")
def transfers_paid(p: Person, n: Numbers) -> MoneyPerMonth:
    return p.tax_and_insurance + p.transfer_paid


@value("成员可计收入（扣减按比例就业成本前）", "57号 第13条")
def member_income(p: Person, n: Numbers) -> MoneyPerMonth:
    net_transfers = p.transfers_received - p.transfers_paid
    if n.transfers_paid_lower_earnings:
        return max(p.earnings + net_transfers, 0)
    return p.earnings + max(net_transfers, 0)


@value("按比例扣减就业成本的基数", "57号 第13条 扣减; 当地规定")
def work_cost_base(p: Person, n: Numbers) -> MoneyPerMonth:
    """No more than the member's own income, so that the cost never eats that of others."""
    return min(p.wage_after_fixed_cost, p.member_income)


@value("家庭成员可计收入合计", "57号 第13条")
def members_income(h: Household, n: Numbers) -> MoneyPerMonth:
    return sum(m.member_income for m in h.members if m.counted)


@value("按比例扣减的就业成本合计", "57号 第13条 扣减; 当地规定")
def work_cost(h: Household, n: Numbers) -> MoneyPerMonth:
    """Rounded up once for the household: the income then lies below a whole amount, such as the
    standard times the members, exactly when the unrounded income does."""
    return ceil_fen(sum(m.work_cost_base for m in h.members if m.counted) * n.work_cost_share)


@value("扣减刚性支出前的家庭月收入", "57号 第13条")
def income_before_rigid_deduction(h: Household, n: Numbers) -> MoneyPerMonth:
    return h.members_income - h.work_cost


@value("家庭月收入", "57号 第13条")
def income(h: Household, n: Numbers) -> MoneyPerMonth:
    return max(h.income_before_rigid_deduction - h.rigid_deduction, 0)


@value("本人月收入", "57号 第13条")
def own_income(p: Person, n: Numbers) -> MoneyPerMonth:
    return p.member_income - ceil_fen(p.work_cost_base * n.work_cost_share)
