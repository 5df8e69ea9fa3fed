"""The minimum living guarantee (低保): money that brings a household up to the local standard.

Read next, in the order of deciding: rules/household.py, rules/wages.py, rules/exclusions.py,
rules/imputed_support.py, rules/income.py, rules/property.py, rules/supplements.py,
rules/amount.py, rules/shares.py, rules/grant.py, rules/gradual_exit.py, rules/single_person.py,
rules/recipients.py.
"""

from minzheng.catalogue.line import Line, Standing, Threshold

LINE = Line(
    slug="minimum_living",
    title="最低生活保障",
    law="《中华人民共和国社会救助法》第二章; 民发〔2021〕57号",
    publishes=(
        "minimum_living.counted",
        "minimum_living.grace_grant",
        "minimum_living.grant",
        "minimum_living.income",
        "minimum_living.income_before_rigid_deduction",
        "minimum_living.own_share",
        "minimum_living.qualifies",
        "minimum_living.recipient",
        "minimum_living.single_grant",
        "minimum_living.size",
        "minimum_living.standard",
    ),
    relies_on=(
        "extreme_poverty.recipient",
        "low_income_families.edge_family",
    ),
    near=(
        Threshold(
            "家庭月收入与低保标准",
            measure="minimum_living.income",
            threshold="minimum_living.standard_for_all",
            number="minimum_living.standard",
        ),
    ),
    standings=(
        Standing(
            "minimum_living",
            "最低生活保障家庭",
            (
                "minimum_living.grant",
                "minimum_living.grace_grant",
                "minimum_living.single_grant",
            ),
        ),
    ),
)
