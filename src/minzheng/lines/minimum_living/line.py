"""The minimum living guarantee (低保): money that brings a household up to the local standard.

Read next, in the order of deciding: rules/household.py, rules/wages.py, rules/exclusions.py,
rules/imputed_support.py, rules/income.py, rules/property.py, rules/supplements.py,
rules/amount.py, rules/shares.py, rules/grant.py, rules/gradual_exit.py, rules/single_person.py,
rules/recipients.py.
"""

from minzheng.catalogue.benefits import Benefit, ReviewClass
from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.catalogue.line import Line, Standing, Threshold

_CLASSES = "A、B、C类的划分由当地确定；法律只要求变化不大的每年、收入不稳定且有劳动能力的每半年复核"
REVIEW_CLASSES = (
    ReviewClass(code="A", title="无劳动能力，每年复核", months=12, doubt=_CLASSES),
    ReviewClass(code="B", title="收入较稳定，每半年复核", months=6, doubt=_CLASSES),
    ReviewClass(code="C", title="收入不稳定，每季度复核", months=3, doubt=_CLASSES),
)

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
            heads="minimum_living.size",
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
    benefits=(
        Benefit(
            rule="minimum_living.grant",
            title="最低生活保障金",
            unit=ApplicantUnit.HOUSEHOLD,
            covers="minimum_living.covered_member",
            grace="minimum_living.grace_grant",
            grace_months="minimum_living.grace_months",
            excludes=("extreme_poverty.grant", "minimum_living.single_grant"),
            review=REVIEW_CLASSES,
            application_item="minimum_living.application",
            change_item="minimum_living.change",
            ending_item="minimum_living.ending",
        ),
        Benefit(
            rule="minimum_living.single_grant",
            title="单人保低保金",
            unit=ApplicantUnit.PERSON,
            excludes=("extreme_poverty.grant", "minimum_living.grant"),
            review=REVIEW_CLASSES,
            application_item="minimum_living.single",
            change_item="minimum_living.change",
            ending_item="minimum_living.ending",
        ),
    ),
)
