"""Low-income families: those just above the minimum living standard, and those whose unavoidable
spending eats their income.  No money by itself, but the door to other assistance.

Read next: rules/property.py, rules/edge_family.py, rules/rigid_family.py.
"""

from minzheng.catalogue.line import Line, Standing

LINE = Line(
    slug="low_income_families",
    title="低收入家庭认定",
    law="《中华人民共和国社会救助法》第21、22条; 民发〔2021〕57号; 《刚性支出困难家庭认定办法》",
    publishes=(
        "low_income_families.edge_family",
        "low_income_families.edge_member",
        "low_income_families.rigid_family",
    ),
    relies_on=(
        "minimum_living.counted",
        "minimum_living.grace_grant",
        "minimum_living.income",
        "minimum_living.income_before_rigid_deduction",
        "minimum_living.qualifies",
        "minimum_living.size",
        "minimum_living.standard",
    ),
    standings=(
        Standing("edge_family", "最低生活保障边缘家庭", ("low_income_families.edge_family",)),
        Standing("rigid_family", "刚性支出困难家庭", ("low_income_families.rigid_family",)),
    ),
)
