"""A complaint or report about assistance is checked and answered (信访举报核查), SA-27, LE-11."""

from minzheng.catalogue.casework.language import (
    PLATFORM_BEGINS,
    ApplicantUnit,
    Confidence,
    ItemKind,
    ItemType,
    Letters,
    Limit,
    LimitUnit,
    NationalCodes,
    ServiceItem,
    Start,
    StartRule,
    happenings,
)

ITEMS = (
    ServiceItem(
        code="complaints.report",
        title="社会救助信访举报核查",
        version=PLATFORM_BEGINS,
        basis=("《信访工作条例》", "社会救助投诉举报核查制度"),
        kind=ItemKind.COMPLAINT,
        unit=ApplicantUnit.EVENT,
        procedure=happenings.complaint_check(),
        clocks=(
            Limit(
                code="acceptance",
                title="受理告知",
                unit=LimitUnit.DAY,
                amount=15,
                start=Start.SUBMITTED,
                source="《信访工作条例》",
                confidence=Confidence.MEMORY,
            ),
            Limit(
                code="total",
                title="办结答复",
                unit=LimitUnit.DAY,
                amount=60,
                extend_to=90,
                extension_grounds=("情况复杂",),
                start=Start.ACCEPTED,
                whole=True,
                source="《信访工作条例》",
                confidence=Confidence.MEMORY,
            ),
        ),
        letters=Letters(),
        national=NationalCodes(item_type=ItemType.PUBLIC_SERVICE),
        starts=StartRule.NOTHING,
        mark="信访",
        deviation=None,
        doubts=("受理15日、办结60日（可延长30日）凭记忆录入，使用前核对《信访工作条例》原文。",),
    ),
)
