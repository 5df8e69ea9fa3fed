"""Giving up returned payments that are not due any more: proposed by one, decided by another."""

from uuid import UUID

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.api import account_names
from minzheng.kernel.access.commands import command, query
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.audit.api import require_sealing
from minzheng.kernel.payments import batching, voiding
from minzheng.kernel.payments.models import Instruction, Voiding, VoidingState
from minzheng.kernel.payments.return_results import VoidingRow
from minzheng.kernel.payments.states import LineState
from minzheng.kernel.payments.viewing import line_rows
from minzheng.kernel.registry.api.listing import one, seen

SAME_PERSON = "提出人不能批准自己提出的作废，请由他人办理。"


@command(permission="payment.prepare", action="payment.void")
def propose_voiding(actor: Actor, *, instruction: UUID, reason: str) -> UUID:
    """Propose to give a returned line up. Raises `Conflict`, `Refused`, `Unseen`."""
    row = voiding.returned(instruction)
    voiding.require_lapsed(row)
    if not reason.strip():
        raise Refused("请填写作废的理由和依据。")
    if row.voidings.filter(state=VoidingState.PROPOSED).exists():
        raise Conflict("这笔发放已有一项作废等待批准。")
    made = Voiding.objects.create(
        division=row.division,
        label=row.label,
        instruction=row,
        amount_fen=row.amount_fen,
        reason=reason.strip()[:300],
        proposed_by=actor.account,
        proposed_person=actor.person,
        proposed_at=clock.now(),
    )
    _tell(row, made)
    return made.pk


@command(permission="payment.approve", action="payment.decide_voiding")
def approve_voiding(actor: Actor, *, proposal: UUID, opinion: str) -> None:
    """Give it up, and take it out of the books. Raises `Conflict`, `Refused`, `Unseen`."""
    require_sealing()
    made, row = _waiting(actor, proposal)
    voiding.require_lapsed(row)
    _decide(actor, made, VoidingState.APPROVED, opinion)
    voiding.void(actor, row)
    _tell(row, made)


@command(permission="payment.approve", action="payment.decide_voiding")
def refuse_voiding(actor: Actor, *, proposal: UUID, opinion: str) -> None:
    """It stays in the queue. Raises `Conflict`, `Refused`, `Unseen`."""
    if not opinion.strip():
        raise Refused("请填写不予作废的理由。")
    made, row = _waiting(actor, proposal)
    _decide(actor, made, VoidingState.REFUSED, opinion)
    _tell(row, made)


@query(permission="payment.read")
def voiding_view(actor: Actor, *, proposal: UUID) -> VoidingRow:
    """One, with its line and what is due by now. Raises `Unseen`."""
    made = one(Voiding.objects.select_related("instruction"), proposal)
    line = made.instruction
    standing = voiding.standings([line.pk]).get(line.pk)
    (shown,) = line_rows([line])
    return VoidingRow(
        id=made.pk,
        line=line.pk,
        batch=line.batch_id,
        holder=shown.holder,
        benefit_title=shown.benefit_title,
        period=Month.of(line.period),
        amount_fen=made.amount_fen,
        reason=made.reason,
        standing=standing.text if standing else "",
        parts=voiding.parts_back(line) if _open(made) else (),
        state=made.state,
        state_title=made.get_state_display(),
        proposed_by_name=account_names([made.proposed_by]).get(made.proposed_by, ""),
    )


@query(permission="payment.read")
def count_voidings(actor: Actor, *, most: int) -> int:
    """How many wait for another person's word, up to a number: one query."""
    rows = seen(Voiding.objects).filter(state=VoidingState.PROPOSED)
    return rows.exclude(proposed_person=actor.person)[:most].count()


def _open(made: Voiding) -> bool:
    """Whether there is still something to give up."""
    return made.state == VoidingState.PROPOSED and made.instruction.state == LineState.RETURNED


def _waiting(actor: Actor, proposal: UUID) -> tuple[Voiding, Instruction]:
    row = voiding.returned(one(Voiding.objects, proposal).instruction_id)
    made = one(Voiding.objects, proposal, lock=True)
    if made.state != VoidingState.PROPOSED:
        raise Conflict("这项作废已经处理。")
    if actor.account == made.proposed_by or actor.person == made.proposed_person:
        raise Refused(SAME_PERSON)
    return made, row


def _decide(actor: Actor, made: Voiding, state: VoidingState, opinion: str) -> None:
    made.state, made.decided_because = state, opinion.strip()[:300]
    made.decided_by, made.decided_person = actor.account, actor.person
    made.decided_at = clock.now()
    with batching.in_words():
        made.save()


def _tell(row: Instruction, made: Voiding) -> None:
    batching.told(
        row.batch,
        line=str(row.pk),
        voiding=str(made.pk),
        amount_fen=made.amount_fen,
        state=made.state,
    )
