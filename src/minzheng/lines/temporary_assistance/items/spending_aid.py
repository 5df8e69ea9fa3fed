"""Aid for heavy spending (支出型临时救助): put up first, 临救2026 二（二）; §1.12."""

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
    limits,
    papers,
    procedures,
    questions,
)

TEXT = "《关于进一步健全完善临时救助制度的意见》（2026年） 二（二）"

ITEMS = (
    ServiceItem(
        code="temporary_assistance.spending_aid",
        title="临时救助（支出型）",
        version=date(2026, 1, 29),
        basis=(TEXT, "民发〔2018〕23号"),
        kind=ItemKind.APPLICATION,
        unit=ApplicantUnit.HOUSEHOLD,
        decides=("temporary_assistance.spending_type",),
        asks=(*questions.MEANS, questions.SPENDING, questions.EMERGENCY, questions.AID),
        proofs=(*papers.MEANS, *papers.BILLS),
        procedure=procedures.spending_aid(),
        clocks=(replace(limits.PUBLICITY, source=TEXT, confidence=Confidence.REASONED),),
        letters=Letters(),
        publicity=Publicity(
            days=7,
            fields=(PublicField.NAME, PublicField.AMOUNT),
            source=TEXT,
            confidence=Confidence.REASONED,
        ),
        national=NationalCodes(item_type=ItemType.BENEFIT),
        starts=StartRule.AT_ONCE,
        mark="临救",
        authorises=True,
        doubts=(
            "文件要求公示，未见公示天数和内容，按7日、姓名和金额。",
            "办理总时限由当地规定，未设置。",
        ),
    ),
)
