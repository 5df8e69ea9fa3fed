"""Living allowance of severely ill or disabled children of poor families (重病重残儿童生活费).

A share of the standard of scattered orphans, so that it rises with that standard by itself.
Numbers: ../parameters/severe_child.yaml.  Worked examples: ../cases/severe_child.yaml.
"""

from minzheng.catalogue.codes import DisabilityGrade, DisabilityKind
from minzheng.lines.children.rules.payment import alive_this_month, registered_here
from minzheng.lines.children.rules.recognition import minor
from minzheng.rules.language import (
    MoneyPerMonth,
    Month,
    Numbers,
    Person,
    YesNo,
    benefit,
    condition,
    known,
    round_half_up_fen,
    value,
)


@condition("当地建立了困难家庭重病重残儿童生活费制度", "常州市“十四五”民政事业发展规划 四（三）")
def scheme_exists(p: Person, n: Numbers) -> YesNo:
    return n.pays_severe_children


@value("本人重残", "民发〔2019〕62号 一")
def severely_disabled(p: Person, n: Numbers) -> YesNo:
    """Grades 1 and 2 of any kind; all grades of intellectual or mental."""
    one_kind = p.disability_kind in {DisabilityKind.intellectual, DisabilityKind.mental}
    multiple = p.disability_kind == DisabilityKind.multiple
    several = multiple and p.includes_intellectual_or_mental
    heavy = p.disability_grade in {DisabilityGrade.one, DisabilityGrade.two}
    return heavy or (p.disability_grade != DisabilityGrade.none and (one_kind or several))


@condition("本人重残或者患当地认定的重病", "常州市“十四五”民政事业发展规划 四（三）")
def severely_ill_or_disabled(p: Person, n: Numbers) -> YesNo:
    return p.severely_disabled or p.serious_illness


@condition("属于困难家庭（享受最低生活保障）", "常州市“十四五”民政事业发展规划 四（三）")
def of_poor_family(p: Person, n: Numbers) -> YesNo:
    return p.minimum_living.recipient


@of_poor_family.unless("当地把低保边缘家庭列入的，是低保边缘家庭成员", "当地规定")
def of_edge_family(p: Person, n: Numbers) -> YesNo:
    return n.severe_edge_families and p.low_income_families.edge_member


@of_poor_family.unless("当地把刚性支出困难家庭列入的，是刚性支出困难家庭成员", "当地规定")
def of_rigid_family(p: Person, n: Numbers) -> YesNo:
    rigid_family = p.household.low_income_families.rigid_family
    return n.severe_rigid_families and rigid_family and p.minimum_living.counted


@condition("未纳入孤儿、事实无人抚养儿童保障", "当地规定")
def not_on_child_scheme(p: Person, n: Numbers) -> YesNo:
    return not p.on_child_scheme


@condition("未纳入特困人员救助供养", "当地规定")
def not_extremely_poor(p: Person, n: Numbers) -> YesNo:
    """Only who has been found extremely poor is shut out; an open question does not."""
    return not (known(p.extreme_poverty.recipient) and p.extreme_poverty.recipient)


@value("重病重残儿童生活费标准", "常州市“十四五”民政事业发展规划 四（三）")
def severe_child_standard(p: Person, n: Numbers) -> MoneyPerMonth:
    return round_half_up_fen(n.scattered_standard * n.severe_child_share)


@benefit(
    "困难家庭重病重残儿童生活费",
    "常州市“十四五”民政事业发展规划 四（三）",
    conditions=[
        scheme_exists,
        minor,
        registered_here,
        alive_this_month,
        severely_ill_or_disabled,
        of_poor_family,
        not_on_child_scheme,
        not_extremely_poor,
    ],
)
def severe_child_allowance(p: Person, n: Numbers) -> MoneyPerMonth:
    return p.severe_child_standard


@severe_child_allowance.starts("自确认的次月起发放", "参照民发〔2019〕62号 二（三）")
def severe_child_allowance_starts(p: Person, n: Numbers) -> Month:
    return n.month + 1
