"""Living subsidy: disabled persons of poor families, for what disability adds to living costs.

Paid from the month of application.  Numbers: ../parameters/living.yaml.  Worked examples:
../cases/living.yaml.
"""

from minzheng.catalogue.codes import DisabilityGrade
from minzheng.lines.disability.rules.eligibility import (
    alive_this_month,
    certificate_held,
    certificate_valid,
    no_injury_care,
    not_extremely_poor,
    not_in_prison,
    registered_here,
)
from minzheng.rules.language import (
    NEVER,
    MoneyPerMonth,
    Month,
    Numbers,
    Person,
    YesNo,
    age,
    benefit,
    condition,
    month_of,
    value,
)


@value("本人固定收入", "当地规定")
def fixed_income(p: Person, n: Numbers) -> MoneyPerMonth:
    """Of work, business, property and an employee's pension; a loss counts as nothing."""
    return p.wage + max(p.business, 0) + p.property_income + p.pension_employee


@condition("是最低生活保障家庭中的残疾人", "国发〔2015〕52号 补贴对象")
def in_dibao_family(p: Person, n: Numbers) -> YesNo:
    return p.minimum_living.recipient


@in_dibao_family.unless("当地扩大到低保边缘家庭的，是低保边缘家庭成员", "国发〔2015〕52号 补贴对象")
def in_covered_edge_family(p: Person, n: Numbers) -> YesNo:
    return n.covers_edge_families and p.low_income_families.edge_member


@in_dibao_family.unless(
    "当地扩大到刚性支出困难家庭的，是刚性支出困难家庭成员", "国发〔2015〕52号 补贴对象"
)
def in_covered_rigid_family(p: Person, n: Numbers) -> YesNo:
    rigid_family = p.household.low_income_families.rigid_family
    return n.covers_rigid_families and rigid_family and p.minimum_living.counted


@in_dibao_family.unless(
    "当地扩大到无固定收入重度残疾人的，是无固定收入的成年重度残疾人", "国发〔2015〕52号 补贴对象"
)
def severely_disabled_adult_without_income(p: Person, n: Numbers) -> YesNo:
    severe = p.disability_grade in {DisabilityGrade.one, DisabilityGrade.two}
    adult = age(p.birth_date, n.month) >= n.adult_age
    without_income = p.fixed_income <= n.fixed_income_limit
    return n.covers_adults_without_income and severe and adult and without_income


@condition("未享受孤儿基本生活保障", "国发〔2015〕52号 政策衔接")
def no_orphan_allowance(p: Person, n: Numbers) -> YesNo:
    return not (p.children.orphan and p.children.on_child_scheme)


@condition("未全额享受事实无人抚养儿童基本生活补贴", "民发〔2019〕62号 三（一）")
def no_full_de_facto_allowance(p: Person, n: Numbers) -> YesNo:
    return not (p.children.de_facto_unattended and p.children.on_child_scheme)


@no_full_de_facto_allowance.unless(
    "享受最低生活保障的，事实无人抚养儿童补贴只补差额", "民发〔2019〕62号 三（一）"
)
def only_topped_up(p: Person, n: Numbers) -> YesNo:
    return p.minimum_living.recipient


@condition("未享受其他同类生活性补贴", "国发〔2015〕52号 政策衔接")
def no_same_kind_living(p: Person, n: Numbers) -> YesNo:
    return p.same_kind_living == 0


@no_same_kind_living.unless("本项补贴高于同类生活性补贴的，择高享受", "国发〔2015〕52号 政策衔接")
def above_same_kind_living(p: Person, n: Numbers) -> YesNo:
    return n.living_standard[p.disability_grade] > p.same_kind_living


@benefit(
    "困难残疾人生活补贴",
    "国发〔2015〕52号",
    conditions=[
        certificate_held,
        certificate_valid,
        registered_here,
        alive_this_month,
        in_dibao_family,
        not_extremely_poor,
        no_orphan_allowance,
        no_full_de_facto_allowance,
        no_injury_care,
        not_in_prison,
        no_same_kind_living,
    ],
    since="2016-01",
)
def living_subsidy(p: Person, n: Numbers) -> MoneyPerMonth:
    return n.living_standard[p.disability_grade]


@living_subsidy.starts("自递交申请当月起计发", "国发〔2015〕52号 补贴发放")
def living_subsidy_starts(p: Person, n: Numbers) -> Month:
    applied = p.living_subsidy_applied != NEVER
    return month_of(p.living_subsidy_applied) if applied else n.month
