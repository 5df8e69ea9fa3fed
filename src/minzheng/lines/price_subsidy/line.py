"""What the line of the price-linked subsidy (价格补贴联动) is, and what it reads and publishes."""

from minzheng.catalogue.benefits import Benefit, Cycle
from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.catalogue.line import Line

LINE = Line(
    slug="price_subsidy",
    title="价格补贴联动",
    law="《中华人民共和国社会救助法》第三十二条; 发改价格〔2021〕1553号",
    publishes=("price_subsidy.price_subsidy",),
    relies_on=(
        "children.de_facto_unattended",
        "children.orphan",
        "extreme_poverty.basic_living",
        "extreme_poverty.recipient",
        "low_income_families.edge_member",
        "minimum_living.recipient",
        "minimum_living.standard",
    ),
    benefits=(
        Benefit(
            rule="price_subsidy.price_subsidy",
            title="价格临时补贴",
            unit=ApplicantUnit.PERSON,
            cycle=Cycle.ONCE,
            uprates=False,
        ),
    ),
)
