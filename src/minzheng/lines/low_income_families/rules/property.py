"""What a low-income family may own: 57号 Art. 8, 14, 刚支办法 Art. 4（三）; every limit is local.

Often wider than for the minimum living guarantee.  Numbers: ../parameters/property.yaml.
"""

from minzheng.rules.language import Household, Money, Numbers, YesNo, condition, value


@value("低收入家庭金融资产限额", "57号 第8条; 当地规定")
def asset_limit(h: Household, n: Numbers) -> Money:
    return h.minimum_living.standard * h.minimum_living.size * n.asset_limit_months


@condition("家庭金融资产不超过当地低收入家庭的限额", "57号 第8条; 刚支办法 第4条（三）")
def assets_within_limit(h: Household, n: Numbers) -> YesNo:
    return h.assets <= h.asset_limit


@condition("家庭机动车不超过当地低收入家庭的数量", "57号 第8条; 刚支办法 第4条（三）")
def vehicles_within_limit(h: Household, n: Numbers) -> YesNo:
    return h.vehicles <= n.vehicle_limit


@condition("家庭住房不超过当地低收入家庭的套数", "57号 第8条; 刚支办法 第4条（三）")
def houses_within_limit(h: Household, n: Numbers) -> YesNo:
    return h.houses <= n.house_limit


@condition("家庭成员没有正在经营的企业", "57号 第8条; 刚支办法 第4条（三）")
def no_active_business(h: Household, n: Numbers) -> YesNo:
    return not h.active_business
