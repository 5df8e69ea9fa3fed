"""Who needs care for long: the severely disabled and, where extended, lighter disabilities of mind.

Numbers: ../parameters/care_need.yaml.  Worked examples: ../cases/care_need.yaml.
"""

from minzheng.catalogue.codes import DisabilityGrade, DisabilityKind
from minzheng.rules.language import Numbers, Person, YesNo, condition, value


@value("含智力或精神残疾", "国发〔2015〕52号 补贴对象")
def intellectual_or_mental(p: Person, n: Numbers) -> YesNo:
    """For multiple disabilities the federation's list of components decides."""
    alone = p.disability_kind in {DisabilityKind.intellectual, DisabilityKind.mental}
    multiple = p.disability_kind == DisabilityKind.multiple
    return alone or (multiple and p.includes_intellectual_or_mental)


@condition("残疾等级为一级或二级", "国发〔2015〕52号 补贴对象")
def severely_disabled(p: Person, n: Numbers) -> YesNo:
    return p.disability_grade in {DisabilityGrade.one, DisabilityGrade.two}


@severely_disabled.unless(
    "当地扩大到三级、四级的，是该等级的智力、精神残疾人", "国发〔2015〕52号 补贴对象"
)
def in_extended_grade(p: Person, n: Numbers) -> YesNo:
    return n.extends_nursing_to[p.disability_grade] and p.intellectual_or_mental


@condition("需要长期照护", "国发〔2015〕52号 补贴对象")
def needs_care(p: Person, n: Numbers) -> YesNo:
    return p.needs_long_term_care
