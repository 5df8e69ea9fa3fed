"""What the line of the extremely poor (特困) is, and what it reads and publishes."""

from minzheng.catalogue.benefits import Benefit, ReviewClass
from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.catalogue.line import Line, Standing

YEARLY = ReviewClass(
    code="yearly",
    title="每年复核",
    months=12,
    doubt="民发〔2021〕43号要求定期核查，未规定间隔，暂按每年",
)

LINE = Line(
    slug="extreme_poverty",
    title="特困人员救助供养",
    law="《中华人民共和国社会救助法》第十六条、第十七条; 《特困人员认定办法》民发〔2021〕43号",
    publishes=(
        "extreme_poverty.recipient",
        "extreme_poverty.grant",
        "extreme_poverty.basic_living",
    ),
    relies_on=("children.on_child_scheme", "minimum_living.standard"),
    standings=(Standing("extreme_poverty", "特困人员", ("extreme_poverty.recipient",)),),
    benefits=(
        Benefit(
            rule="extreme_poverty.grant",
            title="特困人员救助供养金",
            unit=ApplicantUnit.PERSON,
            excludes=(
                "children.de_facto_allowance",
                "children.orphan_allowance",
                "children.severe_child_allowance",
                "disability.living_subsidy",
                "disability.nursing_subsidy",
                "elderly.care_subsidy",
                "elderly.consumption_voucher",
                "elderly.hardship_old_age_allowance",
                "minimum_living.grant",
                "minimum_living.single_grant",
            ),
            review=(YEARLY,),
            application_item="extreme_poverty.application",
            change_item="extreme_poverty.reassessment",
            ending_item="extreme_poverty.ending",
        ),
    ),
)
