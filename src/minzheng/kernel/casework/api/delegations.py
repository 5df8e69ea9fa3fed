"""Delegated power to decide (委托审核确认): a dated setting per county and item, by two persons.

It counts on the day on which a case is accepted, whatever happens to it afterwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from minzheng.base.divisions import contains, prefix
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Recused, Refused, Unseen
from minzheng.kernel.casework.api.intake import required
from minzheng.kernel.casework.items import item_for, titles
from minzheng.kernel.casework.models import Delegation, DelegationState

PERMISSION = "case.delegate"
_ONE_DAY = timedelta(days=1)
_OVER = "这项委托的状态已经变化，请刷新后再看。"


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """A delegation as a list shows it; `may_approve` is for whoever looks."""

    id: UUID
    county: str
    item: str
    item_title: str
    state: str
    state_title: str
    valid_from: date
    valid_to: date | None
    document: str
    proposed_by_name: str
    proposed_at: datetime
    approved_by_name: str
    approved_at: datetime | None
    ended_because: str
    own: bool
    may_approve: bool


@command(permission=PERMISSION, action="delegation.propose", step_up=True)
def propose_delegation(
    actor: Actor,
    *,
    item: str,
    valid_from: date,
    document: str,
    valid_to: date | None = None,
) -> UUID:
    """Propose that the towns of one's county decide an item themselves, from a day on.

    Raises `Refused`.
    """
    declared = item_for(item, max(valid_from, clock.today()))
    if not declared.delegable:
        raise Refused(f"“{declared.title}”的审核确认权限不能委托。")
    if valid_from < clock.today() or (valid_to is not None and valid_to < valid_from):
        raise Refused("委托应自今天或以后的日期起，止期不能早于起期。")
    row = Delegation(
        county=actor.division,
        item=item,
        valid_from=valid_from,
        valid_to=valid_to,
        document=required(document, "请填写委托文件的名称和文号。")[:300],
        proposed_by=actor.account,
        proposed_by_name=actor.name,
        proposed_person=actor.person,
        proposed_at=clock.now(),
    )
    row.save(force_insert=True)
    _tell(row)
    return row.pk


@command(permission=PERMISSION, action="delegation.approve", step_up=True)
def approve_delegation(actor: Actor, *, delegation: UUID) -> None:
    """Approve what somebody else has proposed. Raises `Unseen`, `Recused`, `Conflict`."""
    row = _proposed(actor, delegation)
    row.state = DelegationState.APPROVED
    row.approved_by, row.approved_by_name = actor.account, actor.name
    row.approved_person, row.approved_at = actor.person, clock.now()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Conflict("该事项在这段时间内已有委托。") from None
    _tell(row)


@command(permission=PERMISSION, action="delegation.end")
def refuse_delegation(actor: Actor, *, delegation: UUID, reason: str) -> None:
    """Turn a proposal down. Raises `Unseen`, `Recused`, `Conflict`, `Refused`."""
    row = _proposed(actor, delegation)
    row.state = DelegationState.REFUSED
    row.ended_because = required(reason, "请填写原因。")[:300]
    row.save(update_fields=["state", "ended_because"])
    _tell(row)


@command(permission=PERMISSION, action="delegation.end", step_up=True)
def end_delegation(actor: Actor, *, delegation: UUID, because: str) -> None:
    """Take the power back from tomorrow on: cases accepted until today are decided as they were.

    Raises `Unseen`, `Conflict`, `Refused`.
    """
    row = _one(actor, delegation)
    if row.state != DelegationState.APPROVED:
        raise Conflict(_OVER)
    row.state = DelegationState.ENDED
    row.ended_because = required(because, "请填写收回委托的原因。")[:300]
    today = clock.today()
    # One that had not begun never counts.
    last = today if row.valid_from <= today else row.valid_from - _ONE_DAY
    if last < row.valid_from:
        row.state = DelegationState.REFUSED
    else:
        row.valid_to = min(last, row.valid_to or last)
    row.save(update_fields=["state", "ended_because", "valid_to"])
    _tell(row)


@query(permission="case.read")
def delegations(actor: Actor) -> tuple[DelegationRow, ...]:
    """Those of one's county, or of every county beneath, the newest first."""
    own = actor.division[:6] if len(actor.division) > 6 else prefix(actor.division)
    rows = list(Delegation.objects.filter(county__startswith=own).order_by("-id"))
    return tuple(_rows(actor, rows))


def _rows(actor: Actor, rows: list[Delegation]) -> Iterator[DelegationRow]:
    known = titles(each.item for each in rows)
    for each in rows:
        waiting = each.state == DelegationState.PROPOSED and actor.may(PERMISSION)
        yield DelegationRow(
            id=each.pk,
            county=each.county,
            item=each.item,
            item_title=known[each.item],
            state=each.state,
            state_title=each.get_state_display(),
            valid_from=each.valid_from,
            valid_to=each.valid_to,
            document=each.document,
            proposed_by_name=each.proposed_by_name,
            proposed_at=each.proposed_at,
            approved_by_name=each.approved_by_name,
            approved_at=each.approved_at,
            ended_because=each.ended_because,
            own=each.proposed_person == actor.person,
            may_approve=waiting and each.proposed_person != actor.person,
        )


def _one(actor: Actor, delegation: UUID) -> Delegation:
    row = Delegation.objects.select_for_update().filter(pk=delegation).first()
    if row is None or not contains(actor.division, row.county):
        raise Unseen
    return row


def _proposed(actor: Actor, delegation: UUID) -> Delegation:
    row = _one(actor, delegation)
    if row.proposed_person == actor.person or row.proposed_by == actor.account:
        raise Recused(PERMISSION)
    if row.state != DelegationState.PROPOSED:
        raise Conflict(_OVER)
    return row


def _tell(row: Delegation) -> None:
    payload = {"item": row.item, "state": row.state, "from": str(row.valid_from)}
    touched("delegation", row.pk, row.county, payload=payload)
