"""Applications for another place: the receipt here, and its way there."""

import json
from typing import Any
from uuid import UUID

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.intake.opening import number
from minzheng.kernel.casework.models import (
    Case,
    Completion,
    Incoming,
    IncomingState,
    Receipt,
    ReceiptState,
)
from minzheng.kernel.casework.models.rows import REASON_LENGTH
from minzheng.kernel.exchange.queue import later
from minzheng.kernel.protection.fields import blind_index
from minzheng.kernel.registry.api.parties import number_of

PURPOSE = "job"
_TYPED = (
    "item",
    "target",
    "name",
    "identity",
    "index",
    "phone",
    "answers",
    "note",
    "received_at",
    "received_on",
    "window",
)
_STATES = {
    "submitted": ReceiptState.DELIVERED,
    "draft": ReceiptState.DELIVERED,
    "returned": ReceiptState.RETURNED,
    "open": ReceiptState.ACCEPTED,
    "decided": ReceiptState.ACCEPTED,
    "closed": ReceiptState.CLOSED,
}


def written(actor: Actor, division: str, **typed: Any) -> Receipt:
    """Keep a receipt where the window is, and order its delivery."""
    row = Receipt(
        division=division,
        number=number(division),
        index=blind_index("identity", typed["identity"]),
        received_at=clock.now(),
        received_on=clock.today(),
        state_on=clock.today(),
        window=actor.division,
        taken_by=actor.account,
        **typed,
    )
    row.save(force_insert=True)
    later("casework.deliver", row.pk)
    return row


def pass_on(actor: Actor, row: Case, office: str, reason: str) -> Receipt:
    """Send the application of a case on to another place, as a window would have typed it."""
    person = row.applicant_id or row.subject_id
    own = number_of(person) if person is not None else None
    if own is None or not own.number:
        raise Refused("申请人没有登记身份证件，不能转交外地；请告知其直接向有管辖权的机关申请。")
    return written(
        actor,
        row.division,
        item=row.item,
        target=office,
        name=own.name,
        identity=own.number,
        answers=None,
        note=reason,
    )


def deliver(receipt: UUID) -> None:
    """The worker's part: lay the application before the place that is responsible. Once."""
    with working(PURPOSE):
        row = Receipt.objects.select_for_update().get(pk=receipt)
        if row.state != ReceiptState.WAITING:
            return
        Incoming(
            division=row.target,
            label=row.label,
            receipt=row.pk,
            number=row.number,
            **{name: getattr(row, name) for name in _TYPED},
        ).save(force_insert=True)
        row.state, row.state_on = ReceiptState.DELIVERED, clock.today()
        row.save(update_fields=["state", "state_on"])


def bring_back(incoming: UUID) -> None:
    """The worker's part: the state of the case, and nothing else, onto the window's receipt."""
    with working(PURPOSE):
        row = Incoming.objects.filter(pk=incoming).first()
        if row is None:
            return
        state, missing = _state_of(row)
        receipt = Receipt.objects.select_for_update().get(pk=row.receipt)
        if (receipt.state, receipt.missing) != (state, missing):
            receipt.state, receipt.missing = state, missing
            receipt.state_on = clock.today()
            receipt.save(update_fields=["state", "missing", "state_on"])


def _state_of(row: Incoming) -> tuple[ReceiptState, str]:
    if row.state == IncomingState.DECLINED:
        return ReceiptState.DECLINED, row.reason
    case = Case.objects.filter(pk=row.case_id).first() if row.case_id else None
    if case is None:
        return ReceiptState.DELIVERED, ""
    if case.outcome == "declined":
        return ReceiptState.DECLINED, ""
    state = _STATES[case.state]
    if state is not ReceiptState.RETURNED:
        return state, ""
    listed = Completion.objects.filter(case=case, met_at=None).first()
    return state, "；".join(listed.missing if listed else ())[:REASON_LENGTH]


def answers_text(answers: dict[str, object]) -> str | None:
    """What the window typed, as it is kept."""
    return json.dumps(answers, ensure_ascii=False, sort_keys=True) if answers else None
