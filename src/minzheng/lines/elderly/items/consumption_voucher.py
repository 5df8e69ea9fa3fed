"""The consumption voucher of dependent older people (养老服务消费补贴), §3.

Two assessors score the 26 items of GB/T 42195-2022; nobody's means are looked into.
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
        code="elderly.consumption_voucher",
        title="养老服务消费补贴",
        version=PLATFORM_BEGINS,
        basis=("民发〔2025〕37号", "GB/T 42195-2022"),
        kind=ItemKind.APPLICATION,
        unit=ApplicantUnit.PERSON,
        decides=("elderly.consumption_voucher",),
        asks=(
            Ask(
                code="care_programme",
                title="正在享受的集中照护补助等项目",
                entity=Entity.PERSON,
                whom=Whom.SUBJECT,
                facts=("in_care_programme",),
                fresh_months=6,
            ),
        ),
        procedure=procedures.scored("老年人能力评估"),
        clocks=(),
        letters=Letters(grant="elderly.voucher_grant"),
        national=NationalCodes(item_type=ItemType.BENEFIT),
        starts=StartRule.APPLICATION_MONTH,
        mark="养老",
        doubts=(
            "全国在民政通申请；未接通前由镇（街道）代为登记。办理时限由当地规定。",
            "项目自2026年1月起实施12个月，期满后是否延续未见文件。",
        ),
    ),
)
