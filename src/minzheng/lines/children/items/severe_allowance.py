"""Allowance of severely ill or disabled children of poor families (重病重残儿童), chapter 4.

Nothing is ever put up: neither name nor amount, as for every child.
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
    limits,
    procedures,
    questions,
)

ITEMS = (
    ServiceItem(
        code="children.severe_allowance",
        title="困难家庭重病重残儿童生活费",
        version=PLATFORM_BEGINS,
        basis=("常州市“十四五”民政事业发展规划 四（三）",),
        kind=ItemKind.APPLICATION,
        unit=ApplicantUnit.PERSON,
        decides=("children.severe_child_allowance",),
        asks=(
            questions.PARENTS,
            Ask(
                code="illness",
                title="重病情况",
                entity=Entity.PERSON,
                whom=Whom.SUBJECT,
                facts=("serious_illness",),
                fresh_months=6,
            ),
        ),
        procedure=procedures.without_notice(),
        clocks=limits.by_analogy(limits.CHILD),
        letters=Letters(),
        national=NationalCodes(item_type=ItemType.BENEFIT),
        starts=StartRule.NEXT_MONTH,
        mark="儿福",
        confidential=True,
        doubts=("办理程序和时限由当地规定，暂参照事实无人抚养儿童认定。",),
    ),
)
