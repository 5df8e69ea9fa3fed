"""Recognition of a rigid-expenditure family (刚性支出困难家庭认定): 刚支办法, §1.11."""

from dataclasses import replace
from datetime import date

from minzheng.catalogue.casework.language import (
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
WHOLE = replace(
    limits.THIRTY,
    unless=(),
    extension_grounds=("特殊情况",),
    source="《刚性支出困难家庭认定办法》 第8条",
)
STEPS = limits.by_analogy(
    (
        limits.VISIT_START,
        limits.CHECK_START,
        limits.PUBLICITY,
        limits.COUNTY_TEN,
        limits.REFUSAL_LETTER,
    )
)
ITEMS = before_and_under_the_law(
    ServiceItem(
        code="low_income_families.rigid",
        title="刚性支出困难家庭认定",
        version=date(2025, 1, 1),
        basis=("《刚性支出困难家庭认定办法》 第4条至第10条",),
        kind=ItemKind.APPLICATION,
        unit=ApplicantUnit.HOUSEHOLD,
        decides=("low_income_families.rigid_family",),
        asks=(*questions.MEANS, questions.SPENDING),
        proofs=(*papers.MEANS, *papers.BILLS),
        procedure=procedures.means_tested(),
        clocks=(*STEPS, WHOLE),
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
        mark="刚支",
        authorises=True,
        valid_months=12,
        doubts=("各环节时限和公示参照低保，认定办法只规定总时限30个工作日、特殊情况45个工作日。",),
    ),
    "第22条",
)
