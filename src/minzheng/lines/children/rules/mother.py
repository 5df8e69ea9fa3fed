"""Whether a child's mother is lost to it, or unable to raise it; father.py says the same of him.

Numbers: ../parameters/recognition.yaml.  Worked examples: ../cases/mother.yaml.
"""

from minzheng.catalogue.codes import DisabilityGrade, DisabilityKind, ParentState
from minzheng.rules.language import Numbers, Person, YesNo, condition, value


@condition("母亲死亡（含宣告死亡）或者查找不到", "国办发〔2010〕54号 一")
def mother_lost(p: Person, n: Numbers) -> YesNo:
    return p.mother_state in {ParentState.dead, ParentState.cannot_be_found}


@value("母亲重残", "民发〔2019〕62号 一")
def mother_severely_disabled(p: Person, n: Numbers) -> YesNo:
    """By the certificate: grades 1 and 2 of any kind; all grades of intellectual or mental."""
    kind = p.mother_disability_kind
    grade = p.mother_disability_grade
    one_kind = kind in {DisabilityKind.intellectual, DisabilityKind.mental}
    several = kind == DisabilityKind.multiple and p.mother_includes_intellectual_or_mental
    heavy = grade in {DisabilityGrade.one, DisabilityGrade.two}
    return heavy or (grade != DisabilityGrade.none and (one_kind or several))


@value("母亲被限制人身自由达到规定期限", "民发〔2019〕62号 一")
def mother_restricted(p: Person, n: Numbers) -> YesNo:
    """The whole term counts, not what is left of it."""
    measure = p.mother_state in {
        ParentState.prison,
        ParentState.compulsory_detox,
        ParentState.otherwise_restricted,
    }
    return measure and p.mother_state_months >= n.restriction_months


@value("母亲失联达到规定期限", "民发〔2019〕62号 一")
def mother_out_of_contact(p: Person, n: Numbers) -> YesNo:
    """Neither contact nor support; a mother who sends money is not out of contact."""
    silent = p.mother_state == ParentState.lost_contact
    return silent and p.mother_state_months >= n.lost_contact_months and not p.mother_supports


@value("母亲重残、重病、被限制人身自由或者失联", "民发〔2019〕62号 一")
def mother_unable(p: Person, n: Numbers) -> YesNo:
    seriously_ill = p.mother_state == ParentState.severely_ill
    unwell = p.mother_severely_disabled or seriously_ill
    return unwell or p.mother_restricted or p.mother_out_of_contact


@mother_unable.amended(since="2021-01", law="民发〔2020〕125号 一")
def mother_unable_2021(p: Person, n: Numbers) -> YesNo:
    """Adds a mother whose guardianship was revoked or who was deported."""
    by_state = p.mother_state in {
        ParentState.severely_ill,
        ParentState.guardianship_revoked,
        ParentState.deported,
    }
    unwell = by_state or p.mother_severely_disabled
    return unwell or p.mother_restricted or p.mother_out_of_contact


@condition("母亲死亡、失踪，或者因法定情形不能履行抚养监护责任", "民发〔2019〕62号 一")
def mother_cannot_raise(p: Person, n: Numbers) -> YesNo:
    gone = p.mother_lost or p.mother_state == ParentState.declared_missing
    return gone or p.mother_unable
