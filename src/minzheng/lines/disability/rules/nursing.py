"""Nursing subsidy: severely disabled persons who need care for long, poor or not.

``nursing_due`` is what would be paid but for the care subsidy of older persons; of the two the
higher is paid, and this one if they are equal.  Numbers: ../parameters/nursing.yaml.  Worked
examples: ../cases/nursing.yaml.
"""

from minzheng.lines.disability.rules.care_need import needs_care, severely_disabled
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
    benefit,
    condition,
    known,
    month_of,
    value,
)


@condition("未享受其他同类护理性补贴", "国发〔2015〕52号 政策衔接")
def no_same_kind_care(p: Person, n: Numbers) -> YesNo:
    return p.same_kind_care == 0


@no_same_kind_care.unless("本项补贴高于同类护理性补贴的，择高享受", "国发〔2015〕52号 政策衔接")
def above_same_kind_care(p: Person, n: Numbers) -> YesNo:
    return n.nursing_standard[p.disability_grade] > p.same_kind_care


@value("符合重度残疾人护理补贴条件", "国发〔2015〕52号")
def entitled_to_nursing(p: Person, n: Numbers) -> YesNo:
    certified = p.certificate_held and p.certificate_valid and p.registered_here
    in_need = p.severely_disabled and p.needs_care
    fuller_provision = not (p.not_extremely_poor and p.no_injury_care and p.no_same_kind_care)
    return certified and in_need and not fuller_provision and p.alive_this_month and p.not_in_prison


@value("应发护理补贴（与老年护理补贴择高之前）", "国发〔2015〕52号 补贴标准")
def nursing_due(p: Person, n: Numbers) -> MoneyPerMonth:
    return n.nursing_standard[p.disability_grade] if p.entitled_to_nursing else 0


@condition("不享受经济困难的失能老年人补贴", "国发〔2015〕52号 政策衔接")
def no_elderly_care(p: Person, n: Numbers) -> YesNo:
    return p.elderly.care_due == 0


@no_elderly_care.unless("本项补贴不低于失能老年人补贴的，择高享受", "国发〔2015〕52号 政策衔接")
def not_below_elderly_care(p: Person, n: Numbers) -> YesNo:
    return n.nursing_standard[p.disability_grade] >= p.elderly.care_due


@no_elderly_care.unless("失能老年人补贴尚未确定的，先发本项补贴", "国发〔2015〕52号 政策衔接")
def elderly_care_undecided(p: Person, n: Numbers) -> YesNo:
    return not known(p.elderly.care_due)


@benefit(
    "重度残疾人护理补贴",
    "国发〔2015〕52号",
    conditions=[
        certificate_held,
        certificate_valid,
        registered_here,
        alive_this_month,
        severely_disabled,
        needs_care,
        not_extremely_poor,
        no_injury_care,
        not_in_prison,
        no_same_kind_care,
        no_elderly_care,
    ],
    since="2016-01",
)
def nursing_subsidy(p: Person, n: Numbers) -> MoneyPerMonth:
    return n.nursing_standard[p.disability_grade]


@nursing_subsidy.starts("自递交申请当月起计发", "国发〔2015〕52号 补贴发放")
def nursing_subsidy_starts(p: Person, n: Numbers) -> Month:
    applied = p.nursing_subsidy_applied != NEVER
    return month_of(p.nursing_subsidy_applied) if applied else n.month
