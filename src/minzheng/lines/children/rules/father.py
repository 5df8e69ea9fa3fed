"""Whether a child's father is lost to it, or unable to raise it; mother.py says the same of her.

Numbers: ../parameters/recognition.yaml.  Worked examples: ../cases/father.yaml.
"""

from minzheng.catalogue.codes import DisabilityGrade, DisabilityKind, ParentState
from minzheng.rules.language import Numbers, Person, YesNo, condition, value


@condition("父亲死亡（含宣告死亡）或者查找不到", "国办发〔2010〕54号 一")
def father_lost(p: Person, n: Numbers) -> YesNo:
    return p.father_state in {ParentState.dead, ParentState.cannot_be_found}


@value("父亲重残", "民发〔2019〕62号 一")
def father_severely_disabled(p: Person, n: Numbers) -> YesNo:
    """By the certificate: grades 1 and 2 of any kind; all grades of intellectual or mental."""
    kind = p.father_disability_kind
    grade = p.father_disability_grade
    one_kind = kind in {DisabilityKind.intellectual, DisabilityKind.mental}
    several = kind == DisabilityKind.multiple and p.father_includes_intellectual_or_mental
    heavy = grade in {DisabilityGrade.one, DisabilityGrade.two}
    return heavy or (grade != DisabilityGrade.none and (one_kind or several))


@value("父亲被限制人身自由达到规定期限", "民发〔2019〕62号 一")
def father_restricted(p: Person, n: Numbers) -> YesNo:
    """The whole term counts, not what is left of it."""
    measure = p.father_state in {
        ParentState.prison,
        ParentState.compulsory_detox,
        ParentState.otherwise_restricted,
    }
    return measure and p.father_state_months >= n.restriction_months


@value("父亲失联达到规定期限", "民发〔2019〕62号 一")
def father_out_of_contact(p: Person, n: Numbers) -> YesNo:
    """Neither contact nor support; a father who sends money is not out of contact."""
    silent = p.father_state == ParentState.lost_contact
    return silent and p.father_state_months >= n.lost_contact_months and not p.father_supports


@value("父亲重残、重病、被限制人身自由或者失联", "民发〔2019〕62号 一")
def father_unable(p: Person, n: Numbers) -> YesNo:
    seriously_ill = p.father_state == ParentState.severely_ill
    unwell = p.father_severely_disabled or seriously_ill
    return unwell or p.father_restricted or p.father_out_of_contact


@father_unable.amended(since="2021-01", law="民发〔2020〕125号 一")
def father_unable_2021(p: Person, n: Numbers) -> YesNo:
    """Adds a father whose guardianship was revoked or who was deported."""
    by_state = p.father_state in {
        ParentState.severely_ill,
        ParentState.guardianship_revoked,
        ParentState.deported,
    }
    unwell = by_state or p.father_severely_disabled
    return unwell or p.father_restricted or p.father_out_of_contact


@condition("父亲死亡、失踪，或者因法定情形不能履行抚养监护责任", "民发〔2019〕62号 一")
def father_cannot_raise(p: Person, n: Numbers) -> YesNo:
    gone = p.father_lost or p.father_state == ParentState.declared_missing
    return gone or p.father_unable
