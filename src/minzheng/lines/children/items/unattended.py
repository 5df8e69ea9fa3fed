"""Recognition of a de facto unattended child (事实无人抚养儿童), chapter 4.

Nothing is ever put up: neither name nor amount, in no village (民发〔2019〕62号 二（二）).
"""

from minzheng.catalogue.casework.language import (
    PLATFORM_BEGINS,
    ApplicantUnit,
    Entity,
    ItemKind,
    ItemType,
    Letters,
    NationalCodes,
    Record,
    Recorded,
    ServiceItem,
    StartRule,
    limits,
    papers,
    procedures,
    questions,
)

ITEMS = (
    ServiceItem(
        code="children.unattended",
        title="事实无人抚养儿童认定和基本生活补贴",
        version=PLATFORM_BEGINS,
        basis=("民发〔2019〕62号 一、二", "民发〔2020〕125号"),
        kind=ItemKind.APPLICATION,
        unit=ApplicantUnit.PERSON,
        decides=("children.de_facto_allowance",),
        asks=(questions.PARENTS,),
        proofs=(papers.LOST_FATHER, papers.LOST_MOTHER),
        procedure=procedures.without_notice(),
        clocks=limits.CHILD,
        letters=Letters(),
        national=NationalCodes(item_type=ItemType.BENEFIT),
        starts=StartRule.NEXT_MONTH,
        mark="儿福",
        confidential=True,
        records=(Record(Entity.PERSON, "child_recognised", Recorded.START),),
        doubts=("限制人身自由措施按全部期限而非剩余期限计算，以当地规定为准。",),
    ),
)
