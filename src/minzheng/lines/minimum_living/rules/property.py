"""What a household may own (财产状况): 57号 Art. 14; every limit is local.

Numbers: ../parameters/property.yaml.
"""

from minzheng.rules.language import Household, Money, Numbers, YesNo, condition, value


@value("家庭金融资产限额", "57号 第14条; 当地规定")
def asset_limit(h: Household, n: Numbers) -> Money:
    """Some months of the standard for each member: it moves with the number of members."""
    return h.standard * h.size * n.asset_limit_months


@condition("家庭金融资产不超过当地规定的限额", "57号 第14条")
def assets_within_limit(h: Household, n: Numbers) -> YesNo:
    return h.assets <= h.asset_limit


@condition("家庭机动车不超过当地规定的数量", "57号 第14条")
def vehicles_within_limit(h: Household, n: Numbers) -> YesNo:
    return h.vehicles <= n.vehicle_limit


@condition("家庭住房不超过当地规定的套数", "57号 第14条")
def houses_within_limit(h: Household, n: Numbers) -> YesNo:
    return h.houses <= n.house_limit


@condition("家庭成员没有正在经营的企业", "57号 第14条")
def no_active_business(h: Household, n: Numbers) -> YesNo:
    return not h.active_business


@condition("家庭财产状况符合当地规定", "57号 第14条")
def property_within_limits(h: Household, n: Numbers) -> YesNo:
    movable = h.assets_within_limit and h.vehicles_within_limit
    return movable and h.houses_within_limit and h.no_active_business
