"""Major hardship, decided case by case by the county (一事一议), 民发〔2018〕23号."""

from minzheng.lines.temporary_assistance.rules.request import amount_requested, in_difficulty
from minzheng.rules.language import Household, Money, Numbers, YesNo, benefit, condition


@condition("经县级一事一议确定", "民发〔2018〕23号 二（二）")
def decided_by_county(h: Household, n: Numbers) -> YesNo:
    return h.decided_individually


@benefit(
    "临时救助（重大困难，一事一议）",
    "民发〔2018〕23号 二（二）",
    conditions=[in_difficulty, amount_requested, decided_by_county],
)
def major_hardship(h: Household, n: Numbers) -> Money:
    """The amount is the county's decision: neither the caps nor the number of times bind it."""
    return h.aid_requested
