"""Support of an extremely poor person is to end (特困终止): 43号 Art. 24 to 27, §1.9.

Put up for seven days in the village or institution; an objection is decided upon in fifteen
working days and the result put up again.  Heard first, since 1 July 2026.
"""

from dataclasses import replace

from minzheng.catalogue.casework.language import (
    PLATFORM_BEGINS,
    ApplicantUnit,
    Entity,
    ItemKind,
    ItemType,
    Letters,
    Limit,
    LimitUnit,
    NationalCodes,
    PublicField,
    Publicity,
    Record,
    Recorded,
    ServiceItem,
    Start,
    StartRule,
    before_and_under_the_law,
    limits,
    papers,
    procedures,
)

OBJECTION = Limit(
    code="objection",
    title="异议核实并决定",
    unit=LimitUnit.WORKING_DAY,
    amount=15,
    start=Start.OBJECTED,
    ends="decision",
    source="民发〔2021〕43号 第26条",
)
CLOCKS = (replace(limits.PUBLICITY, source="民发〔2021〕43号 第26条"), OBJECTION)
BEFORE_THE_LAW = ServiceItem(
    code="extreme_poverty.ending",
    title="特困人员救助供养终止",
    version=PLATFORM_BEGINS,
    basis=("民发〔2021〕43号 第24条至第27条",),
    kind=ItemKind.ENDING,
    unit=ApplicantUnit.PERSON,
    decides=("extreme_poverty.grant",),
    proofs=(papers.SURRENDER,),
    procedure=procedures.unheard(procedures.adverse_ending(announced=True)),
    clocks=CLOCKS,
    letters=Letters(),
    publicity=Publicity(
        days=7,
        fields=(PublicField.NAME, PublicField.VILLAGE, PublicField.RESULT),
        again=True,
        source="民发〔2021〕43号 第26条",
    ),
    national=NationalCodes(item_type=ItemType.BENEFIT),
    starts=StartRule.NEXT_MONTH,
    mark="特困",
    records=(Record(Entity.PERSON, "extreme_poverty_since", Recorded.START),),
)
ITEMS = before_and_under_the_law(
    BEFORE_THE_LAW,
    "第48条",
    procedure=procedures.adverse_ending(announced=True),
    clocks=(*CLOCKS, limits.HEARING),
    doubts=("法律未规定听取意见的期限，由当地确定。",),
)
