"""Care subsidy of poor older persons who cannot look after themselves (经济困难的失能老年人补贴).

``care_due`` is what would be paid but for the nursing subsidy of the disabled; of the two the
higher is paid, and the nursing subsidy if they are equal.  Numbers: ../parameters/care.yaml.
Worked examples: ../cases/care.yaml.
"""

from minzheng.lines.elderly.rules.eligibility import (
    alive_this_month,
    not_extremely_poor,
    poor,
    registered_here,
)
from minzheng.rules.language import (
    MoneyPerMonth,
    Month,
    Numbers,
    Person,
    YesNo,
    age,
    benefit,
    condition,
    value,
)


@condition("年满60周岁", "老年人权益保障法 第2条")
def old(p: Person, n: Numbers) -> YesNo:
    return age(p.birth_date, n.month) >= n.old_from


@condition("能力评估达到补贴的失能等级", "老年人权益保障法 第30条; GB/T 42195-2022")
def dependent_enough(p: Person, n: Numbers) -> YesNo:
    return p.ability_level >= n.care_from_level


@condition("未领取工伤保险生活护理费", "当地规定")
def no_injury_care(p: Person, n: Numbers) -> YesNo:
    return not p.injury_care_allowance


@no_injury_care.unless("当地规定可以与工伤保险生活护理费同时享受", "当地规定")
def payable_with_injury_care(p: Person, n: Numbers) -> YesNo:
    return n.pays_beside_injury_care


@condition("未享受其他同类护理性补贴", "当地规定")
def no_same_kind_care(p: Person, n: Numbers) -> YesNo:
    """Of the same kind is, for one, long-term care insurance."""
    return p.same_kind_care == 0


@no_same_kind_care.unless("本项补贴高于同类护理性补贴的，择高享受", "当地规定")
def above_same_kind_care(p: Person, n: Numbers) -> YesNo:
    return n.care_standard[p.ability_level] > p.same_kind_care


@value("符合经济困难的失能老年人补贴条件", "老年人权益保障法 第30条")
def entitled_to_care(p: Person, n: Numbers) -> YesNo:
    """The extremely poor and the dead are members of no household, hence never poor here."""
    in_need = p.old and p.poor and p.dependent_enough
    return in_need and p.no_injury_care and p.no_same_kind_care and p.registered_here


@value("应发失能补贴（与残疾人护理补贴择高之前）", "老年人权益保障法 第30条")
def care_due(p: Person, n: Numbers) -> MoneyPerMonth:
    return n.care_standard[p.ability_level] if p.entitled_to_care else 0


@condition("不享受重度残疾人护理补贴", "国发〔2015〕52号 政策衔接")
def no_nursing_subsidy(p: Person, n: Numbers) -> YesNo:
    return p.disability.nursing_due == 0


@no_nursing_subsidy.unless("本项补贴高于护理补贴的，择高享受", "国发〔2015〕52号 政策衔接")
def above_nursing(p: Person, n: Numbers) -> YesNo:
    return n.care_standard[p.ability_level] > p.disability.nursing_due


@benefit(
    "经济困难的失能老年人补贴",
    "老年人权益保障法 第30条",
    conditions=[
        registered_here,
        alive_this_month,
        old,
        poor,
        dependent_enough,
        not_extremely_poor,
        no_injury_care,
        no_same_kind_care,
        no_nursing_subsidy,
    ],
)
def care_subsidy(p: Person, n: Numbers) -> MoneyPerMonth:
    return n.care_standard[p.ability_level]


@care_subsidy.starts("符合条件的当月起发放", "当地规定")
def care_subsidy_starts(p: Person, n: Numbers) -> Month:
    return n.month
