"""Allowances of older persons, and the ability level that decides two of them.

Read next: rules/ability_points.py and rules/ability_level.py (GB/T 42195-2022), rules/old_age.py,
rules/hardship.py, rules/care.py, rules/voucher.py; numbers in parameters/, examples in cases/.
"""

from minzheng.catalogue.line import Line

LINE = Line(
    slug="elderly",
    title="老年人福利",
    law="《中华人民共和国老年人权益保障法》; 民发〔2025〕37号; GB/T 42195-2022",
    publishes=(
        "elderly.care_due",
        "elderly.care_subsidy",
        "elderly.consumption_voucher",
        "elderly.hardship_old_age_allowance",
        "elderly.old_age_allowance",
    ),
    relies_on=(
        "disability.nursing_due",
        "extreme_poverty.recipient",
        "low_income_families.edge_member",
        "low_income_families.rigid_family",
        "minimum_living.counted",
        "minimum_living.recipient",
    ),
)
