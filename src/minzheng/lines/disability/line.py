"""The two disability subsidies: living costs of the poor, long-term care of the severely disabled.

Read next: rules/eligibility.py (what both ask), rules/living.py, rules/nursing.py; the numbers are
in parameters/, the worked examples in cases/.
"""

from minzheng.catalogue.benefits import Benefit, ReviewClass
from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.catalogue.line import Line

YEARLY = ReviewClass(
    code="yearly",
    title="每年复核",
    months=12,
    doubt="民发〔2021〕70号要求定期复核，间隔由当地确定，暂按每年",
)

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
    benefits=(
        Benefit(
            rule="disability.living_subsidy",
            title="困难残疾人生活补贴",
            unit=ApplicantUnit.PERSON,
            excludes=("children.orphan_allowance", "extreme_poverty.grant"),
            review=(YEARLY,),
            application_item="disability.living_subsidy",
            ending_item="disability.living_ending",
        ),
        Benefit(
            rule="disability.nursing_subsidy",
            title="重度残疾人护理补贴",
            unit=ApplicantUnit.PERSON,
            excludes=("elderly.care_subsidy", "extreme_poverty.grant"),
            review=(YEARLY,),
            application_item="disability.nursing_subsidy",
            ending_item="disability.nursing_ending",
        ),
    ),
)
