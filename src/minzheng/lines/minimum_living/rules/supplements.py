"""Classified supplements (分类施保): 救助法 Art. 20, 57号 Art. 27.

Numbers: ../parameters/supplements.yaml.
"""

from minzheng.rules.language import Household, Numbers, Person, Ratio, YesNo, age, value


@value("享受增发的老年人", "57号 第27条; 当地规定")
def elderly(p: Person, n: Numbers) -> YesNo:
    """Where nothing is added for a class, nobody needs to know who belongs to it."""
    return n.uplift_elderly > 0 and age(p.birth_date, n.month) >= n.elderly_age


@value("享受增发的未成年人", "57号 第27条; 当地规定")
def young(p: Person, n: Numbers) -> YesNo:
    return n.uplift_minor > 0 and p.minor


@value("享受增发的重度残疾人", "57号 第27条; 当地规定")
def disabled(p: Person, n: Numbers) -> YesNo:
    return n.uplift_severely_disabled > 0 and p.severely_disabled


@value("分类施保增发比例", "救助法 第20条; 57号 第27条")
def uplift(p: Person, n: Numbers) -> Ratio:
    """Who is in several classes gets the highest, unless the area adds them up (B20)."""
    by_age = n.uplift_elderly if p.elderly else 0
    by_minority = n.uplift_minor if p.young else 0
    by_disability = n.uplift_severely_disabled if p.disabled else 0
    by_illness = n.uplift_seriously_ill if p.serious_illness else 0
    if n.adds_uplifts:
        return by_age + by_minority + by_disability + by_illness
    return max(by_age, by_minority, by_disability, by_illness)


@value("家庭分类施保增发比例合计", "救助法 第20条; 57号 第27条")
def uplifts(h: Household, n: Numbers) -> Ratio:
    return sum(m.uplift for m in h.members if m.covered_member)
