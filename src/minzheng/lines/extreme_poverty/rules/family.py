"""Third condition, inside the household: who owes support to whom, 民法典 第二十六条."""

from minzheng.catalogue.codes import Relation
from minzheng.rules.language import (
    Count,
    Household,
    Numbers,
    Person,
    YesNo,
    condition,
    count,
    value,
)


@value("户主有履行义务能力", "民发〔2021〕43号 第八条")
def able_head(h: Household, n: Numbers) -> YesNo:
    return any(m.able_to_support for m in h.members if m.relation == Relation.head)


@value("户主的配偶有履行义务能力", "民发〔2021〕43号 第八条")
def able_spouse(h: Household, n: Numbers) -> YesNo:
    return any(m.able_to_support for m in h.members if m.relation == Relation.spouse)


@value("户主的子女有履行义务能力", "民发〔2021〕43号 第八条")
def able_child(h: Household, n: Numbers) -> YesNo:
    return any(m.able_to_support for m in h.members if m.relation == Relation.child)


@value("户主的兄弟姐妹有履行义务能力", "民发〔2021〕43号 第八条")
def able_sibling(h: Household, n: Numbers) -> YesNo:
    return any(m.able_to_support for m in h.members if m.relation == Relation.sibling)


@value("户主的父母中有履行义务能力的人数", "民发〔2021〕43号 第八条")
def able_parents(h: Household, n: Numbers) -> Count:
    return count(m for m in h.members if m.relation == Relation.parent and m.able_to_support)


@value("户主的祖父母中有履行义务能力的人数", "民发〔2021〕43号 第八条")
def able_grandparents(h: Household, n: Numbers) -> Count:
    return count(m for m in h.members if m.relation == Relation.grandparent and m.able_to_support)


@value("对户主有法定义务的其他成员有履行义务能力", "民法典 第一千零七十四条、第一千零七十五条")
def able_by_duty(h: Household, n: Numbers) -> YesNo:
    return any(
        m.able_to_support and m.support_duty
        for m in h.members
        if m.relation
        in {Relation.grandchild, Relation.grandparent, Relation.sibling, Relation.other}
    )


@value("共同生活的家庭成员中，本人的配偶、父母、成年子女有履行义务能力", "民法典 第二十六条")
def near_relative_able(p: Person, n: Numbers) -> YesNo:
    """Kinship is known by the relation to the head; a member is never a supporter of himself."""
    own = 1 if p.able_to_support else 0
    if p.relation == Relation.head:
        return p.household.able_spouse or p.household.able_child or p.household.able_parents > 0
    if p.relation == Relation.spouse:
        return p.household.able_head or p.household.able_child
    if p.relation == Relation.child:
        return p.household.able_head or p.household.able_spouse
    if p.relation == Relation.grandchild:
        return p.household.able_child
    if p.relation == Relation.sibling:
        return p.household.able_parents > 0
    if p.relation == Relation.parent:
        at_home = p.household.able_head or p.household.able_sibling
        return at_home or p.household.able_parents > own
    if p.relation == Relation.grandparent:
        return p.household.able_parents > 0 or p.household.able_grandparents > own
    return False


@value("户主与本人另有法定义务关系且有履行义务能力", "民法典 第一千零七十四条、第一千零七十五条")
def bound_to_head(p: Person, n: Numbers) -> YesNo:
    if p.relation == Relation.head:
        return p.household.able_by_duty
    if p.relation in {Relation.spouse, Relation.child, Relation.parent}:
        return False
    return p.household.able_head and p.support_duty


@condition(
    "共同生活的家庭成员中没有法定义务人，或者这些义务人都没有履行义务能力",
    "民发〔2021〕43号 第四条第（三）项、第八条",
)
def no_able_family_member(p: Person, n: Numbers) -> YesNo:
    return not (p.near_relative_able or p.bound_to_head)
