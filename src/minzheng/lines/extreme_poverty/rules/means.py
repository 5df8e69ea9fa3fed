"""Second condition: no source of living (无生活来源), 民发〔2021〕43号 第六条、第七条."""

from minzheng.rules.language import (
    MoneyPerMonth,
    Numbers,
    Person,
    YesNo,
    condition,
    value,
)


@value("按规定计入的养老金", "民发〔2021〕43号 第六条第二款")
def counted_pensions(p: Person, n: Numbers) -> MoneyPerMonth:
    """The central basic pension, preferential pensions and the old-age allowance never count."""
    employee = p.pension_employee if n.counts_employee_pension else 0
    resident = p.pension_resident_other if n.counts_resident_pension else 0
    return employee + resident


@value("本人收入", "民发〔2021〕43号 第六条第二款")
def own_income(p: Person, n: Numbers) -> MoneyPerMonth:
    earned = p.wage + max(p.business, 0) + p.property_income + p.other_income
    received = p.support_received + p.transfer_other + p.counted_pensions
    return max(earned + received - p.tax_and_insurance - p.transfer_paid, 0)


@condition("本人收入低于当地最低生活保障标准", "民发〔2021〕43号 第四条第（二）项、第六条")
def income_below_standard(p: Person, n: Numbers) -> YesNo:
    return p.own_income < p.household.minimum_living.standard


@condition("本人财产符合当地特困人员财产状况规定", "民发〔2021〕43号 第六条、第七条")
def assets_within_limits(p: Person, n: Numbers) -> YesNo:
    return p.property_within_limits


@value("本人同时符合无劳动能力和无生活来源两项条件", "民发〔2021〕43号 第四条")
def destitute(p: Person, n: Numbers) -> YesNo:
    return p.no_work_ability and p.income_below_standard and p.assets_within_limits
