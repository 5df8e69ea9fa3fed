"""Consumption voucher for elderly care: an electronic voucher each month for the dependent.

The amount is the most that a month's voucher may cover; it lapses at the end of the month and is
never paid in cash.  Numbers: ../parameters/voucher.yaml.  Worked examples: ../cases/voucher.yaml.
"""

from minzheng.catalogue.codes import AbilityLevel
from minzheng.lines.elderly.rules.care import old
from minzheng.lines.elderly.rules.eligibility import alive_this_month, not_extremely_poor
from minzheng.rules.language import (
    MoneyPerMonth,
    Month,
    Numbers,
    Person,
    YesNo,
    benefit,
    condition,
)


@condition("在养老服务消费补贴项目实施期间", "民发〔2025〕37号")
def programme_running(p: Person, n: Numbers) -> YesNo:
    return n.voucher_running


@condition("已申请并进行老年人能力评估", "民发〔2025〕37号")
def assessment_made(p: Person, n: Numbers) -> YesNo:
    return p.assessed


@condition("评估为中度、重度或完全失能", "民发〔2025〕37号")
def dependent(p: Person, n: Numbers) -> YesNo:
    return p.ability_level in {AbilityLevel.moderate, AbilityLevel.severe, AbilityLevel.total}


@condition("未享受集中照护补助或居家和社区基本养老服务提升行动等项目", "民发〔2025〕37号")
def not_in_care_programme(p: Person, n: Numbers) -> YesNo:
    return not p.in_care_programme


@benefit(
    "养老服务消费补贴（每月最高额，电子消费券）",
    "民发〔2025〕37号",
    conditions=[
        programme_running,
        alive_this_month,
        old,
        assessment_made,
        dependent,
        not_extremely_poor,
        not_in_care_programme,
    ],
    since="2026-01",
)
def consumption_voucher(p: Person, n: Numbers) -> MoneyPerMonth:
    return n.voucher_cap


@consumption_voucher.starts("符合条件的当月起发放，当月有效", "民发〔2025〕37号")
def consumption_voucher_starts(p: Person, n: Numbers) -> Month:
    return n.month
