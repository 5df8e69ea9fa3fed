"""What the allowances of older persons ask alike.

Numbers: ../parameters/eligibility.yaml.  Worked examples: ../cases/eligibility.yaml.
"""

from minzheng.rules.language import Numbers, Person, YesNo, condition, known, month_of


@condition("具有本地户籍", "当地规定")
def registered_here(p: Person, n: Numbers) -> YesNo:
    return p.locally_registered


@registered_here.unless("当地规定不以户籍为条件", "当地规定")
def registration_not_asked(p: Person, n: Numbers) -> YesNo:
    return not n.asks_registration


@condition("本人健在（死亡当月仍发放）", "当地规定")
def alive_this_month(p: Person, n: Numbers) -> YesNo:
    return month_of(p.death_date) >= n.month


@condition("属于最低生活保障对象", "老年人权益保障法 第30条")
def poor(p: Person, n: Numbers) -> YesNo:
    return p.minimum_living.recipient


@poor.unless("当地扩大到低保边缘家庭的，是低保边缘家庭成员", "当地规定")
def in_covered_edge_family(p: Person, n: Numbers) -> YesNo:
    return n.covers_edge_families and p.low_income_families.edge_member


@poor.unless("当地扩大到刚性支出困难家庭的，是刚性支出困难家庭成员", "当地规定")
def in_covered_rigid_family(p: Person, n: Numbers) -> YesNo:
    rigid_family = p.household.low_income_families.rigid_family
    return n.covers_rigid_families and rigid_family and p.minimum_living.counted


@condition("未纳入特困人员救助供养（供养中已有照料护理）", "社会救助法 第16条")
def not_extremely_poor(p: Person, n: Numbers) -> YesNo:
    """Only who has been found extremely poor is shut out; an open question does not."""
    return not (known(p.extreme_poverty.recipient) and p.extreme_poverty.recipient)
