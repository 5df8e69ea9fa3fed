"""What the line of temporary assistance (临时救助) is, and what it reads and publishes."""

from minzheng.catalogue.benefits import Benefit, Cycle
from minzheng.catalogue.casework.service_item import ApplicantUnit
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
    benefits=(
        Benefit(
            rule="temporary_assistance.small_fast",
            title="临时救助（小额快救）",
            unit=ApplicantUnit.HOUSEHOLD,
            cycle=Cycle.ONCE,
            exclusive=False,
            application_item="temporary_assistance.quick",
            uprates=False,
        ),
        Benefit(
            rule="temporary_assistance.advance",
            title="临时救助（先行救助）",
            unit=ApplicantUnit.HOUSEHOLD,
            cycle=Cycle.ONCE,
            exclusive=False,
            application_item="temporary_assistance.advance",
            uprates=False,
        ),
        Benefit(
            rule="temporary_assistance.spending_type",
            title="临时救助（支出型）",
            unit=ApplicantUnit.HOUSEHOLD,
            cycle=Cycle.ONCE,
            exclusive=False,
            application_item="temporary_assistance.spending_aid",
            uprates=False,
        ),
        Benefit(
            rule="temporary_assistance.migrant_once",
            title="一次性临时救助金",
            unit=ApplicantUnit.HOUSEHOLD,
            cycle=Cycle.ONCE,
            exclusive=False,
            uprates=False,
        ),
        Benefit(
            rule="temporary_assistance.major_hardship",
            title="临时救助（一事一议）",
            unit=ApplicantUnit.HOUSEHOLD,
            cycle=Cycle.ONCE,
            exclusive=False,
            uprates=False,
        ),
    ),
)
