"""Allowance of the poor and very old (经济困难的高龄老年人补贴), beside the old-age allowance.

Numbers: ../parameters/hardship.yaml.  Worked examples: ../cases/hardship.yaml.
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
)


@condition("达到经济困难高龄老年人补贴的年龄", "老年人权益保障法 第33条")
def very_old(p: Person, n: Numbers) -> YesNo:
    return age(p.birth_date, n.month) >= n.very_old_age


@benefit(
    "经济困难的高龄老年人补贴",
    "老年人权益保障法 第33条",
    conditions=[registered_here, alive_this_month, very_old, poor, not_extremely_poor],
)
def hardship_old_age_allowance(p: Person, n: Numbers) -> MoneyPerMonth:
    return n.hardship_standard


@hardship_old_age_allowance.starts("符合条件的当月起发放", "当地规定")
def hardship_old_age_allowance_starts(p: Person, n: Numbers) -> Month:
    return n.month
