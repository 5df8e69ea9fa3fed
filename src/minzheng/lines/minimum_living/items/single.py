"""Single-person guarantee (单人保): one member alone, though the household is not entitled."""

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

ITEMS = before_and_under_the_law(
    ServiceItem(
        code="minimum_living.single",
        title="最低生活保障单独申请（单人保）",
        version=PLATFORM_BEGINS,
        basis=("民发〔2021〕57号 第8条", "民发〔2022〕83号 一（一）"),
        kind=ItemKind.APPLICATION,
        unit=ApplicantUnit.PERSON,
        decides=("minimum_living.single_grant",),
        asks=(*questions.MEANS, questions.OWN_MEANS),
        proofs=papers.MEANS,
        procedure=procedures.means_tested(),
        clocks=limits.MEANS_TESTED,
        letters=Letters(),
        publicity=Publicity(
            days=7,
            fields=SHOWN,
            after=SHOWN,
            source="民发〔2021〕57号 第19条、第24条",
        ),
        national=NationalCodes(item_type=ItemType.BENEFIT),
        starts=StartRule.NEXT_MONTH,
        mark="低保",
        authorises=True,
        home_counts=True,
        records=(
            Record(Entity.HOUSEHOLD, "dibao_since", Recorded.START),
            Record(Entity.HOUSEHOLD, "dibao_amount", Recorded.AMOUNT),
        ),
        implies=(Implied(Entity.HOUSEHOLD, "dibao_route", DibaoRoute.single),),
    ),
    "第21条",
)
