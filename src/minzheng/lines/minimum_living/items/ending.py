"""The guarantee is to end (低保终止): 57号 Art. 32, 社会救助法 Art. 48; §1.8.

Since 1 July 2026 nothing ends without the household having been heard.
"""

from dataclasses import replace

from minzheng.catalogue.casework.language import (
    Entity,
    ItemKind,
    Record,
    Recorded,
    before_and_under_the_law,
    limits,
    papers,
    procedures,
)
from minzheng.lines.minimum_living.items import change

BEFORE_THE_LAW = replace(
    change.BEFORE_THE_LAW,
    code="minimum_living.ending",
    title="最低生活保障终止",
    basis=("民发〔2021〕57号 第32条",),
    kind=ItemKind.ENDING,
    asks=(),
    proofs=(papers.SURRENDER,),
    procedure=procedures.unheard(procedures.adverse_ending()),
    clocks=(),
    publicity=None,
    records=(
        Record(Entity.HOUSEHOLD, "dibao_since", Recorded.START),
        Record(Entity.HOUSEHOLD, "dibao_amount", Recorded.AMOUNT),
    ),
)
ITEMS = before_and_under_the_law(
    BEFORE_THE_LAW,
    "第48条",
    procedure=procedures.adverse_ending(),
    clocks=(limits.HEARING,),
    doubts=("法律未规定听取意见的期限，由当地确定。",),
)
