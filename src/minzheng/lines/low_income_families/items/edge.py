"""Recognition of an edge family (低保边缘家庭认定), §1.10: the procedure is that of dibao."""

from minzheng.catalogue.casework.language import (
    PLATFORM_BEGINS,
    ApplicantUnit,
    Confidence,
    ItemKind,
    ItemType,
    Letters,
    NationalCodes,
    PublicField,
    Publicity,
    ServiceItem,
    StartRule,
    before_and_under_the_law,
    limits,
    papers,
    procedures,
    questions,
)

SHOWN = (PublicField.NAME, PublicField.MEMBERS)

ITEMS = before_and_under_the_law(
    ServiceItem(
        code="low_income_families.edge",
        title="最低生活保障边缘家庭认定",
        version=PLATFORM_BEGINS,
        basis=("民发〔2021〕57号 第8条", "民发〔2022〕83号 一（四）"),
        kind=ItemKind.APPLICATION,
        unit=ApplicantUnit.HOUSEHOLD,
        decides=("low_income_families.edge_family",),
        asks=questions.MEANS,
        proofs=papers.MEANS,
        procedure=procedures.means_tested(),
        clocks=limits.by_analogy(limits.MEANS_TESTED),
        letters=Letters(),
        publicity=Publicity(
            days=7,
            fields=SHOWN,
            after=SHOWN,
            source="参照民发〔2021〕57号 第19条、第24条",
            confidence=Confidence.REASONED,
        ),
        national=NationalCodes(item_type=ItemType.CONFIRMATION),
        starts=StartRule.AT_ONCE,
        mark="低边",
        authorises=True,
        valid_months=12,
        doubts=(
            "认定程序和时限参照低保办理，以省级规定为准。",
            "认定有效期通常为12个月，以当地规定为准。",
        ),
    ),
    "第21条",
)
