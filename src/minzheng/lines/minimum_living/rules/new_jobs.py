"""What a household earns from jobs taken while it is on the guarantee: 57号 Art. 33.

Only such income opens a gradual exit: see gradual_exit.py.
"""

from minzheng.rules.language import (
    Household,
    MoneyPerMonth,
    Numbers,
    Person,
    YesNo,
    ceil_fen,
    month_of,
    value,
)


@value("在享期间新就业", "57号 第33条")
def job_taken(p: Person, n: Numbers) -> YesNo:
    """From the month in which the award began; a job without its date is not shown to be new."""
    began = month_of(p.household.dibao_since)
    taken = month_of(p.employed_since)
    return p.employed and p.able_to_work and began <= taken <= n.month


@value("新就业的收入", "57号 第33条")
def new_job_income(p: Person, n: Numbers) -> MoneyPerMonth:
    """The wage as far as it counts, after the cost of going to work."""
    if not p.job_taken:
        return 0
    return p.work_cost_base - ceil_fen(p.work_cost_base * n.work_cost_share)


@value("新就业以外的家庭月收入", "57号 第33条")
def income_without_new_jobs(h: Household, n: Numbers) -> MoneyPerMonth:
    return h.income - sum(m.new_job_income for m in h.members if m.counted)
