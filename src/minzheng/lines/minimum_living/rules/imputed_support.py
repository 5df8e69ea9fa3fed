"""Support from supporters outside the household (赡养费等): 57号 Art. 13, 83号 一（一）.

Nobody's means are looked into without consent (救助法 Art. 41): where a supporter's income is not
known, only what is actually paid counts.  Numbers: ../parameters/imputed_support.yaml.
"""

from minzheng.catalogue.codes import Relation
from minzheng.rules.language import (
    MoneyPerMonth,
    Numbers,
    Person,
    Supporter,
    YesNo,
    age,
    ceil_fen,
    floor_fen,
    known,
    value,
)


@value("供养费用可豁免的兄弟姐妹或者老年义务人", "83号 一（一）")
def exempt(s: Supporter, n: Numbers) -> YesNo:
    """Unknown to the law before notice 83."""
    return False


@exempt.amended(since="2022-10", law="83号 一（一）")
def exempt_2022(s: Supporter, n: Numbers) -> YesNo:
    sibling = s.relation == Relation.sibling and n.exempts_siblings
    old = n.exempts_old_supporters and age(s.birth_date, n.month) >= n.old_supporter_age
    return s.person.unemployed_severely_disabled and (sibling or old)


@value("义务人有供养能力的人均收入界限", "当地规定")
def support_threshold(p: Person, n: Numbers) -> MoneyPerMonth:
    return ceil_fen(p.household.standard * n.support_threshold_multiple)


@value("可以核算供养能力的义务人", "57号 第13条; 救助法 第41条")
def assessable(s: Supporter, n: Numbers) -> YesNo:
    """Never who is poor himself, nor who did not consent (his income is then not known)."""
    poor = s.on_minimum_living or s.on_extreme_poverty
    consented = known(s.household_income) and known(s.household_size)
    return n.imputes_support and consented and not poor


@value("核算的供养费", "57号 第13条; 当地规定")
def assessed_support(s: Supporter, n: Numbers) -> MoneyPerMonth:
    """A share of what the supporter's household has per head above the threshold."""
    if not s.assessable:
        return 0
    per_head = floor_fen(s.household_income / s.household_size)
    surplus = max(per_head - s.person.support_threshold, 0)
    return floor_fen(floor_fen(surplus * n.support_share) / s.supported_persons)


@value("计入的供养费", "57号 第13条; 83号 一（一）")
def support_due(s: Supporter, n: Numbers) -> MoneyPerMonth:
    """What is paid by agreement or judgment counts at least, unless it is exempt."""
    if s.exempt:
        return 0
    return max(s.support_paid, s.assessed_support)


@value("赡养抚养扶养费收入", "57号 第13条")
def support_income(p: Person, n: Numbers) -> MoneyPerMonth:
    """The higher of what was received, without exempt payments, and what counts by supporter."""
    exempted = sum(s.support_paid for s in p.supporters if s.exempt)
    return max(p.support_received - exempted, sum(s.support_due for s in p.supporters))
