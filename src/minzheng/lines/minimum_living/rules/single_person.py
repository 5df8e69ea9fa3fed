"""Who may apply alone (单人保): 57号 Art. 8, 救助法 Art. 21, 83号 一（一）.

In an edge family: the severely disabled and the seriously ill, without a second look at their own
means.  Outside of one, by their own means: clergy away from home, and the adult, unemployed,
severely disabled (as if a household of one).  Amounts: single_amount.py.
"""

from minzheng.rules.language import Money, Numbers, Person, YesNo, condition, value


@value("低保边缘家庭中的重残或者重病成员", "57号 第8条（一）（二）; 救助法 第21条")
def edge_route(p: Person, n: Numbers) -> YesNo:
    severe = p.grade_one_or_two or p.grade_three_of_mind or p.serious_illness
    return severe and p.counted and p.household.low_income_families.edge_family


@value("参照单人户的未就业成年重度残疾人", "83号 一（一）")
def reference_route(p: Person, n: Numbers) -> YesNo:
    """Unknown to the law before notice 83."""
    return False


@reference_route.amended(since="2022-10", law="83号 一（一）")
def reference_route_2022(p: Person, n: Numbers) -> YesNo:
    return p.unemployed_severely_disabled


@value("本人金融资产限额", "57号 第14条; 当地规定")
def own_asset_limit(p: Person, n: Numbers) -> Money:
    return p.household.standard * n.asset_limit_months


@condition("属于可以单独申请低保的人员", "57号 第8条; 83号 一（一）")
def may_apply_alone(p: Person, n: Numbers) -> YesNo:
    return p.edge_route or p.clergy_away or p.reference_route


@condition("本人收入低于当地最低生活保障标准", "57号 第8条（三）; 83号 一（一）")
def own_income_below_standard(p: Person, n: Numbers) -> YesNo:
    return p.own_income < p.household.standard


@own_income_below_standard.unless("低保边缘家庭中的重残重病成员", "57号 第8条（一）（二）")
def edge_income_looked_at(p: Person, n: Numbers) -> YesNo:
    return p.edge_route


@condition("本人金融资产不超过当地规定的限额", "57号 第8条（三）; 83号 一（一）")
def own_assets_within_limit(p: Person, n: Numbers) -> YesNo:
    return p.own_assets <= p.own_asset_limit


@own_assets_within_limit.unless("低保边缘家庭中的重残重病成员", "57号 第8条（一）（二）")
def edge_property_looked_at(p: Person, n: Numbers) -> YesNo:
    return p.edge_route


@condition("本人健在，未在服刑或者强制隔离戒毒，未被宣告失踪", "57号 第7条 不计入")
def present(p: Person, n: Numbers) -> YesNo:
    return not (p.deceased or p.removed_by_custody or p.declared_missing)


@condition("本人未享受特困人员救助供养", "43号 第27条")
def not_extremely_poor(p: Person, n: Numbers) -> YesNo:
    return not p.extremely_poor


@condition("本人符合当地对享受待遇人员的规定", "57号 第4条、第5条; 当地规定")
def may_be_covered(p: Person, n: Numbers) -> YesNo:
    return p.covered


@condition("本人所在家庭没有享受低保", "57号 第4条; 83号 一（一）")
def not_covered_with_household(p: Person, n: Numbers) -> YesNo:
    return not (p.household.granted and p.counted)
