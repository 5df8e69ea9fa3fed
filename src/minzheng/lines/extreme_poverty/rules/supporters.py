"""Third condition, outside the household: each supporter is unable, 民发〔2021〕43号 第八条."""

from minzheng.catalogue.codes import DisabilityGrade, DisabilityKind
from minzheng.rules.language import (
    Numbers,
    Person,
    Supporter,
    YesNo,
    age,
    condition,
    month_reaching,
    per_year,
    value,
)


@value(
    "义务人本人收入低于当地上年人均可支配收入，且财产符合低收入家庭规定",
    "民发〔2021〕43号 第八条第（三）、（四）项",
)
def limited_means(s: Supporter, n: Numbers) -> YesNo:
    return per_year(s.income) < n.low_income_families.disposable_income and s.property_within_limits


@value("义务人重度残疾，或者智力、精神残疾三级", "民发〔2021〕43号 第八条第（四）项")
def severely_disabled(s: Supporter, n: Numbers) -> YesNo:
    if s.disability_grade == DisabilityGrade.three:
        return s.disability_kind in {DisabilityKind.intellectual, DisabilityKind.mental} or (
            s.disability_kind == DisabilityKind.multiple and s.includes_intellectual_or_mental
        )
    return s.disability_grade in {DisabilityGrade.one, DisabilityGrade.two}


@value("义务人是特困人员", "民发〔2021〕43号 第八条第（一）项")
def extremely_poor(s: Supporter, n: Numbers) -> YesNo:
    return s.on_extreme_poverty


@value("义务人是60周岁以上的最低生活保障对象", "民发〔2021〕43号 第八条第（二）项")
def elderly_on_minimum_living(s: Supporter, n: Numbers) -> YesNo:
    return s.on_minimum_living and age(s.birth_date, n.month) >= n.supporter_elderly_age


@value("义务人70周岁以上且收入、财产有限", "民发〔2021〕43号 第八条第（三）项")
def aged_of_limited_means(s: Supporter, n: Numbers) -> YesNo:
    return age(s.birth_date, n.month) >= n.supporter_aged_age and s.limited_means


@value("义务人残疾且收入、财产有限", "民发〔2021〕43号 第八条第（四）项")
def disabled_of_limited_means(s: Supporter, n: Numbers) -> YesNo:
    return s.severely_disabled and s.limited_means


@value(
    "义务人无民事行为能力、被宣告失踪或者在监狱服刑，且财产符合低收入家庭规定",
    "民发〔2021〕43号 第八条第（五）项",
)
def incapable_or_absent(s: Supporter, n: Numbers) -> YesNo:
    absent = s.no_civil_capacity or s.declared_missing or s.in_prison
    return absent and s.property_within_limits


@value("义务人属省级规定的其他无履行义务能力情形", "民发〔2021〕43号 第八条第（六）项")
def unable_by_provincial_rule(s: Supporter, n: Numbers) -> YesNo:
    return s.otherwise_unable


@value("义务人尚未成年，还不负有义务", "民法典 第十七条、第二十六条")
def not_yet_adult(s: Supporter, n: Numbers) -> YesNo:
    return n.month <= month_reaching(s.birth_date, n.adult_age)


@value("义务人无履行义务能力", "民发〔2021〕43号 第八条")
def unable_to_support(s: Supporter, n: Numbers) -> YesNo:
    poor = s.extremely_poor or s.elderly_on_minimum_living or s.aged_of_limited_means
    prevented = s.disabled_of_limited_means or s.incapable_or_absent
    return poor or prevented or s.unable_by_provincial_rule or s.not_yet_adult


@condition(
    "没有共同生活以外的法定赡养、抚养、扶养义务人，或者这些义务人都没有履行义务能力",
    "民发〔2021〕43号 第四条第（三）项、第八条",
)
def no_able_supporter(p: Person, n: Numbers) -> YesNo:
    """Supporters who are not on record leave the answer open until other evidence settles it."""
    accounted_for = p.supporters_complete or p.unlisted_supporters_unable
    return all(s.unable_to_support for s in p.supporters) and accounted_for
