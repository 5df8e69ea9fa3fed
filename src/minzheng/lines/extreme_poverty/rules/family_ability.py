"""Third condition, inside the household: who is able to support, 民发〔2021〕43号 第八条."""

from minzheng.catalogue.codes import Custody, DisabilityGrade, DisabilityKind
from minzheng.rules.language import (
    Numbers,
    Person,
    YesNo,
    age,
    month_of,
    month_reaching,
    per_year,
    value,
)


@value(
    "成员本人收入低于当地上年人均可支配收入，且财产符合规定",
    "民发〔2021〕43号 第八条第（三）、（四）项",
)
def member_of_limited_means(p: Person, n: Numbers) -> YesNo:
    return (
        per_year(p.own_income) < n.low_income_families.disposable_income
        and p.property_within_limits
    )


@value("成员重度残疾，或者智力、精神残疾三级", "民发〔2021〕43号 第八条第（四）项")
def member_severely_disabled(p: Person, n: Numbers) -> YesNo:
    if p.disability_grade == DisabilityGrade.three:
        return p.disability_kind in {DisabilityKind.intellectual, DisabilityKind.mental} or (
            p.disability_kind == DisabilityKind.multiple and p.includes_intellectual_or_mental
        )
    return p.disability_grade in {DisabilityGrade.one, DisabilityGrade.two}


@value("成员年满60周岁且家庭在享最低生活保障", "民发〔2021〕43号 第八条第（二）项")
def member_elderly_on_minimum_living(p: Person, n: Numbers) -> YesNo:
    on_minimum_living = month_of(p.household.dibao_since) <= n.month
    return on_minimum_living and age(p.birth_date, n.month) >= n.supporter_elderly_age


@value("成员年满70周岁或者残疾，且收入、财产有限", "民发〔2021〕43号 第八条第（三）、（四）项")
def member_frail_of_limited_means(p: Person, n: Numbers) -> YesNo:
    aged = age(p.birth_date, n.month) >= n.supporter_aged_age
    return (aged or p.member_severely_disabled) and p.member_of_limited_means


@value("成员被宣告失踪或者在监狱服刑，且财产符合规定", "民发〔2021〕43号 第八条第（五）项")
def member_absent(p: Person, n: Numbers) -> YesNo:
    absent = p.declared_missing or p.custody == Custody.prison
    return absent and p.property_within_limits


@value("成员有履行赡养、抚养、扶养义务的能力", "民法典 第十七条; 民发〔2021〕43号 第八条")
def able_to_support(p: Person, n: Numbers) -> YesNo:
    """A member who is destitute too, such as the old spouse, is one of the extremely poor."""
    adult = n.month > month_reaching(p.birth_date, n.adult_age)
    alive = month_of(p.death_date) >= n.month
    poor = p.destitute or p.member_elderly_on_minimum_living or p.member_frail_of_limited_means
    return adult and alive and not (poor or p.member_absent)
