"""Children without effective parents, and severely ill or disabled children of poor families.

Read next: rules/recognition.py (who is an orphan, who is de facto unattended; father.py and
mother.py judge each parent), rules/allowances.py, rules/severe_child.py; the numbers are in
parameters/, the worked examples in cases/.
"""

from minzheng.catalogue.benefits import Benefit, ReviewClass
from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.catalogue.line import Line

YEARLY = ReviewClass(
    code="yearly",
    title="每年复核",
    months=12,
    doubt="民发〔2019〕62号要求动态管理，未规定复核间隔，暂按每年",
)

LINE = Line(
    slug="children",
    title="儿童福利",
    law="国办发〔2010〕54号; 民发〔2019〕62号; 民发〔2020〕125号",
    publishes=(
        "children.de_facto_allowance",
        "children.de_facto_unattended",
        "children.on_child_scheme",
        "children.orphan",
        "children.orphan_allowance",
        "children.severe_child_allowance",
    ),
    relies_on=(
        "disability.living_subsidy",
        "extreme_poverty.grant",
        "extreme_poverty.recipient",
        "low_income_families.edge_member",
        "low_income_families.rigid_family",
        "minimum_living.counted",
        "minimum_living.own_share",
        "minimum_living.recipient",
        "minimum_living.single_grant",
    ),
    benefits=(
        Benefit(
            rule="children.orphan_allowance",
            title="孤儿基本生活费",
            unit=ApplicantUnit.PERSON,
            excludes=(
                "children.de_facto_allowance",
                "children.severe_child_allowance",
                "disability.living_subsidy",
                "extreme_poverty.grant",
            ),
            review=(YEARLY,),
            application_item="children.orphan",
            ending_item="children.orphan_ending",
        ),
        Benefit(
            rule="children.de_facto_allowance",
            title="事实无人抚养儿童基本生活补贴",
            unit=ApplicantUnit.PERSON,
            excludes=(
                "children.orphan_allowance",
                "children.severe_child_allowance",
                "extreme_poverty.grant",
            ),
            review=(YEARLY,),
            application_item="children.unattended",
            ending_item="children.unattended_ending",
        ),
        Benefit(
            rule="children.severe_child_allowance",
            title="困难家庭重病重残儿童生活费",
            unit=ApplicantUnit.PERSON,
            excludes=(
                "children.de_facto_allowance",
                "children.orphan_allowance",
                "extreme_poverty.grant",
            ),
            review=(YEARLY,),
            application_item="children.severe_allowance",
            ending_item="children.severe_ending",
        ),
    ),
)
