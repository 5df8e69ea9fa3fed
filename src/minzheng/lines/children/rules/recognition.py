"""Who is an orphan and who is de facto unattended, and which scheme the child is on.

Numbers: ../parameters/recognition.yaml.  Worked examples: ../cases/recognition.yaml.
"""

from minzheng.catalogue.codes import ChildScheme
from minzheng.lines.children.rules.father import father_cannot_raise, father_lost
from minzheng.lines.children.rules.mother import mother_cannot_raise, mother_lost
from minzheng.rules.language import (
    Numbers,
    Person,
    YesNo,
    condition,
    month_of,
    month_reaching,
    status,
    value,
)


@condition("未满18周岁（年满18周岁的当月仍属）", "国办发〔2010〕54号 一")
def minor(p: Person, n: Numbers) -> YesNo:
    """A month is the unit: who comes of age during it leaves from the next month on."""
    return n.month <= month_reaching(p.birth_date, n.adult_age)


@minor.unless("成年前已确认、成年后仍在校就读的，按当地规定继续保障", "当地规定")
def still_studying(p: Person, n: Numbers) -> YesNo:
    recognised_in_time = month_of(p.child_recognised) <= month_reaching(p.birth_date, n.adult_age)
    return n.continues_in_school[p.schooling] and recognised_in_time


@status("孤儿", "国办发〔2010〕54号 一", conditions=[minor, father_lost, mother_lost])
def orphan(p: Person, n: Numbers) -> YesNo:
    return True


@condition("不属于孤儿（孤儿按孤儿保障）", "民发〔2019〕62号 一")
def not_an_orphan(p: Person, n: Numbers) -> YesNo:
    return not p.orphan


@status(
    "事实无人抚养儿童",
    "民发〔2019〕62号 一",
    conditions=[minor, father_cannot_raise, mother_cannot_raise, not_an_orphan],
    since="2020-01",
)
def de_facto_unattended(p: Person, n: Numbers) -> YesNo:
    return True


@condition("选择孤儿、事实无人抚养儿童保障，而不是特困人员救助供养", "民发〔2021〕43号 第9条")
def chose_child_scheme(p: Person, n: Numbers) -> YesNo:
    return p.child_scheme == ChildScheme.children


@value("纳入孤儿或事实无人抚养儿童保障", "民发〔2021〕43号 第9条")
def on_child_scheme(p: Person, n: Numbers) -> YesNo:
    return (p.orphan or p.de_facto_unattended) and p.chose_child_scheme
