"""Gradual exit (渐退): the guarantee goes on for some months after a job.

57号 Art. 33, 83号 一（三）.  A period once found keeps its end unless the standard overtakes the
income: then it ends, and the normal award is due again (B2, B3).  Numbers:
../parameters/gradual_exit.yaml.
"""

from minzheng.catalogue.codes import GraceAmount
from minzheng.lines.minimum_living.rules.grant import applies_as_household
from minzheng.lines.minimum_living.rules.property import property_within_limits
from minzheng.rules.language import (
    NEVER,
    Household,
    MoneyPerMonth,
    Month,
    Months,
    Numbers,
    YesNo,
    benefit,
    ceil_fen,
    condition,
    month_of,
    monthly,
    round_half_up_fen,
    value,
)


@value("渐退的起始月份", "57号 第33条")
def grace_start(h: Household, n: Numbers) -> Month:
    """The month after the finding, where none has been found yet."""
    return n.month + 1 if h.grace_since == NEVER else month_of(h.grace_since)


@value("渐退期已经开始", "57号 第33条")
def grace_begun(h: Household, n: Numbers) -> YesNo:
    return h.grace_start <= n.month


@condition("家庭正在享受低保", "57号 第33条")
def award_running(h: Household, n: Numbers) -> YesNo:
    return h.running


@condition("家庭人均收入超过低保标准", "57号 第33条")
def income_above_standard(h: Household, n: Numbers) -> YesNo:
    return h.income > h.standard_for_all


@income_above_standard.unless("渐退期已经开始，收入没有低于标准", "57号 第33条")
def grace_not_overtaken(h: Household, n: Numbers) -> YesNo:
    return h.grace_begun and h.income >= h.standard_for_all


@condition("收入超过标准是因为有劳动能力的成员就业", "57号 第33条")
def excess_from_work(h: Household, n: Numbers) -> YesNo:
    """Not from property, pensions or what was hidden."""
    return h.income_without_new_jobs < h.standard_for_all


@excess_from_work.unless("就业已在渐退开始时查明", "57号 第33条")
def work_already_found(h: Household, n: Numbers) -> YesNo:
    return h.grace_begun


@condition("家庭人均收入未达到渐退的收入上限", "当地规定")
def income_below_grace_ceiling(h: Household, n: Numbers) -> YesNo:
    return h.income < ceil_fen(h.standard_for_all * n.grace_income_ceiling)


@condition("渐退期尚未届满", "83号 一（三）")
def grace_not_over(h: Household, n: Numbers) -> YesNo:
    return n.month < h.grace_start + n.grace_months


@value("渐退已经过的月数", "57号 第33条; 当地规定")
def grace_elapsed(h: Household, n: Numbers) -> Months:
    return max(n.month - h.grace_start, 0)


@benefit(
    "渐退期低保金",
    "57号 第33条; 83号 一（三）",
    conditions=[
        applies_as_household,
        award_running,
        income_above_standard,
        excess_from_work,
        income_below_grace_ceiling,
        property_within_limits,
        grace_not_over,
    ],
)
def grace_grant(h: Household, n: Numbers) -> MoneyPerMonth:
    if n.grace_amount == GraceAmount.keep:
        return h.dibao_amount
    if n.grace_amount == GraceAmount.half:
        return round_half_up_fen(h.dibao_amount / (1 + 1))
    step = round_half_up_fen(h.dibao_amount * n.grace_step)
    return max(h.dibao_amount - monthly(step * h.grace_elapsed), 0)


@grace_grant.starts("自查明就业的次月起，已经开始的保持原起始月份", "57号 第33条")
def grace_grant_starts(h: Household, n: Numbers) -> Month:
    return h.grace_start
