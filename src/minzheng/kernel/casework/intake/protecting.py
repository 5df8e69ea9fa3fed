"""Children's cases that begin where children are protected (民发〔2019〕62号 二（二）; T-20).

The label stands on the file, never on the case alone: what a case writes down (statements, papers,
decisions) lies with the file, and would tell whoever sees the file that there is a case.
"""

from uuid import UUID

from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.parties import parties_of_person
from minzheng.kernel.registry.api.people import seal_person


def protects(actor: Actor, item: ServiceItem) -> bool:
    """Whether a case of an item is hidden from the towns when this actor opens it."""
    sees = Label.CHILD_PROTECTION in actor.labels
    return item.confidential and sees and actor.may("person.seal")


def protect(actor: Actor, item: ServiceItem, child: UUID) -> None:
    """Put a child's file under protection before its case is opened. Raises `Unseen`.

    A town's own application stays with the town, which the law lets receive and examine it.
    """
    if not protects(actor, item):
        return
    if parties_of_person(child).label is Label.ORDINARY:
        reason = f"办理{item.title}，按儿童保护管理"
        seal_person(actor, person=child, label=Label.CHILD_PROTECTION, reason=reason)
