"""Application of a household for the minimum living guarantee (低保申请), domain rules §1.7."""

from minzheng.catalogue.casework.language import (
    PLATFORM_BEGINS,
    ApplicantUnit,
    Entity,
    Implied,
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
from minzheng.catalogue.codes import DibaoRoute

SHOWN = (PublicField.NAME, PublicField.MEMBERS, PublicField.AMOUNT)

BEFORE_THE_LAW = ServiceItem(
    code="minimum_living.application",
    title="最低生活保障申请",
    version=PLATFORM_BEGINS,
    basis=("民发〔2021〕57号 第4条、第9条至第24条", "民发〔2022〕83号 四"),
    kind=ItemKind.APPLICATION,
    unit=ApplicantUnit.HOUSEHOLD,
    decides=("minimum_living.grant",),
    asks=questions.MEANS,
    proofs=papers.MEANS,
    procedure=procedures.means_tested(),
    clocks=limits.MEANS_TESTED,
    letters=Letters(),
    publicity=Publicity(
        days=7,
        fields=SHOWN,
        after=SHOWN,
        source="民发〔2021〕57号 第19条、第24条; 民发〔2022〕83号 四（二）",
    ),
    national=NationalCodes(item_type=ItemType.BENEFIT),
    starts=StartRule.NEXT_MONTH,
    mark="低保",
    authorises=True,
    records=(
        Record(Entity.HOUSEHOLD, "dibao_since", Recorded.START),
        Record(Entity.HOUSEHOLD, "dibao_amount", Recorded.AMOUNT),
    ),
    implies=(Implied(Entity.HOUSEHOLD, "dibao_route", DibaoRoute.household),),
)
ITEMS = before_and_under_the_law(
    BEFORE_THE_LAW,
    "第18条、第37条、第40条至第43条、第45条、第62条",
    doubts=(
        "社会救助法只规定公布结果（第45条），未再提审核前公示；文件未修订前保留7日公示。",
        "审核确认权限委托乡镇后，近亲属备案或有投诉的家庭仍由县级入户核查。",
    ),
)
