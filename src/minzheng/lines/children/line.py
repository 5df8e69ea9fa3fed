"""Children without effective parents, and severely ill or disabled children of poor families.

Read next: rules/recognition.py (who is an orphan, who is de facto unattended; father.py and
mother.py judge each parent), rules/allowances.py, rules/severe_child.py; the numbers are in
parameters/, the worked examples in cases/.
"""

from minzheng.catalogue.line import Line

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
)
