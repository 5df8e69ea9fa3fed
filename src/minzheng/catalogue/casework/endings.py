"""The ending of what a person was granted, made of the item by which it is applied for."""

from dataclasses import replace

from minzheng.catalogue.casework import limits, papers, procedures
from minzheng.catalogue.casework.national import ItemType, NationalCodes
from minzheng.catalogue.casework.service_item import ItemKind, ServiceItem, StartRule

NOT_IN_THE_LAW = "社会救助法第48条只写社会救助；其他福利终止前同样先听取意见，期限由当地确定。"


def ending_of(
    applied_for: ServiceItem, code: str, *, basis: tuple[str, ...] | None = None
) -> tuple[ServiceItem, ...]:
    """An item that ends what another one grants, from the month after the decision.

    The ground is looked into, the person is heard, then it is decided: whatever the law of the
    line, nothing that runs is stopped unheard. What is confidential stays so.
    """
    return (
        replace(
            applied_for,
            code=code,
            title=f"{applied_for.title}终止",
            basis=basis or applied_for.basis,
            kind=ItemKind.ENDING,
            asks=(),
            proofs=(papers.SURRENDER,),
            procedure=procedures.adverse_ending(),
            clocks=(limits.HEARING,),
            publicity=None,
            national=NationalCodes(item_type=ItemType.BENEFIT),
            starts=StartRule.NEXT_MONTH,
            implies=(),
            doubts=(NOT_IN_THE_LAW,),
        ),
    )
