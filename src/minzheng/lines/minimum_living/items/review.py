"""Periodic review of a household that receives (低保复核): 57号 Art. 31, 83号 一（三）; §1.8.

Once a year where little changes, every half year where income is unstable and somebody can work,
and within three months of a member's death.
"""

from dataclasses import replace

from minzheng.catalogue.casework.language import (
    Flag,
    Given,
    ItemKind,
    Limit,
    LimitUnit,
    Start,
    before_and_under_the_law,
    limits,
    procedures,
)
from minzheng.lines.minimum_living.items import change

YEARLY = Limit(
    code="review",
    title="年度复核",
    unit=LimitUnit.MONTH,
    amount=12,
    start=Start.GIVEN,
    given=Given.LAST_REVIEW,
    unless=(Flag.UNSTABLE, Flag.BEREAVED),
    whole=True,
    source="民发〔2021〕57号 第31条",
)
HALF_YEARLY = replace(
    YEARLY,
    code="review_unstable",
    title="半年复核",
    amount=6,
    only_if=(Flag.UNSTABLE,),
    unless=(Flag.BEREAVED,),
)
AFTER_A_DEATH = replace(
    YEARLY,
    code="review_death",
    title="成员死亡后的复核",
    amount=3,
    given=Given.DEATH,
    only_if=(Flag.BEREAVED,),
    unless=(),
    source="民发〔2022〕83号 一（三）",
)
CLOCKS = (YEARLY, HALF_YEARLY, AFTER_A_DEATH)

BEFORE_THE_LAW = replace(
    change.BEFORE_THE_LAW,
    code="minimum_living.review",
    title="最低生活保障复核",
    basis=("民发〔2021〕57号 第31条、第32条", "民发〔2022〕83号 一（三）"),
    kind=ItemKind.REVIEW,
    procedure=procedures.unheard(procedures.periodic_review()),
    clocks=CLOCKS,
)
ITEMS = before_and_under_the_law(
    BEFORE_THE_LAW,
    "第48条",
    procedure=procedures.periodic_review(),
    clocks=(*CLOCKS, limits.HEARING),
)
