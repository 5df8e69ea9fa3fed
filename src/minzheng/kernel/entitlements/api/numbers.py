"""Numbers: what is in force, proposing another value, what it would change, putting it in force."""

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, Unseen
from minzheng.kernel.entitlements.api.number_results import (
    Entry,
    NumberRow,
    NumberShape,
    ProposalRow,
    ProposalView,
    WorkRow,
)
from minzheng.kernel.entitlements.models import (
    NumberProposal,
    NumberSimulation,
    ProposalState,
    Rerating,
    WorkState,
)
from minzheng.kernel.entitlements.models.rows import REASON_LENGTH
from minzheng.kernel.entitlements.numbers import finding, showing
from minzheng.kernel.entitlements.numbers.checking import checked, known_number
from minzheng.kernel.entitlements.numbers.values import approved, forget
from minzheng.kernel.entitlements.ports import figures_with
from minzheng.kernel.entitlements.queue import rerate_later, simulate_later
from minzheng.kernel.registry.api.listing import Page, newest_of, within_scope
from minzheng.rules.numbers.decided import Written

__all__ = [
    "Entry",
    "NumberRow",
    "NumberShape",
    "ProposalRow",
    "ProposalState",
    "ProposalView",
    "WorkRow",
    "WorkState",
    "approve_number",
    "number_form",
    "numbers",
    "proposal_view",
    "proposals",
    "propose_number",
    "refuse_number",
    "rerate_again",
    "simulate_number",
    "withdraw_number",
]

READ, PROPOSE, APPROVE = "number.read", "number.propose", "number.approve"
SAME_PERSON = "提出和批准须由两个人办理。"
UNSEEN_COST = "请先完成测算，看过影响再批准。"
OUTDATED = "测算以后规则或者参数有变化，请重新测算后再批准。"
WAITING = "这个参数在这个地区、这个月份已有待批准的调整。"


@query(permission=READ)
def numbers(actor: Actor, *, area: str = "") -> tuple[NumberRow, ...]:
    """Every number as it stands in an area, by default the actor's own."""
    figures = figures_with(approved())
    place, month = area or actor.division, finding.this_month()
    known = figures.parameters.definitions.values()
    return tuple(showing.number_row(each, figures, place, month) for each in known)


@query(permission=READ)
def number_form(actor: Actor, *, number: str, area: str = "") -> NumberShape:
    """What is asked for when a value is proposed. Raises `Refused`."""
    figures = figures_with(approved())
    definition = known_number(number, figures)
    return showing.number_shape(definition, figures, area or actor.division, finding.this_month())


@command(permission=PROPOSE, action="number.propose")
def propose_number(
    actor: Actor,
    *,
    number: str,
    area: str,
    value: str | Mapping[str, str],
    valid_from: Month,
    document: str,
) -> UUID:
    """Propose another value, and order what it would change to be worked out.

    `value` is as people write it, a table by the names of its codes. Raises `Refused` for what the
    areas above or another number do not allow, `Conflict`, `Unseen` outside the actor's area.
    """
    if not within_scope(area):
        raise Unseen
    source = document.strip()[:REASON_LENGTH]
    if not source:
        raise Refused("请填写文件名称和文号。")
    written: Written = value if isinstance(value, str) else dict(value)
    checked(number, area, written, valid_from, source)
    row = NumberProposal(
        number=number,
        area=area,
        value=written,
        valid_from=valid_from.first_day,
        document=source,
        proposed_by=actor.account,
        proposed_by_person=actor.person,
        proposed_by_name=actor.name,
        proposed_at=clock.now(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Conflict(WAITING) from None
    _simulate(row)
    _tell(row)
    return row.pk


@command(permission=PROPOSE, action="number.simulate")
def simulate_number(actor: Actor, *, proposal: UUID) -> UUID:
    """Have worked out anew what a proposal would change. Raises `Conflict`, `Unseen`."""
    row = _waiting(actor, proposal)
    found = finding.latest_simulation(row)
    if found is not None and found.state in finding.BUSY:
        raise Conflict("测算正在进行，请等它完成。")
    _tell(row)
    return _simulate(row)


@command(permission=PROPOSE, action="number.withdraw")
def withdraw_number(actor: Actor, *, proposal: UUID) -> None:
    """Take back what one has proposed oneself. Raises `Conflict`, `Refused`, `Unseen`."""
    row = _waiting(actor, proposal)
    if row.proposed_by_person != actor.person:
        raise Refused("只有提出人可以撤回。")
    row.state = ProposalState.WITHDRAWN
    row.save(update_fields=["state"])
    _tell(row)


@command(permission=APPROVE, action="number.approve")
def approve_number(actor: Actor, *, proposal: UUID, simulation: UUID, opinion: str = "") -> UUID:
    """Put a number in force, as it was simulated; awards are re-rated from its month on.

    Raises `NotAllowed` for whoever proposed it, `Conflict` where the simulation that was shown is
    no longer the last word, `Refused`, `Unseen`.
    """
    row = _to_settle(actor, proposal)
    seen = finding.latest_simulation(row)
    if seen is None or seen.pk != simulation or seen.state != WorkState.FINISHED:
        raise Conflict(UNSEEN_COST)
    if finding.rechecked(row).before.edition.digest != seen.edition:
        raise Conflict(OUTDATED)
    row.simulation = simulation
    _settle(actor, row, ProposalState.APPROVED, opinion)
    rerating = Rerating(proposal=row, month=row.valid_from, ordered_at=clock.now())
    rerating.save(force_insert=True)
    transaction.on_commit(forget)
    if row.valid_from <= finding.this_month().first_day:
        rerate_later()
    return rerating.pk


@command(permission=APPROVE, action="number.refuse")
def refuse_number(actor: Actor, *, proposal: UUID, opinion: str) -> None:
    """Turn a proposal down. Raises `NotAllowed`, `Conflict`, `Refused`, `Unseen`."""
    if not opinion.strip():
        raise Refused("请填写不批准的理由。")
    _settle(actor, _to_settle(actor, proposal), ProposalState.REFUSED, opinion)


@command(permission=APPROVE, action="number.rerate")
def rerate_again(actor: Actor, *, proposal: UUID) -> None:
    """Have awards re-rated once more: after a failure, or for those granted meanwhile.

    What was raised already stays as it is. Raises `Conflict`, `Unseen`.
    """
    row = finding.one(actor, proposal, lock=True)
    if not within_scope(row.area):
        raise Unseen
    found = finding.rerating_of(row)
    if found is None or found.state in finding.BUSY:
        raise Conflict(finding.OVER)
    if row.valid_from > finding.this_month().first_day:
        raise Conflict("新值还没有到起始月份。")
    found.state, found.finished_at = WorkState.ORDERED, None
    found.save(update_fields=["state", "finished_at"])
    rerate_later()
    _tell(row)


@query(permission=READ)
def proposals(
    actor: Actor, *, state: str = "", after: str = "", limit: int = 50
) -> Page[ProposalRow]:
    """Proposals that concern the actor's division, the newest first."""
    rows = finding.concerning(actor)
    if state:
        rows = rows.filter(state=state)
    known = figures_with(()).parameters.definitions
    return newest_of(
        rows,
        after,
        limit,
        lambda found: (showing.proposal_row(each, known) for each in found),
    )


@query(permission=READ)
def proposal_view(actor: Actor, *, proposal: UUID) -> ProposalView:
    """A proposal with what it would change and what it has changed. Raises `Unseen`."""
    row = finding.one(actor, proposal)
    figures = finding.before_of(row)
    known = figures.parameters.definitions
    shape = (
        showing.number_row(known[row.number], figures, row.area, Month.of(row.valid_from))
        if row.number in known
        else None
    )
    simulation, rerating = finding.shown_simulation(row), finding.rerating_of(row)
    return ProposalView(
        row=showing.proposal_row(row, known),
        before=shape.value if shape else "",
        before_since=shape.since if shape else None,
        warnings=finding.warnings_of(row),
        simulation=showing.work_row(simulation) if simulation else None,
        rerating=showing.work_row(rerating) if rerating else None,
        may=finding.next_acts(actor, row),
    )


def _simulate(row: NumberProposal) -> UUID:
    ordered = NumberSimulation(proposal=row, ordered_at=clock.now())
    ordered.save(force_insert=True)
    simulate_later(ordered.pk)
    return ordered.pk


def _waiting(actor: Actor, proposal: UUID) -> NumberProposal:
    row = finding.one(actor, proposal, lock=True)
    if not within_scope(row.area):
        raise Unseen
    if row.state != ProposalState.PROPOSED:
        raise Conflict(finding.OVER)
    return row


def _to_settle(actor: Actor, proposal: UUID) -> NumberProposal:
    row = _waiting(actor, proposal)
    if row.proposed_by_person == actor.person or row.proposed_by == actor.account:
        raise NotAllowed(APPROVE, SAME_PERSON)
    return row


def _settle(actor: Actor, row: NumberProposal, state: ProposalState, opinion: str) -> None:
    row.state, row.opinion = state, opinion.strip()[:REASON_LENGTH]
    row.settled_by, row.settled_by_person = actor.account, actor.person
    row.settled_by_name, row.settled_at = actor.name, clock.now()
    row.save()
    _tell(row)


def _tell(row: NumberProposal) -> None:
    told = {"number": row.number, "from": str(Month.of(row.valid_from)), "state": row.state}
    touched("number_proposal", row.pk, row.area, payload=told)
