"""Giving up a part of a debt for hardship: proposed by one person, decided by another, by level."""

from uuid import UUID

from minzheng.base.errors import InvalidValue
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.audit.api import require_sealing
from minzheng.kernel.payments import batching, recovering
from minzheng.kernel.payments.api.recovery import SAME_PERSON
from minzheng.kernel.payments.models import Receivable, WriteOff, WriteOffState
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.registry.api.listing import one


@command(permission="recovery.propose", action="recovery.write_off")
def propose_write_off(actor: Actor, *, receivable: UUID, amount_fen: int, reason: str) -> UUID:
    """Propose to give up a part, with the hardship and what shows it.

    Raises `Conflict`, `InvalidValue`, `Refused`, `Unseen`.
    """
    row = recovering.locked(receivable)
    recovering.require_open(row)
    if not 0 < amount_fen <= recovering.outstanding(row):
        raise InvalidValue("核销金额应大于零，且不超过尚欠金额。")
    if not reason.strip():
        raise Refused("请填写困难情况和依据。")
    if row.write_offs.filter(state=WriteOffState.PROPOSED).exists():
        raise Conflict("这笔追回款已有一项核销等待批准。")
    made = WriteOff.objects.create(
        division=row.division,
        label=row.label,
        receivable=row,
        amount_fen=amount_fen,
        reason=reason.strip()[:1000],
        proposed_by=actor.account,
        proposed_person=actor.person,
        proposed_at=clock.now(),
    )
    recovering.told(row, write_off=str(made.pk), amount_fen=amount_fen)
    return made.pk


@command(permission="recovery.approve", action="recovery.decide_write_off")
def approve_write_off(actor: Actor, *, write_off: UUID, opinion: str) -> None:
    """Give it up. Another person than who proposed it, high enough for all that was given up.

    Raises `Conflict`, `NotAllowed`, `Refused`, `Unseen`.
    """
    require_sealing()
    row, owed = _waiting(actor, write_off)
    recovering.require_open(owed)
    recovering.require_level(actor, owed, row.amount_fen)
    if row.amount_fen > recovering.outstanding(owed):
        raise Conflict("提出核销之后已有收款，核销金额超过尚欠金额，请退回后重新提出。")
    recovering.post_write_off(actor, owed, uuid7(), row.amount_fen)
    _decide(actor, row, WriteOffState.APPROVED, opinion)
    recovering.told(owed, write_off=str(row.pk), amount_fen=row.amount_fen, state=row.state)


@command(permission="recovery.approve", action="recovery.decide_write_off")
def refuse_write_off(actor: Actor, *, write_off: UUID, opinion: str) -> None:
    """Do not give it up. Raises `Conflict`, `Refused`, `Unseen`."""
    row, owed = _waiting(actor, write_off)
    if not opinion.strip():
        raise Refused("请填写不予核销的理由。")
    _decide(actor, row, WriteOffState.REFUSED, opinion)
    recovering.told(owed, write_off=str(row.pk), state=row.state)


def _waiting(actor: Actor, write_off: UUID) -> tuple[WriteOff, Receivable]:
    chosen = one(WriteOff.objects, write_off)
    owed = recovering.locked(chosen.receivable_id)
    row = one(WriteOff.objects, write_off, lock=True)
    if row.state != WriteOffState.PROPOSED:
        raise Conflict("这项核销已经处理。")
    if actor.account == row.proposed_by or actor.person == row.proposed_person:
        raise Refused(SAME_PERSON)
    return row, owed


def _decide(actor: Actor, row: WriteOff, state: WriteOffState, opinion: str) -> None:
    row.state, row.decided_because = state, opinion.strip()[:300]
    row.decided_by, row.decided_person = actor.account, actor.person
    row.decided_at, row.decided_in = clock.now(), actor.division
    with batching.in_words():
        row.save()
