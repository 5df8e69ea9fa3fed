"""What payment of either allowance asks, and what dibao already pays of it.

Worked examples: ../cases/payment.yaml.
"""

from minzheng.rules.language import (
    MoneyPerMonth,
    Numbers,
    Person,
    YesNo,
    condition,
    month_of,
    value,
)


@condition("具有本地户籍", "民发〔2019〕62号 二（一）")
def registered_here(p: Person, n: Numbers) -> YesNo:
    return p.locally_registered


@condition("本人健在（死亡当月仍发放）", "民发〔2019〕62号 二（四）")
def alive_this_month(p: Person, n: Numbers) -> YesNo:
    return month_of(p.death_date) >= n.month


@value("本人已享受的最低生活保障金", "民发〔2019〕62号 三（一）")
def own_dibao(p: Person, n: Numbers) -> MoneyPerMonth:
    return p.minimum_living.own_share + p.minimum_living.single_grant
