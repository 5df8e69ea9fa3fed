"""Who lives together and counts (共同生活的家庭成员): 57号 Art. 7.

Counted members make up the household and its income; covered members are those of them who may be
paid (a foreign spouse counts, and may be uncovered).  Numbers: ../parameters/household.yaml.
"""

from minzheng.catalogue.codes import Custody, Relation, Schooling
from minzheng.rules.language import (
    NEVER,
    Count,
    Household,
    Numbers,
    Person,
    YesNo,
    count,
    known,
    month_of,
    month_reaching,
    value,
)


@value("正在享受低保", "57号 第31条")
def running(h: Household, n: Numbers) -> YesNo:
    return month_of(h.dibao_since) <= n.month


@value("未成年人", "民法典 第17条; 57号 第7条")
def minor(p: Person, n: Numbers) -> YesNo:
    """Benefits run by calendar months: in the month of the birthday still a minor."""
    return n.month <= month_reaching(p.birth_date, n.adult_age)


@value("未成年或者不能独立生活的子女", "57号 第7条（二）（三）")
def dependent_child(p: Person, n: Numbers) -> YesNo:
    """An adult at full-time school counts up to a bachelor's degree, wherever he lives."""
    studies = p.schooling in {
        Schooling.compulsory,
        Schooling.senior_secondary,
        Schooling.undergraduate,
    }
    return p.relation == Relation.child and (p.minor or not p.independent or studies)


@value("属于共同生活的家庭成员范围", "57号 第7条")
def within_family(p: Person, n: Numbers) -> YesNo:
    """Applicant and spouse, dependent children, others with a duty of support who live along."""
    applicant_or_spouse = p.relation in {Relation.head, Relation.spouse}
    return applicant_or_spouse or p.dependent_child or (p.support_duty and p.co_resident)


@value("在监狱服刑或者强制隔离戒毒，不计入家庭", "57号 第7条 不计入（二）")
def removed_by_custody(p: Person, n: Numbers) -> YesNo:
    """New applications go by the status; a running award changes the month after it began."""
    removed = p.custody in {Custody.prison, Custody.compulsory_detox}
    began_earlier = month_of(p.custody_since) < n.month or p.custody_since == NEVER
    return removed and (began_earlier or not p.household.running)


@value("宗教教职人员脱离家庭达到规定年数", "57号 第7条 不计入（一）")
def clergy_away(p: Person, n: Numbers) -> YesNo:
    return p.clergy_years >= n.clergy_years_away


@value("按规定不计入的人员", "57号 第7条 不计入")
def excluded(p: Person, n: Numbers) -> YesNo:
    conscript = p.conscript and n.excludes_conscripts
    return p.clergy_away or p.removed_by_custody or p.declared_missing or conscript


@value("上月底前已经死亡", "民发〔2022〕83号 一（三）")
def deceased(p: Person, n: Numbers) -> YesNo:
    """Recomputed from the month after the death."""
    return month_of(p.death_date) < n.month


@value("已确认为特困人员", "43号 第27条")
def extremely_poor(p: Person, n: Numbers) -> YesNo:
    """Only who has been found extremely poor leaves the household; an open question does not."""
    return known(p.extreme_poverty.recipient) and p.extreme_poverty.recipient


@value("计入家庭人口", "57号 第7条")
def counted(p: Person, n: Numbers) -> YesNo:
    return p.within_family and not (p.excluded or p.deceased or p.extremely_poor)


@value("计入家庭人口并且可享受待遇", "57号 第7条; 当地规定")
def covered_member(p: Person, n: Numbers) -> YesNo:
    return p.counted and p.covered


@value("共同生活的家庭成员人数", "57号 第7条")
def size(h: Household, n: Numbers) -> Count:
    return count(m for m in h.members if m.counted)


@value("可享受待遇的成员人数", "57号 第7条; 当地规定")
def covered_size(h: Household, n: Numbers) -> Count:
    return count(m for m in h.members if m.covered_member)
