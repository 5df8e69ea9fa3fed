"""A member's own share, and what refusing work costs: 57号 Art. 34.

The household's amount is divided equally among its covered members, the fen that remain go to the
last.  Who can work and refuses suitable work three times running loses (part of) that share; the
others keep theirs.  Numbers: ../parameters/shares.yaml.
"""

from minzheng.rules.language import (
    Count,
    Household,
    MoneyPerMonth,
    Numbers,
    Person,
    YesNo,
    floor_fen,
    value,
)


@value("连续拒绝介绍的适当工作达到规定次数", "57号 第34条")
def work_refused(p: Person, n: Numbers) -> YesNo:
    refused = p.work_refusals >= n.refusals_before_reduction
    return refused and p.able_to_work and not p.employed


@value("最后一名可享受待遇的成员序号", "57号 第34条")
def last_covered_number(h: Household, n: Numbers) -> Count:
    return max(m.member_number for m in h.members if m.covered_member)


@value("平均份额", "57号 第34条")
def equal_share(p: Person, n: Numbers) -> MoneyPerMonth:
    each = floor_fen(p.household.amount / max(p.household.covered_size, 1))
    if not p.covered_member:
        return 0
    if p.member_number < p.household.last_covered_number:
        return each
    return p.household.amount - each * (p.household.covered_size - 1)


@value("因拒绝工作减发的份额", "57号 第34条")
def withheld_share(p: Person, n: Numbers) -> MoneyPerMonth:
    if not p.work_refused:
        return 0
    if n.stops_share_after_refusals:
        return p.equal_share
    return p.equal_share - floor_fen(p.equal_share / n.reduced_share_divisor)


@value("本人的低保金已停发", "57号 第34条")
def share_stopped(p: Person, n: Numbers) -> YesNo:
    return p.work_refused and n.stops_share_after_refusals


@value("全家因拒绝工作减发的金额", "57号 第34条")
def withheld(h: Household, n: Numbers) -> MoneyPerMonth:
    return sum(m.withheld_share for m in h.members if m.covered_member)


@value("本人份额", "57号 第34条")
def own_share(p: Person, n: Numbers) -> MoneyPerMonth:
    """Nothing where the household is not granted; see grant.py."""
    return p.equal_share - p.withheld_share if p.household.grant > 0 else 0
