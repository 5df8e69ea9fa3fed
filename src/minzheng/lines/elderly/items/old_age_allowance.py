"""Old-age allowance (高龄津贴): it follows from age, registration and being alive, §3.2."""

from minzheng.catalogue.casework.language import (
    PLATFORM_BEGINS,
    ApplicantUnit,
    Handling,
    ItemKind,
    ItemType,
    Letters,
    NationalCodes,
    ServiceItem,
    StartRule,
    procedures,
)

ITEMS = (
    ServiceItem(
        code="elderly.old_age_allowance",
        title="高龄津贴",
        version=PLATFORM_BEGINS,
        basis=("老年人权益保障法 第33条", "当地高龄津贴办法"),
        kind=ItemKind.APPLICATION,
        unit=ApplicantUnit.PERSON,
        decides=("elderly.old_age_allowance",),
        procedure=procedures.by_register(),
        clocks=(),
        letters=Letters(),
        national=NationalCodes(item_type=ItemType.BENEFIT, handling=Handling.AT_ONCE),
        starts=StartRule.APPLICATION_MONTH,
        mark="高龄",
        doubts=("起始月份、办理时限和是否公示由当地规定；默认不公示。",),
    ),
)
