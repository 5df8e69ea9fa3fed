"""Recognition of an orphan and the basic living allowance (孤儿), chapter 4.

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
        code="children.orphan",
        title="孤儿认定和基本生活费",
        version=PLATFORM_BEGINS,
        basis=("国办发〔2010〕54号",),
        kind=ItemKind.APPLICATION,
        unit=ApplicantUnit.PERSON,
        decides=("children.orphan_allowance",),
        asks=(questions.PARENTS,),
        proofs=(papers.LOST_FATHER, papers.LOST_MOTHER),
        procedure=procedures.without_notice(),
        clocks=limits.by_analogy(limits.CHILD),
        letters=Letters(),
        national=NationalCodes(item_type=ItemType.BENEFIT),
        starts=StartRule.NEXT_MONTH,
        mark="儿福",
        confidential=True,
        records=(Record(Entity.PERSON, "child_recognised", Recorded.START),),
        doubts=("办理时限参照事实无人抚养儿童认定，以当地规定为准。",),
    ),
)
