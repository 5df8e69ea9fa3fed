"""Recognition of an extremely poor person (特困人员认定): 民发〔2021〕43号, §1.9.

Fifteen working days of the town, seven days in public, fifteen of the county, fifteen to settle an
objection.
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
    procedures,
    questions,
)

SHOWN = (PublicField.NAME, PublicField.VILLAGE, PublicField.FORM, PublicField.RESULT)
ORDER = "民发〔2021〕43号"
TOWN = Limit(
    code="town",
    title="乡镇调查并提出意见",
    unit=LimitUnit.WORKING_DAY,
    amount=15,
    start=Start.ACCEPTED,
    source=f"{ORDER} 第13条",
)
OBJECTION = replace(TOWN, code="objection", title="异议调查", start=Start.OBJECTED, ends="opinion")
COUNTY = replace(TOWN, code="county", title="县级审核确认", start=Start.STEP)
ITEMS = before_and_under_the_law(
    ServiceItem(
        code="extreme_poverty.application",
        title="特困人员认定",
        version=PLATFORM_BEGINS,
        basis=(f"{ORDER} 第4条至第18条",),
        kind=ItemKind.APPLICATION,
        unit=ApplicantUnit.PERSON,
        decides=("extreme_poverty.grant",),
        asks=(
            questions.SETTLEMENT,
            questions.MEMBERS,
            questions.OWN_INCOME,
            questions.SUPPORT_CHOICE,
            questions.SUPPORTERS,
        ),
        procedure=procedures.extremely_poor("生活自理能力评估"),
        clocks=(
            TOWN,
            replace(limits.PUBLICITY, source=f"{ORDER} 第15条"),
            replace(OBJECTION, source=f"{ORDER} 第15条"),
            replace(COUNTY, source=f"{ORDER} 第16条"),
            replace(limits.REFUSAL_LETTER, source=f"{ORDER} 第18条"),
        ),
        letters=Letters(),
        publicity=Publicity(
            days=7, fields=SHOWN, after=SHOWN, again=True, source=f"{ORDER} 第15条、第17条"
        ),
        national=NationalCodes(item_type=ItemType.BENEFIT),
        starts=StartRule.NEXT_MONTH,
        mark="特困",
        authorises=True,
        drawn_of_ten=3,
        records=(Record(Entity.PERSON, "extreme_poverty_since", Recorded.START),),
    ),
    "第16条、第17条",
)
