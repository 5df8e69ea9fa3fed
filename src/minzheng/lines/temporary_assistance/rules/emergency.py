"""Help in an emergency (急难型): small and fast (小额快救), or paid in advance (先行救助)."""

from minzheng.catalogue.codes import Emergency
from minzheng.lines.temporary_assistance.rules.request import (
    amount_requested,
    case_amount_left,
    in_difficulty,
    not_decided_individually,
    times_left,
)
from minzheng.rules.language import (
    Household,
    Money,
    Numbers,
    YesNo,
    benefit,
    condition,
    floor_fen,
    once,
    value,
)


@condition(
    "遭遇火灾、交通事故、突发重大疾病或者其他突发意外",
    "《关于进一步健全完善临时救助制度的意见》（2026年）二（一）",
)
def struck_by_emergency(h: Household, n: Numbers) -> YesNo:
    return h.emergency != Emergency.none


@value("小额快救最高金额", "《关于进一步健全完善临时救助制度的意见》（2026年）二（一）")
def small_amount_cap(h: Household, n: Numbers) -> Money:
    standard = once(h.minimum_living.standard) * h.persons_aided
    return floor_fen(standard * n.small_amount_multiple)


@condition(
    "拟救助金额不超过小额快救的最高金额",
    "《关于进一步健全完善临时救助制度的意见》（2026年）二（一）",
)
def within_small_amount(h: Household, n: Numbers) -> YesNo:
    return h.aid_requested <= h.small_amount_cap


@benefit(
    "临时救助（小额快救）",
    "《关于进一步健全完善临时救助制度的意见》（2026年）二（一）",
    conditions=[
        struck_by_emergency,
        in_difficulty,
        amount_requested,
        within_small_amount,
        times_left,
        case_amount_left,
        not_decided_individually,
    ],
    since="2026-01",
)
def small_fast(h: Household, n: Numbers) -> Money:
    """Neither means nor registration are asked; the place of need pays."""
    return min(h.aid_requested, h.case_remainder)


@condition(
    "本次不按小额快救办理",
    "《关于进一步健全完善临时救助制度的意见》（2026年）二（一）; 社会救助法 第五十条",
)
def not_small_fast(h: Household, n: Numbers) -> YesNo:
    return h.small_fast == 0


@value("先行救助最高金额", "社会救助法 第五十条; 民发〔2018〕23号 二（二）")
def advance_cap(h: Household, n: Numbers) -> Money:
    standard = once(h.minimum_living.standard) * h.persons_aided
    return floor_fen(standard * n.advance_multiple)


@benefit(
    "临时救助（先行救助）",
    "社会救助法 第五十条; 民发〔2018〕23号 二（二）",
    conditions=[
        struck_by_emergency,
        in_difficulty,
        amount_requested,
        not_small_fast,
        times_left,
        case_amount_left,
        not_decided_individually,
    ],
)
def advance(h: Household, n: Numbers) -> Money:
    """Paid at once up to the cap; the papers follow when the emergency is over."""
    return min(h.aid_requested, h.advance_cap, h.case_remainder)
