"""Quick small aid in an emergency (小额快救): no check, no notice, within three days, §1.12."""

from datetime import date

from minzheng.catalogue.casework.language import (
    ApplicantUnit,
    Confidence,
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
    papers,
    procedures,
    questions,
)

ITEMS = before_and_under_the_law(
    ServiceItem(
        code="temporary_assistance.quick",
        title="临时救助（小额快救）",
        version=date(2026, 1, 29),
        basis=("《关于进一步健全完善临时救助制度的意见》（2026年） 二（一）",),
        kind=ItemKind.APPLICATION,
        unit=ApplicantUnit.HOUSEHOLD,
        decides=("temporary_assistance.small_fast",),
        asks=(questions.SETTLEMENT, questions.EMERGENCY, questions.AID),
        proofs=(papers.EMERGENCY,),
        procedure=procedures.quick_aid(),
        clocks=(
            Limit(
                code="quick",
                title="核实后给予救助",
                unit=LimitUnit.DAY,
                amount=3,
                start=Start.STEP,
                source="《关于进一步健全完善临时救助制度的意见》（2026年） 二（一）",
                confidence=Confidence.REASONED,
            ),
        ),
        letters=Letters(),
        national=NationalCodes(
            item_type=ItemType.BENEFIT, handling=Handling.AT_ONCE, reach=Reach.NATION
        ),
        starts=StartRule.AT_ONCE,
        mark="临救",
        deviation=None,
        doubts=(
            "文件未写明“3日”是否工作日，按自然日计算。",
            "施行日期以文件正文为准，现按公开页面日期2026-01-29。",
        ),
    ),
    "第37条",
)
