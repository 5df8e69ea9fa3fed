"""Any window in the country (跨区通办): taking in for another place, and what comes from there.

The window types what the applicant says and shows, sees nothing of the other place, and afterwards
its own receipt with the state. The place that is responsible sees what was typed, finds the person
in its own registry, and opens the case there.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from minzheng.base.divisions import contains, normalise
from minzheng.base.events import publish
from minzheng.catalogue.casework.advancing import acceptance
from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.catalogue.casework.steps import StepKind
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework import events
from minzheng.kernel.casework.api.intake import required
from minzheng.kernel.casework.concerned import require_uninvolved
from minzheng.kernel.casework.intake import accepting, opening
from minzheng.kernel.casework.intake.opening import Need
from minzheng.kernel.casework.items import item_for, item_of, titles
from minzheng.kernel.casework.models import Case, Channel, Incoming, IncomingState, Receipt
from minzheng.kernel.casework.moving import move
from minzheng.kernel.casework.tasking import live_tasks
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.casework.windows.receiving import answers_text, written
from minzheng.kernel.casework.windows.telling import tell_window
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.protection.masking import mask_identity
from minzheng.kernel.registry.api.listing import Page, newest_of, one, page_of, seen
from minzheng.kernel.registry.api.parties import read_resident_number

__all__ = [
    "IncomingRow",
    "ReceiptRow",
    "decline_incoming",
    "incoming",
    "incoming_file",
    "open_incoming",
    "receipt",
    "receipts",
    "receive",
]


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A receipt as the window sees it: what it typed, and how far the other place has got."""

    id: UUID
    number: str
    item: str
    item_title: str
    target: str
    name: str
    identity: str
    received_on: date
    state: str
    state_title: str
    state_on: date
    missing: str


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """An application from a window, as the responsible place sees it."""

    id: UUID
    number: str
    item: str
    item_title: str
    name: str
    identity: str = field(repr=False)
    phone: str = field(repr=False)
    answers: Mapping[str, object] = field(repr=False)
    note: str
    window: str
    received_on: date
    received_at: datetime
    state: str
    case: UUID | None


@command(permission="case.handle", action="window.receive")
def receive(
    actor: Actor,
    *,
    item: str,
    target: str,
    name: str,
    identity: str,
    phone: str = "",
    answers: Mapping[str, object] | None = None,
    note: str = "",
) -> UUID:
    """Take an application in for another place; the receipt. Raises `Refused`, `InvalidIdentifier`.

    The number is checked for its form alone: whether anybody holds it is no window's business.
    """
    declared, office = item_for(item, clock.today()), normalise(target)
    if contains(actor.division, office):
        raise Refused("该地属于本辖区，请直接登记申请。")
    row = written(
        actor,
        actor.division,
        item=declared.code,
        target=office,
        name=required(name, "请填写申请人姓名。")[:100],
        identity=read_resident_number(identity),
        phone=phone.strip()[:40] or None,
        answers=answers_text(dict(answers or {})),
        note=note.strip() or None,
    )
    touched("receipt", row.pk, row.division, payload={"item": item, "target": office})
    return row.pk


@query(permission="case.handle", action="window.read")
def receipts(actor: Actor, *, after: str = "", limit: int = 50) -> Page[ReceiptRow]:
    """The receipts of one's own window, the newest first."""
    rows = seen(Receipt.objects).filter(window=actor.division)
    page = newest_of(rows, after, limit, lambda found: map(_receipt, found))
    touched("list", None, actor.division, payload={"shown": [str(each.id) for each in page.rows]})
    return page


@query(permission="case.handle", action="window.read")
def receipt(actor: Actor, *, receipt: UUID) -> ReceiptRow:
    """One receipt. Raises `Unseen`."""
    row = one(Receipt.objects, receipt)
    touched("receipt", row.pk, row.division)
    return _receipt(row)


@query(permission="case.handle", action="window.read")
def incoming(actor: Actor, *, after: str = "", limit: int = 50) -> Page[IncomingRow]:
    """Applications that windows of other places took in, and nobody has opened yet."""
    rows = seen(Incoming.objects).filter(state=IncomingState.OPEN)
    order = ("division", "received_on", "id")
    page = page_of(rows, order, after, limit, lambda found: map(_incoming, found))
    touched("list", None, actor.division, payload={"shown": [str(each.id) for each in page.rows]})
    return page


@query(permission="case.handle", action="window.read")
def incoming_file(actor: Actor, *, incoming: UUID) -> IncomingRow:
    """One application from a window. Raises `Unseen`."""
    row = one(Incoming.objects, incoming)
    touched("incoming", row.pk, row.division, Label(row.label))
    return _incoming(row)


@command(permission="case.handle", action="case.receive")
def open_incoming(
    actor: Actor, *, incoming: UUID, household: UUID | None = None, person: UUID | None = None
) -> UUID:
    """Open the case of somebody of one's own registry for what a window took in.

    It counts as applied for and accepted on the day on which the window took it in; a step of
    passing on is done by that. Raises `Unseen`, `Conflict`, `Refused`, `Recused`.
    """
    found = one(Incoming.objects, incoming, lock=True)
    if found.state != IncomingState.OPEN:
        raise Conflict("这件异地申请已经有人登记，请刷新后再看。")
    row = opening.opened(actor, _need(found, household, person))
    require_uninvolved(actor, row, "case.handle")
    found.state, found.case_id = IncomingState.OPENED, row.pk
    found.save(update_fields=["state", "case_id"])
    row.submitted_at = found.received_at
    move(actor, row, Act(ActKind.SUBMIT))
    publish(events.CaseSubmitted(row.pk, row.item))
    _accept(actor, row, found.received_on)
    tell(row, incoming=str(found.pk))
    return row.pk


@command(permission="case.handle", action="case.decline")
def decline_incoming(actor: Actor, *, incoming: UUID, reason: str) -> None:
    """Send an application back to its window: nobody of this place, or not this place's matter."""
    found = one(Incoming.objects, incoming, lock=True)
    if found.state != IncomingState.OPEN:
        raise Conflict("这件异地申请已经有人登记，请刷新后再看。")
    found.state = IncomingState.DECLINED
    found.reason = required(reason, "请填写退回的原因。")[:300]
    found.save(update_fields=["state", "reason"])
    tell_window(found.pk)
    touched("incoming", found.pk, found.division, payload={"reason": found.reason})


def _need(found: Incoming, household: UUID | None, person: UUID | None) -> Need:
    item = item_for(found.item, clock.today())
    about: dict[str, Any] = {"household": household, "person": person}
    if item.unit is ApplicantUnit.PERSON:
        about["household"] = None
    return Need(item=item, channel=Channel.TRANSFER.value, applied_on=found.received_on, **about)


def _accept(actor: Actor, row: Case, on: date) -> None:
    """The window has accepted; the papers that it took are passed on by what came in."""
    item = item_of(row)
    first = acceptance(item)
    if first is None:
        return
    row.accepted_on, row.handler = on, actor.account
    flags = accepting.flags_at_acceptance(row, item, on)
    accepting.name_decider(row, flags)
    move(actor, row, Act(ActKind.ACCEPT, first.code, flags=flags))
    publish(events.CaseAccepted(row.pk, row.item, on))
    passing = {each.code for each in item.steps if each.kind is StepKind.FORWARD}
    for task in live_tasks(row):
        if task.step in passing:
            move(actor, row, Act(ActKind.HAND_OVER, task.step))


def _receipt(row: Receipt) -> ReceiptRow:
    return ReceiptRow(
        id=row.pk,
        number=row.number,
        item=row.item,
        item_title=titles([row.item])[row.item],
        target=row.target,
        name=row.name or "",
        identity=mask_identity(row.identity or ""),
        received_on=row.received_on,
        state=row.state,
        state_title=row.get_state_display(),
        state_on=row.state_on,
        missing=row.missing,
    )


def _incoming(row: Incoming) -> IncomingRow:
    return IncomingRow(
        id=row.pk,
        number=row.number,
        item=row.item,
        item_title=titles([row.item])[row.item],
        name=row.name or "",
        identity=row.identity or "",
        phone=row.phone or "",
        answers=json.loads(row.answers) if row.answers else {},
        note=row.note or "",
        window=row.window,
        received_on=row.received_on,
        received_at=row.received_at,
        state=row.state,
        case=row.case_id,
    )
