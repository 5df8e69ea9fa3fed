"""First condition: no ability to work (无劳动能力), 民发〔2021〕43号 第五条."""

from minzheng.catalogue.codes import DisabilityGrade, DisabilityKind, Schooling
from minzheng.rules.language import (
    Numbers,
    Person,
    YesNo,
    age,
    condition,
    month_of,
    month_reaching,
    value,
)


@value("年满60周岁的老年人", "民发〔2021〕43号 第五条第（一）项")
def old(p: Person, n: Numbers) -> YesNo:
    return age(p.birth_date, n.month) >= n.old_age


@value("未满规定年龄的未成年人", "民发〔2021〕43号 第五条第（二）项; 社会救助法 第十六条")
def minor(p: Person, n: Numbers) -> YesNo:
    """Benefits run by calendar months: in the month of the birthday still a minor."""
    return n.month <= month_reaching(p.birth_date, n.minor_age)


@value("类别和等级属规定范围的残疾人", "民发〔2021〕43号 第五条第（三）项")
def disabled_by_law(p: Person, n: Numbers) -> YesNo:
    grade = p.disability_grade
    first_two = grade in {DisabilityGrade.one, DisabilityGrade.two}
    first_three = first_two or grade == DisabilityGrade.three
    if p.disability_kind in {DisabilityKind.intellectual, DisabilityKind.mental}:
        return first_three
    if p.disability_kind == DisabilityKind.physical:
        return first_two
    if p.disability_kind == DisabilityKind.visual:
        return grade == DisabilityGrade.one
    if p.disability_kind == DisabilityKind.multiple:
        return (first_three and p.includes_intellectual_or_mental) or (
            first_two and p.includes_physical_or_visual
        )
    return False


@condition(
    "无劳动能力，即年满60周岁、属规定年龄的未成年人，或者残疾的类别和等级属规定范围",
    "民发〔2021〕43号 第四条第（一）项、第五条",
)
def no_work_ability(p: Person, n: Numbers) -> YesNo:
    return p.old or p.minor or p.disabled_by_law or p.otherwise_unable_to_work


@no_work_ability.unless(
    "未成年时已享受特困供养，未满18周岁，或者仍在接受义务教育、就读普通高中或者中等职业学校",
    "民发〔2021〕43号 第二十四条; 社会救助法 第十六条",
)
def admitted_as_minor(p: Person, n: Numbers) -> YesNo:
    last_month = month_reaching(p.birth_date, n.adult_age)
    at_school = p.schooling in {Schooling.compulsory, Schooling.senior_secondary}
    return month_of(p.extreme_poverty_since) <= last_month and (n.month <= last_month or at_school)
