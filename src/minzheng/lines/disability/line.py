"""The two disability subsidies: living costs of the poor, long-term care of the severely disabled.

Read next: rules/eligibility.py (what both ask), rules/living.py, rules/nursing.py; the numbers are
in parameters/, the worked examples in cases/.
"""

from minzheng.catalogue.line import Line

LINE = Line(
    slug="disability",
    title="残疾人两项补贴",
    law="国发〔2015〕52号",
    publishes=(
        "disability.living_subsidy",
        "disability.nursing_due",
        "disability.nursing_subsidy",
    ),
    relies_on=(
        "children.de_facto_unattended",
        "children.on_child_scheme",
        "children.orphan",
        "elderly.care_due",
        "extreme_poverty.recipient",
        "low_income_families.edge_member",
        "low_income_families.rigid_family",
        "minimum_living.counted",
        "minimum_living.recipient",
    ),
)
