"""Care subsidy and hardship allowance of poor old people (经济困难的高龄、失能老年人补贴), §3.

Two assessors score the 26 items of GB/T 42195-2022; the platform adds them up, nobody else.
"""

from minzheng.catalogue.casework.language import (
    PLATFORM_BEGINS,
    ApplicantUnit,
    Ask,
    Entity,
    ItemKind,
    ItemType,
    Letters,
    NationalCodes,
    ServiceItem,
    StartRule,
    Whom,
    procedures,
)

ITEMS = (
    ServiceItem(
        code="elderly.care_subsidy",
        title="经济困难的高龄、失能老年人补贴",
        version=PLATFORM_BEGINS,
        basis=("老年人权益保障法 第33条", "GB/T 42195-2022", "当地补贴办法"),
        kind=ItemKind.APPLICATION,
        unit=ApplicantUnit.PERSON,
        decides=("elderly.care_subsidy", "elderly.hardship_old_age_allowance"),
        asks=(
            Ask(
                code="other_care",
                title="正在享受的其他照护待遇",
                entity=Entity.PERSON,
                whom=Whom.SUBJECT,
                facts=("in_care_programme", "injury_care_allowance", "same_kind_care"),
                fresh_months=6,
            ),
        ),
        procedure=procedures.assessed("老年人能力评估"),
        clocks=(),
        letters=Letters(),
        national=NationalCodes(item_type=ItemType.BENEFIT),
        starts=StartRule.APPLICATION_MONTH,
        mark="养老",
        authorises=True,
        doubts=("起始月份和办理时限由当地规定。", "评估条目说明须取得标准原文后核对。"),
    ),
)
