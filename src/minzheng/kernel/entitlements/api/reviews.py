"""Periodic review: by class, and when it is due."""

from datetime import date
from uuid import UUID

from minzheng.base.errors import InvalidValue
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.entitlements import showing
from minzheng.kernel.entitlements.api.results import AwardRow
from minzheng.kernel.entitlements.models import Award, AwardState
from minzheng.kernel.entitlements.opening import next_review
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import Page, one, page_of, seen

ORDER = ("division", "next_review", "id")


@query(permission="award.read", action="award.list")
def due_reviews(
    actor: Actor,
    *,
    division: str = "",
    until: date | None = None,
    after: str = "",
    limit: int = 50,
) -> Page[AwardRow]:
    """Awards whose review is due by a day, today unless said otherwise."""
    last = until or clock.today()
    live = seen(Award.objects, division).exclude(state=AwardState.ENDED)
    page = page_of(live.filter(next_review__lte=last), ORDER, after, limit, showing.award_rows)
    shown = [str(each.id) for each in page.rows]
    touched("list", None, division or actor.division, payload={"shown": shown})
    return page


@command(permission="award.change", action="award.review_class")
def set_review_class(actor: Actor, *, award: UUID, code: str, reason: str) -> date:
    """Put an award in another class; the day of its next review.

    Counted from today, but never later than it was due. Raises `Refused`, `InvalidValue`.
    """
    row = one(Award.objects, award, lock=True)
    benefit = benefits().known(row.benefit)
    if benefit.review_class(code) is None:
        raise InvalidValue("这项待遇没有这个复核类别。")
    if not reason.strip():
        raise Refused("请填写理由。")
    if row.state == AwardState.ENDED:
        raise Conflict("这项待遇已经终止。")
    counted = next_review(benefit, code, clock.today())
    if counted is None:
        raise InvalidValue("这项待遇不定期复核。")
    due = min(counted, row.next_review or counted)
    before, row.review_class, row.next_review = row.review_class, code, due
    row.version += 1
    row.save()
    payload = {"from": before, "to": code, "reason": reason.strip()[:200]}
    touched("award", row.pk, row.division, Label(row.label), payload=payload)
    return due
