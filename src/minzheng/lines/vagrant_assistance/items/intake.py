"""A stay in a relief station (流浪乞讨人员救助), §1.16: in, searched for, settled or home, out."""

from minzheng.catalogue.casework.language import (
    PLATFORM_BEGINS,
    ApplicantUnit,
    Confidence,
    Flag,
    Handling,
    ItemKind,
    ItemType,
    Letters,
    Limit,
    LimitUnit,
    NationalCodes,
    Reach,
    ServiceItem,
    Start,
    StartRule,
    before_and_under_the_law,
    happenings,
)

SEARCH = "民发〔2015〕158号"


def searching(code: str, title: str, unit: LimitUnit, amount: int) -> Limit:
    """A limit of the search for who somebody is, from the admission on."""
    return Limit(
        code=code, title=title, unit=unit, amount=amount, start=Start.ACCEPTED, source=SEARCH
    )


ITEMS = before_and_under_the_law(
    ServiceItem(
        code="vagrant_assistance.intake",
        title="生活无着的流浪乞讨人员救助",
        version=PLATFORM_BEGINS,
        basis=("国务院令第381号 第6条至第11条", SEARCH),
        kind=ItemKind.INTAKE,
        unit=ApplicantUnit.EVENT,
        procedure=happenings.station_intake(),
        clocks=(
            searching("search_notice", "发布寻亲公告", LimitUnit.HOUR, 24),
            searching("dna", "申请DNA比对", LimitUnit.WORKING_DAY, 7),
            searching("police_sample", "公安机关采样", LimitUnit.MONTH, 1),
            Limit(
                code="stay",
                title="在站时间",
                unit=LimitUnit.DAY,
                amount=10,
                start=Start.ACCEPTED,
                unless=(Flag.DEPENDENT,),
                source="民政部令第24号 第12条",
                confidence=Confidence.SECONDHAND,
            ),
        ),
        letters=Letters(),
        national=NationalCodes(
            item_type=ItemType.BENEFIT,
            handling=Handling.AT_ONCE,
            reach=Reach.NATION,
            online=False,
            visits_needed=1,
        ),
        starts=StartRule.NOTHING,
        mark="救助",
        deviation=None,
        doubts=(
            "超过10日应报告主管民政部门，不强制离站。",
            "身份不明满3个月申请落户安置，期限以当地规定为准，由救助站标注。",
        ),
    ),
    "第52条",
)
