"""Allowance of de facto unattended children: the standard of scattered orphans.

Paid in full, or as the difference to what the child already receives as basic assistance.  Numbers:
../parameters/de_facto_allowance.yaml.  Worked examples: ../cases/de_facto_allowance.yaml.
"""

from minzheng.lines.children.rules.father import father_cannot_raise
from minzheng.lines.children.rules.mother import mother_cannot_raise
from minzheng.lines.children.rules.payment import alive_this_month, registered_here
from minzheng.lines.children.rules.recognition import minor, not_an_orphan
from minzheng.rules.language import (
    NEVER,
    MoneyPerMonth,
    Month,
    Numbers,
    Person,
    YesNo,
    benefit,
    condition,
    month_of,
    value,
)


@condition("选择儿童保障，而不是特困人员救助供养", "民发〔2021〕43号 第9条")
def on_or_beside_child_scheme(p: Person, n: Numbers) -> YesNo:
    return p.chose_child_scheme


@on_or_beside_child_scheme.unless(
    "已享受特困供养而低于儿童保障标准的，补足差额", "民发〔2019〕62号 三（一）"
)
def extremely_poor_topped_up(p: Person, n: Numbers) -> YesNo:
    return n.tops_up_extremely_poor and p.extreme_poverty.recipient


@value("已享受的低保、特困供养和残疾人生活补贴", "民发〔2019〕62号 三（一）")
def assistance_received_already(p: Person, n: Numbers) -> MoneyPerMonth:
    return p.own_dibao + p.extreme_poverty.grant + p.disability.living_subsidy


@condition("已享受的低保、特困供养和残疾人生活补贴低于儿童保障标准", "民发〔2019〕62号 三（一）")
def de_facto_below_standard(p: Person, n: Numbers) -> YesNo:
    return p.assistance_received_already < n.scattered_standard


@benefit(
    "事实无人抚养儿童基本生活补贴",
    "民发〔2019〕62号 三（一）",
    conditions=[
        minor,
        father_cannot_raise,
        mother_cannot_raise,
        not_an_orphan,
        on_or_beside_child_scheme,
        registered_here,
        alive_this_month,
        de_facto_below_standard,
    ],
    since="2020-01",
)
def de_facto_allowance(p: Person, n: Numbers) -> MoneyPerMonth:
    return n.scattered_standard - p.assistance_received_already


@de_facto_allowance.starts("自确认的次月起发放", "民发〔2019〕62号 二（三）")
def de_facto_allowance_starts(p: Person, n: Numbers) -> Month:
    return month_of(p.child_recognised) + 1 if p.child_recognised != NEVER else n.month + 1
