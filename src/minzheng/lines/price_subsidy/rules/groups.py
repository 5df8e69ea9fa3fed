"""Who is protected, each group with the standard to which the rise is applied."""

from minzheng.rules.language import MoneyPerMonth, Numbers, Person, YesNo, condition, known, value


@value("属孤儿、事实无人抚养儿童或者艾滋病病毒感染儿童", "发改价格〔2021〕1553号")
def protected_child(p: Person, n: Numbers) -> YesNo:
    return p.children.orphan or p.children.de_facto_unattended or p.child_with_hiv


@value("属阶段性纳入的低保边缘人口", "《关于阶段性调整价格补贴联动机制的通知》（2022年8月）")
def edge_member_included(p: Person, n: Numbers) -> YesNo:
    return n.extends_to_edge_families and p.low_income_families.edge_member


@value(
    "属领取失业保险金人员或者阶段性纳入的领取失业补助金人员",
    "发改价格〔2021〕1553号; 《关于阶段性调整价格补贴联动机制的通知》（2022年8月）",
)
def unemployed(p: Person, n: Numbers) -> YesNo:
    extended = n.extends_to_unemployment_subsidy and p.on_unemployment_subsidy
    return p.on_unemployment_benefit or extended


@value("属最低生活保障对象或者阶段性纳入的低保边缘人口", "发改价格〔2021〕1553号")
def on_minimum_living_standard(p: Person, n: Numbers) -> YesNo:
    return p.minimum_living.recipient or p.edge_member_included


@condition(
    "属低保对象、特困人员、领取失业保险金人员、享受国家定期抚恤补助的优抚对象、"
    "孤儿、事实无人抚养或者感染艾滋病病毒儿童等群体",
    "发改价格〔2021〕1553号",
)
def in_protected_group(p: Person, n: Numbers) -> YesNo:
    assisted = p.on_minimum_living_standard or p.extreme_poverty.recipient
    return assisted or p.protected_child or p.unemployed or p.on_preferential_treatment


@value("所属各类群体中最高的保障标准", "发改价格〔2021〕1553号; 当地价格补贴联动办法")
def group_standard(p: Person, n: Numbers) -> MoneyPerMonth:
    """A person in two groups is paid once, by the higher standard.

    A standing that is still an open question does not hold back what another group is due.
    """
    minimum_living = known(p.on_minimum_living_standard) and p.on_minimum_living_standard
    extremely_poor = known(p.extreme_poverty.recipient) and p.extreme_poverty.recipient
    return max(
        p.household.minimum_living.standard if minimum_living else 0,
        p.extreme_poverty.basic_living if extremely_poor else 0,
        n.child_standard if p.protected_child else 0,
        n.unemployment_standard if p.unemployed else 0,
        n.preferential_standard if p.on_preferential_treatment else 0,
    )
