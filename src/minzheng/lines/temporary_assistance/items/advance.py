"""Aid before papers (先行救助): the money first, papers when the emergency is over, §1.12.

社会救助法 Art. 50; 民发〔2018〕23号 二（二）.
"""

from minzheng.catalogue.casework.language import (
    ASSISTANCE_LAW,
    ApplicantUnit,
    Handling,
    ItemKind,
    ItemType,
    Letters,
    NationalCodes,
    Reach,
    ServiceItem,
    StartRule,
    papers,
    procedures,
    questions,
)

ITEMS = (
    ServiceItem(
        code="temporary_assistance.advance",
        title="临时救助（先行救助）",
        version=ASSISTANCE_LAW,
        basis=("社会救助法 第37条、第50条", "民发〔2018〕23号 二（二）"),
        kind=ItemKind.APPLICATION,
        unit=ApplicantUnit.HOUSEHOLD,
        decides=("temporary_assistance.advance",),
        asks=(questions.SETTLEMENT, questions.EMERGENCY, questions.AID),
        proofs=(papers.EMERGENCY,),
        procedure=procedures.advance_aid(),
        clocks=(),
        letters=Letters(),
        national=NationalCodes(
            item_type=ItemType.BENEFIT, handling=Handling.AT_ONCE, reach=Reach.NATION
        ),
        starts=StartRule.AT_ONCE,
        mark="临救",
        authorises=True,
        doubts=("补齐手续的期限由当地规定，未设置。",),
    ),
)
