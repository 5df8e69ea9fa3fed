"""What the line of temporary assistance (临时救助) is, and what it reads and publishes."""

from minzheng.catalogue.line import Line

LINE = Line(
    slug="temporary_assistance",
    title="临时救助",
    law="《中华人民共和国社会救助法》; 《关于进一步健全完善临时救助制度的意见》（2026年）; "
    "民发〔2018〕23号; 民发〔2022〕83号",
    publishes=(
        "temporary_assistance.small_fast",
        "temporary_assistance.advance",
        "temporary_assistance.spending_type",
        "temporary_assistance.migrant_once",
    ),
    relies_on=(
        "extreme_poverty.recipient",
        "low_income_families.edge_family",
        "low_income_families.rigid_family",
        "minimum_living.counted",
        "minimum_living.income",
        "minimum_living.recipient",
        "minimum_living.standard",
    ),
)
