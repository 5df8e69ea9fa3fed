"""Old-age allowance (高龄津贴, 尊老金): by age band, whatever the income.

Numbers: ../parameters/old_age.yaml.  Worked examples: ../cases/old_age.yaml.
"""

from minzheng.lines.elderly.rules.eligibility import alive_this_month, registered_here
from minzheng.rules.language import (
    Count,
    MoneyPerMonth,
    Month,
    Numbers,
    Person,
    YesNo,
    age,
    benefit,
    condition,
    known,
    step,
    value,
)


@value("计发高龄津贴的年龄", "当地规定")
def allowance_age(p: Person, n: Numbers) -> Count:
    """The age reached this month, or last month where payment begins the month after."""
    if n.paid_from_birth_month:
        return age(p.birth_date, n.month)
    return age(p.birth_date, n.month - 1)


@condition("达到高龄津贴的起发年龄", "老年人权益保障法 第33条")
def of_old_age(p: Person, n: Numbers) -> YesNo:
    return step(n.old_age_bands, p.allowance_age) > 0


@condition("未纳入特困人员救助供养", "当地规定")
def not_provided_for(p: Person, n: Numbers) -> YesNo:
    """Only who has been found extremely poor is shut out; an open question does not."""
    return not (known(p.extreme_poverty.recipient) and p.extreme_poverty.recipient)


@not_provided_for.unless("当地规定特困人员同样享受高龄津贴", "民发〔2021〕43号 第6条")
def extremely_poor_receive_it_too(p: Person, n: Numbers) -> YesNo:
    return n.paid_to_extremely_poor


@benefit(
    "高龄津贴",
    "老年人权益保障法 第33条",
    conditions=[registered_here, alive_this_month, of_old_age, not_provided_for],
)
def old_age_allowance(p: Person, n: Numbers) -> MoneyPerMonth:
    return step(n.old_age_bands, p.allowance_age)


@old_age_allowance.starts("符合条件的当月起发放", "当地规定")
def old_age_allowance_starts(p: Person, n: Numbers) -> Month:
    return n.month
