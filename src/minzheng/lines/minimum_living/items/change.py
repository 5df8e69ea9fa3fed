"""A household that receives says that something has changed (低保变更): 57号 Art. 30, 32; §1.8."""

from minzheng.catalogue.casework.language import (
    PLATFORM_BEGINS,
    ApplicantUnit,
    Entity,
    ItemKind,
    ItemType,
    Letters,
    NationalCodes,
    PublicField,
    Publicity,
    Record,
    Recorded,
    ServiceItem,
    StartRule,
    before_and_under_the_law,
    limits,
    papers,
    procedures,
    questions,
)

BEFORE_THE_LAW = ServiceItem(
    code="minimum_living.change",
    title="最低生活保障变更",
    version=PLATFORM_BEGINS,
    basis=("民发〔2021〕57号 第30条、第32条、第33条",),
    kind=ItemKind.CHANGE,
    unit=ApplicantUnit.HOUSEHOLD,
    decides=(
        "minimum_living.grant",
        "minimum_living.grace_grant",
        "minimum_living.single_grant",
    ),
    asks=(*questions.MEANS, questions.OWN_MEANS),
    proofs=papers.MEANS,
    procedure=procedures.unheard(procedures.household_change()),
    clocks=(),
    letters=Letters(),
    publicity=Publicity(
        days=7,
        fields=(),
        after=(PublicField.NAME, PublicField.MEMBERS, PublicField.AMOUNT),
        source="民发〔2021〕57号 第24条",
    ),
    national=NationalCodes(item_type=ItemType.BENEFIT),
    starts=StartRule.NEXT_MONTH,
    mark="低保",
    authorises=True,
    records=(Record(Entity.HOUSEHOLD, "dibao_amount", Recorded.AMOUNT),),
)
ITEMS = before_and_under_the_law(
    BEFORE_THE_LAW,
    "第46条、第48条",
    procedure=procedures.household_change(),
    clocks=(limits.HEARING,),
    doubts=("变更没有法定办理期限；听取意见的期限由当地确定。",),
)
