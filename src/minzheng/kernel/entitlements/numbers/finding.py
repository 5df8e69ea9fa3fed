"""Proposals as somebody of a division finds them, with the work that belongs to them."""

from uuid import UUID

from django.db.models import Q, QuerySet

from minzheng.base.divisions import ancestors, prefix
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Refused, Unseen
from minzheng.kernel.entitlements.models import (
    NumberProposal,
    NumberSimulation,
    ProposalState,
    Rerating,
    WorkState,
)
from minzheng.kernel.entitlements.numbers.checking import Checked, checked
from minzheng.kernel.entitlements.numbers.values import approved, latest
from minzheng.kernel.entitlements.ports import Figures, figures_with
from minzheng.kernel.registry.api.listing import within_scope

BUSY = (WorkState.ORDERED, WorkState.WORKING)
OVER = "这项调整的状态已经变化，请刷新后再看。"


def this_month() -> Month:
    """The month of today."""
    return Month.of(clock.today())


def concerning(actor: Actor) -> "QuerySet[NumberProposal]":
    """Proposals for the actor's division, one in it, or one around it."""
    inside = prefix(actor.division) if actor.division else ""
    around = ancestors(actor.division) if actor.division else ()
    about = Q(area__startswith=inside) | Q(area__in=around)
    found: QuerySet[NumberProposal] = NumberProposal.objects.filter(about)
    return found


def one(actor: Actor, proposal: UUID, *, lock: bool = False) -> NumberProposal:
    """One of them. Raises `Unseen`."""
    rows = concerning(actor)
    row = (rows.select_for_update() if lock else rows).filter(pk=proposal).first()
    if row is None:
        raise Unseen
    return row


def latest_simulation(row: NumberProposal) -> NumberSimulation | None:
    """The last one that was ordered."""
    rows = NumberSimulation.objects.filter(proposal=row)
    found: NumberSimulation | None = rows.order_by("-pk").first()
    return found


def shown_simulation(row: NumberProposal) -> NumberSimulation | None:
    """The one by which it was approved, else the last one."""
    if row.simulation is None:
        return latest_simulation(row)
    found: NumberSimulation = NumberSimulation.objects.get(pk=row.simulation)
    return found


def rerating_of(row: NumberProposal) -> Rerating | None:
    """The re-rating of an approved proposal."""
    found: Rerating | None = Rerating.objects.filter(proposal=row).first()
    return found


def rechecked(row: NumberProposal) -> Checked:
    """A proposal measured against everything in force now. Raises `Refused`."""
    since = Month.of(row.valid_from)
    return checked(row.number, row.area, row.value, since, row.document)


def before_of(row: NumberProposal) -> Figures:
    """The numbers beside which a proposal was made: those approved until it was settled."""
    if row.state == ProposalState.PROPOSED or row.settled_at is None:
        return figures_with(approved())
    rows = NumberProposal.objects.filter(state=ProposalState.APPROVED)
    earlier = rows.filter(settled_at__lt=row.settled_at).exclude(pk=row.pk)
    return figures_with(latest(earlier.order_by("settled_at", "id")))


def warnings_of(row: NumberProposal) -> tuple[str, ...]:
    """What else has to follow, or why it can no longer be approved; nothing once it is settled."""
    if row.state != ProposalState.PROPOSED:
        return ()
    try:
        return rechecked(row).warnings
    except Refused as refused:
        return (refused.message,)


def next_acts(actor: Actor, row: NumberProposal) -> frozenset[str]:
    """The acts that are open to the actor now."""
    if not within_scope(row.area):
        return frozenset()
    simulation, rerating = latest_simulation(row), rerating_of(row)
    waiting = row.state == ProposalState.PROPOSED
    ready = simulation is not None and simulation.state == WorkState.FINISHED
    busy = simulation is not None and simulation.state in BUSY
    own = row.proposed_by_person == actor.person or row.proposed_by == actor.account
    proposes, approves = actor.may("number.propose"), actor.may("number.approve")
    come = row.valid_from <= this_month().first_day
    open_ = {
        "simulate": waiting and proposes and not busy,
        "withdraw": waiting and proposes and own,
        "approve": waiting and approves and not own and ready,
        "refuse": waiting and approves and not own,
        "rerate": rerating is not None and approves and come and rerating.state not in BUSY,
    }
    return frozenset(name for name, may in open_.items() if may)
