"""Allowance of orphans: the standard of their placement, in an institution or scattered.

What the family's dibao already pays for the child is set off.  Numbers:
../parameters/orphan_allowance.yaml.  Worked examples: ../cases/orphan_allowance.yaml.
"""

from minzheng.lines.children.rules.father import father_lost
from minzheng.lines.children.rules.mother import mother_lost
from minzheng.lines.children.rules.payment import alive_this_month, registered_here
from minzheng.lines.children.rules.recognition import chose_child_scheme, minor
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


@value("孤儿保障标准", "国办发〔2010〕54号 二")
def orphan_standard(p: Person, n: Numbers) -> MoneyPerMonth:
    return n.institution_standard if p.in_child_institution else n.scattered_standard


@value("孤儿保障标准中已由低保支付的部分", "当地规定")
def paid_by_dibao(p: Person, n: Numbers) -> MoneyPerMonth:
    """A child in an institution lives in no family, hence shares in no family's grant."""
    return p.own_dibao if n.tops_up_orphans and not p.in_child_institution else 0


@condition("已享受的最低生活保障金低于孤儿保障标准", "当地规定")
def orphan_below_standard(p: Person, n: Numbers) -> YesNo:
    return p.paid_by_dibao < p.orphan_standard


@benefit(
    "孤儿基本生活费",
    "国办发〔2010〕54号 二",
    conditions=[
        minor,
        father_lost,
        mother_lost,
        chose_child_scheme,
        registered_here,
        alive_this_month,
        orphan_below_standard,
    ],
)
def orphan_allowance(p: Person, n: Numbers) -> MoneyPerMonth:
    return p.orphan_standard - p.paid_by_dibao


@orphan_allowance.starts("自确认的次月起发放", "国办发〔2010〕54号 二")
def orphan_allowance_starts(p: Person, n: Numbers) -> Month:
    return month_of(p.child_recognised) + 1 if p.child_recognised != NEVER else n.month + 1
