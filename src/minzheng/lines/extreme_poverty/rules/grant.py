"""Who is extremely poor (特困人员), and what is paid: basic living and care."""

from minzheng.catalogue.codes import Custody
from minzheng.lines.extreme_poverty.rules.family import no_able_family_member
from minzheng.lines.extreme_poverty.rules.means import assets_within_limits, income_below_standard
from minzheng.lines.extreme_poverty.rules.supporters import no_able_supporter
from minzheng.lines.extreme_poverty.rules.work_ability import no_work_ability
from minzheng.rules.language import (
    MoneyPerMonth,
    Month,
    Numbers,
    Person,
    YesNo,
    benefit,
    ceil_fen,
    condition,
    month_of,
    status,
    value,
)


@value("正在享受特困供养", "民发〔2021〕43号 第十七条")
def running(p: Person, n: Numbers) -> YesNo:
    return month_of(p.extreme_poverty_since) <= n.month


@condition("未选择孤儿或者事实无人抚养儿童保障", "民发〔2021〕43号 第九条")
def not_on_child_scheme(p: Person, n: Numbers) -> YesNo:
    return not p.children.on_child_scheme


@condition(
    "未死亡，也未被宣告死亡或者宣告失踪", "民发〔2021〕43号 第二十四条第（一）项、第二十六条"
)
def living(p: Person, n: Numbers) -> YesNo:
    """The month of death is still paid."""
    return month_of(p.death_date) >= n.month and not p.declared_missing


@condition("未在监狱服刑", "民发〔2021〕43号 第二十四条第（三）项")
def not_in_prison(p: Person, n: Numbers) -> YesNo:
    """New decisions go by the status; a running grant ends the month after custody began."""
    just_began = p.running and month_of(p.custody_since) == n.month
    return p.custody != Custody.prison or just_began


@status(
    "特困人员",
    "社会救助法 第十六条; 民发〔2021〕43号 第四条",
    conditions=[
        no_work_ability,
        income_below_standard,
        assets_within_limits,
        no_able_supporter,
        no_able_family_member,
        not_on_child_scheme,
        living,
        not_in_prison,
    ],
)
def recipient(p: Person, n: Numbers) -> YesNo:
    return True


@value("基本生活标准", "社会救助法 第十七条; 国发〔2016〕14号")
def basic_living(p: Person, n: Numbers) -> MoneyPerMonth:
    """The local standard, and never below the multiple of the minimum living standard."""
    lowest = ceil_fen(p.household.minimum_living.standard * n.basic_living_multiple)
    return max(n.basic_living_standard[p.support_choice], lowest)


@value("照料护理标准", "民发〔2021〕43号 第二十二条")
def care(p: Person, n: Numbers) -> MoneyPerMonth:
    return n.care_standard[p.self_care]


@benefit(
    "特困人员救助供养",
    "社会救助法 第十六条、第十七条; 民发〔2021〕43号 第四条",
    conditions=[
        no_work_ability,
        income_below_standard,
        assets_within_limits,
        no_able_supporter,
        no_able_family_member,
        not_on_child_scheme,
        living,
        not_in_prison,
    ],
)
def grant(p: Person, n: Numbers) -> MoneyPerMonth:
    return p.basic_living + p.care


@grant.starts("自作出确认决定的次月起享受，在享的保持原起始月份", "民发〔2021〕43号 第十七条")
def grant_starts(p: Person, n: Numbers) -> Month:
    return month_of(p.extreme_poverty_since) if p.running else n.month + 1
