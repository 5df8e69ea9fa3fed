"""The self-care grade of an extremely poor person anew (自理能力复评): 43号 Art. 23, §1.9.

Ten working days from the report.  A better grade means less care money: that is a cut, so the
person is heard first.
"""

from minzheng.catalogue.casework.language import (
    PLATFORM_BEGINS,
    ApplicantUnit,
    ItemKind,
    ItemType,
    Letters,
    Limit,
    LimitUnit,
    NationalCodes,
    ServiceItem,
    Start,
    StartRule,
    before_and_under_the_law,
    limits,
    procedures,
)

HEARD = procedures.reassessment("生活自理能力评估")
TEN_DAYS = Limit(
    code="assessment",
    title="复核评估",
    unit=LimitUnit.WORKING_DAY,
    amount=10,
    start=Start.SUBMITTED,
    source="民发〔2021〕43号 第23条",
)
ITEMS = before_and_under_the_law(
    ServiceItem(
        code="extreme_poverty.reassessment",
        title="特困人员生活自理能力复评",
        version=PLATFORM_BEGINS,
        basis=("民发〔2021〕43号 第21条至第23条",),
        kind=ItemKind.ASSESSMENT,
        unit=ApplicantUnit.PERSON,
        decides=("extreme_poverty.grant",),
        procedure=procedures.unheard(HEARD),
        clocks=(TEN_DAYS,),
        letters=Letters(),
        national=NationalCodes(item_type=ItemType.CONFIRMATION),
        starts=StartRule.NEXT_MONTH,
        mark="特困",
    ),
    "第48条",
    procedure=HEARD,
    clocks=(TEN_DAYS, limits.HEARING),
    doubts=("法律未规定听取意见的期限，由当地确定。",),
)
