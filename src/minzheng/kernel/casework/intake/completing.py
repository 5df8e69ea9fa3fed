"""What is missing is said once, and nothing is accepted that is not complete."""

from collections.abc import Sequence

from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework.intake.answering import asked_of
from minzheng.kernel.casework.models import Case, Completion
from minzheng.kernel.casework.places import place

SAID_BEFORE = "应一次性告知全部需要补正的内容：此前没有告知的材料，不能再要求补正。"


def ask(actor: Actor, row: Case, missing: Sequence[str], note: str) -> None:
    """Write the list. Raises `Refused` when it is empty, `Conflict` for what comes too late."""
    listed = [each.strip() for each in missing if each.strip()]
    if not listed:
        raise Refused("请列出需要补正的全部内容。")
    earlier = Completion.objects.filter(case=row).order_by("asked_at").first()
    if earlier is not None and not set(listed) <= set(earlier.missing):
        raise Conflict(SAID_BEFORE)
    Completion(
        **place(row),
        asked_at=clock.now(),
        asked_on=clock.today(),
        asked_by=actor.account,
        missing=listed,
        note=note or None,
    ).save(force_insert=True)


def met(row: Case) -> None:
    """The applicant has handed in what was asked for, as they see it."""
    Completion.objects.filter(case=row, met_at=None).update(met_at=clock.now())


def require_complete(row: Case, item: ServiceItem, lacking_because: str) -> None:
    """Raises `Refused` naming the papers that are lacking, unless a reason is given.

    What the office itself must say before it accepts, no reason replaces.
    """
    asked = asked_of(row, item)
    unsaid = "、".join(each.fact.title for each in asked.open_to_the_office)
    if unsaid:
        raise Refused(f"请先填写{unsaid}：由受理机关提出，不由申请人填报。")
    lacking = asked.lacking
    if lacking and not lacking_because.strip():
        names = "、".join(each.title for each in lacking)
        raise Refused(f"材料不齐：缺少{names}。请一次性告知申请人补正，或填写容缺受理的理由。")
