"""Wage income, imputed wages, and the cost of going to work: 57号 Art. 13, 83号 一（一）.

Numbers: ../parameters/wages.yaml.
"""

from minzheng.rules.language import MoneyPerMonth, Numbers, Person, YesNo, known, value


@value("按当地规定对就业收入赋值", "57号 第13条; 83号 一（一）")
def wage_imputed(p: Person, n: Numbers) -> YesNo:
    """Only for who can work: who truly finds none is judged by the facts (leave the cell blank)."""
    return n.imputes_wages and p.imputed_wage > 0 and p.able_to_work


@value("认定的工资性收入", "57号 第13条")
def wage_found(p: Person, n: Numbers) -> MoneyPerMonth:
    """The actual wage; where a wage is imputed, the higher, or the imputed if none is known."""
    if not p.wage_imputed:
        return p.wage
    return max(p.wage, p.imputed_wage) if known(p.wage) else p.imputed_wage


@value("扣减定额就业成本后的工资性收入", "57号 第13条 扣减; 当地规定")
def wage_after_fixed_cost(p: Person, n: Numbers) -> MoneyPerMonth:
    return max(p.wage_found - n.work_cost_fixed, 0)
