"""What the line of the extremely poor (特困) is, and what it reads and publishes."""

from minzheng.catalogue.line import Line, Standing

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
)
