"""What both subsidies ask alike: a valid certificate, registration here, no fuller provision.

Numbers: ../parameters/eligibility.yaml.  Worked examples: ../cases/eligibility.yaml.
"""

from minzheng.catalogue.codes import Custody, DisabilityGrade
from minzheng.rules.language import Numbers, Person, YesNo, condition, known, month_of


@condition("持有残疾人证", "国发〔2015〕52号 补贴对象")
def certificate_held(p: Person, n: Numbers) -> YesNo:
    return p.disability_grade != DisabilityGrade.none


@condition("残疾人证在有效期内", "国发〔2015〕52号 补贴对象")
def certificate_valid(p: Person, n: Numbers) -> YesNo:
    """The month in which it expires is still paid; the stop takes effect the month after."""
    return month_of(p.disability_expires) >= n.month


@condition("具有本地户籍", "国发〔2015〕52号 自愿申请")
def registered_here(p: Person, n: Numbers) -> YesNo:
    return p.locally_registered


@condition("本人健在（死亡当月仍发放）", "民发〔2021〕70号 动态管理")
def alive_this_month(p: Person, n: Numbers) -> YesNo:
    return month_of(p.death_date) >= n.month


@condition("未纳入特困人员救助供养", "国发〔2015〕52号 政策衔接")
def not_extremely_poor(p: Person, n: Numbers) -> YesNo:
    """Only who has been found extremely poor is shut out; an open question does not."""
    return not (known(p.extreme_poverty.recipient) and p.extreme_poverty.recipient)


@condition("未领取工伤保险生活护理费", "国发〔2015〕52号 政策衔接")
def no_injury_care(p: Person, n: Numbers) -> YesNo:
    return not p.injury_care_allowance


@condition("未在监狱服刑", "民发〔2021〕70号 动态管理")
def not_in_prison(p: Person, n: Numbers) -> YesNo:
    """On remand, on probation or in detoxification is not in prison."""
    return p.custody != Custody.prison


@not_in_prison.unless("本月入狱的，当月仍发放，次月起停发", "民发〔2021〕70号 动态管理")
def imprisoned_this_month(p: Person, n: Numbers) -> YesNo:
    return month_of(p.custody_since) == n.month


@not_in_prison.unless("当地规定服刑期间不停发", "当地规定")
def prison_does_not_stop(p: Person, n: Numbers) -> YesNo:
    return not n.stops_in_prison
