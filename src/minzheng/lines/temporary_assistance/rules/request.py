"""What every kind of temporary assistance asks of the request itself."""

from minzheng.rules.language import Count, Household, Money, Numbers, YesNo, condition, count, value


@condition("经办人已提出拟救助金额", "《关于进一步健全完善临时救助制度的意见》（2026年）二（一）")
def amount_requested(h: Household, n: Numbers) -> YesNo:
    return h.aid_requested > 0


@condition("本次未按一事一议办理", "民发〔2018〕23号 二（二）")
def not_decided_individually(h: Household, n: Numbers) -> YesNo:
    return not h.decided_individually


@condition("12个月内因同一事由获得救助未达到当地次数上限", "民发〔2018〕23号; 当地临时救助办法")
def times_left(h: Household, n: Numbers) -> YesNo:
    return h.aid_times < n.most_times


@condition("12个月内因同一事由获得的救助未达到当地金额上限", "民发〔2018〕23号; 当地临时救助办法")
def case_amount_left(h: Household, n: Numbers) -> YesNo:
    return h.aid_received < n.case_cap


@value("同一事由还可救助的金额", "民发〔2018〕23号; 当地临时救助办法")
def case_remainder(h: Household, n: Numbers) -> Money:
    return max(n.case_cap - h.aid_received, 0)


@condition("基本生活暂时出现严重困难", "《关于进一步健全完善临时救助制度的意见》（2026年）二（一）")
def in_difficulty(h: Household, n: Numbers) -> YesNo:
    return h.in_serious_difficulty


@value("家庭成员和特困人员的人数", "《关于进一步健全完善临时救助制度的意见》（2026年）二（二）")
def family_size(h: Household, n: Numbers) -> Count:
    """The extremely poor are no members for the minimum living guarantee, but are helped too."""
    return count(m for m in h.members if m.minimum_living.counted or m.extreme_poverty.recipient)


@value(
    "计算上限的人数", "《关于进一步健全完善临时救助制度的意见》（2026年）二（一）; 当地临时救助办法"
)
def persons_aided(h: Household, n: Numbers) -> Count:
    """One for a whole case, unless the area counts every member of the household."""
    return h.family_size if n.emergency_caps_per_person else 1
