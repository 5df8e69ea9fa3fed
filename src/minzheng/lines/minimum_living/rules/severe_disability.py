"""Who is severely disabled or seriously ill, as the articles on single persons mean it.

57号 Art. 8 names grades 1 and 2 of any kind and grade 3 of intellect or mind; elsewhere “重度”
means grades 1 and 2 unless the area says more.  Numbers: ../parameters/severe_disability.yaml.
"""

from minzheng.catalogue.codes import DisabilityGrade, DisabilityKind
from minzheng.rules.language import Numbers, Person, YesNo, month_of, value


@value("残疾人证在有效期内", "57号 第8条（一）")
def certificate_valid(p: Person, n: Numbers) -> YesNo:
    return month_of(p.disability_expires) >= n.month


@value("持一级、二级残疾人证", "57号 第8条（一）")
def grade_one_or_two(p: Person, n: Numbers) -> YesNo:
    heavy = p.disability_grade in {DisabilityGrade.one, DisabilityGrade.two}
    return heavy and p.certificate_valid


@value("持三级智力、三级精神残疾人证", "57号 第8条（一）")
def grade_three_of_mind(p: Person, n: Numbers) -> YesNo:
    """A certificate of several kinds shows only the heaviest grade: the parts must be asked for."""
    single = p.disability_kind in {DisabilityKind.intellectual, DisabilityKind.mental}
    several = p.disability_kind == DisabilityKind.multiple and p.includes_intellectual_or_mental
    third = p.disability_grade == DisabilityGrade.three and p.certificate_valid
    return third and (single or several)


@value("重度残疾人", "57号 第27条; 83号 一（一）")
def severely_disabled(p: Person, n: Numbers) -> YesNo:
    return p.grade_one_or_two or (n.severe_includes_grade_three and p.grade_three_of_mind)


@value("未就业的成年重度残疾人", "83号 一（一）")
def unemployed_severely_disabled(p: Person, n: Numbers) -> YesNo:
    return p.severely_disabled and not p.minor and not p.employed
