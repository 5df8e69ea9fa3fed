"""Ordering visits, and the errands that follow from them."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from minzheng.catalogue.casework.steps import StepKind
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.api import Colleague
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.casework import clocks
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.concerned import require_uninvolved
from minzheng.kernel.casework.fieldwork.visitors import PERMISSION, step_of, two_visitors
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case, Errand, Visit, VisitOrder, VisitState
from minzheng.kernel.casework.places import place
from minzheng.kernel.casework.timeline import note as note_down
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.protection.context import current, entered, scope_of
from minzheng.kernel.registry.api.listing import one, within_scope

OPEN_STATES = (VisitState.ORDERED, VisitState.RECORDED)
CASE_CLOSED = "办件已经办结"


@dataclass(frozen=True, slots=True)
class ErrandRow:
    """A visit that somebody has to make or to confirm."""

    id: UUID
    order: UUID
    case: UUID
    number: str
    title: str
    who: str = field(repr=False)
    division: str
    due_on: date | None
    state: str
    state_title: str
    other: str
    note: str
    visit: UUID | None
    to_confirm: bool
    ordered_at: datetime


@command(permission=PERMISSION, action="visit.order")
def order_visit(
    actor: Actor,
    *,
    case: UUID,
    step: str,
    investigators: Sequence[UUID],
    due_on: date | None = None,
    note: str = "",
) -> UUID:
    """Send two members of staff, who may be the actor and a colleague.

    Raises `Refused` with the reason why one of them must stay away, `Conflict`, `Unseen`.
    """
    row = locked(case)
    require_uninvolved(actor, row, PERMISSION)
    wanted = step_of(row, step)
    if wanted.kind is not StepKind.VISIT or step not in row.open_steps:
        raise Conflict("该办件现在没有待办的入户调查。")
    if VisitOrder.objects.filter(case=row, step=step, state__in=OPEN_STATES).exists():
        raise Conflict("已经安排了入户调查；需要换人的，请先作废原来的安排。")
    first, second = two_visitors(row, investigators, wanted)
    order = _ordered(actor, row, step, (first, second))
    order.due_on, order.note = due_on, note.strip()[:200]
    _write(order, row)
    clocks.begun(row, step)
    note_down(actor, row, "visit_ordered", step=step, note=f"{first.name}、{second.name}")
    tell(row, order=str(order.pk))
    return order.pk


@command(permission=PERMISSION, action="visit.void")
def void_order(actor: Actor, *, order: UUID, because: str) -> None:
    """Call a visit off, or declare its report void; another one can then be ordered."""
    case = locked(one(VisitOrder.objects, order).case_id)
    require_uninvolved(actor, case, PERMISSION)
    row = one(VisitOrder.objects, order, lock=True)
    if row.state not in OPEN_STATES:
        raise Conflict("该次入户已经确认或者作废。")
    if not because.strip():
        raise Refused("请填写作废的原因。")
    row.state, row.void_because = VisitState.VOID, because.strip()[:200]
    row.save(update_fields=["state", "void_because"])
    close_errands(row)
    note_down(actor, case, "visit_void", step=row.step, note=row.void_because)
    tell(case, order=str(order))


@query(permission=PERMISSION, action="visit.read")
def errands(actor: Actor) -> tuple[ErrandRow, ...]:
    """The visits that the actor has to make or to confirm, the most urgent first."""
    rows = list(Errand.objects.filter(account=actor.account, open=True).order_by("due_on", "id"))
    at_home = [each for each in rows if within_scope(each.place)]
    orders = _open_orders(at_home)
    for each in rows:
        if not within_scope(each.place):
            with lying_in(each.place):
                orders |= _open_orders([each])
    found = tuple(
        _errand_row(actor, each, *orders[each.order]) for each in rows if each.order in orders
    )
    touched("list", None, actor.division, payload={"shown": [str(each.case) for each in found]})
    return found


def own_errand(actor: Actor, errand: UUID) -> Errand:
    """An errand of the actor. Raises `Unseen` for anybody else's."""
    found = Errand.objects.filter(pk=errand, account=actor.account).first()
    if found is None:
        raise Unseen
    return found


@contextmanager
def lying_in(division: str) -> Iterator[None]:
    """The scope of one division, for as long as one command lasts.

    A visitor of another office sees no row where the case lies, and whoever orders sees none where
    the visitor works; the order lets both through. Labels stay those of the actor: a hidden file
    stays hidden.
    """
    if within_scope(division):
        yield
        return
    low, high = scope_of(division)
    with entered(replace(current(), low=low, high=high)):
        yield


def on_errand(errand: Errand) -> AbstractContextManager[None]:
    """Where the order of an errand lies."""
    return lying_in(errand.place)


def order_of(errand: Errand, *, lock: bool = False) -> VisitOrder:
    """The order behind an errand, inside `on_errand`. Raises `Unseen`."""
    rows = VisitOrder.objects.select_related("case").filter(pk=errand.order)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Unseen
    return found


def call_off_visits(row: Case) -> None:
    """The case is closed: nobody has to go there any more."""
    orders = VisitOrder.objects.filter(case=row, state__in=OPEN_STATES)
    for order in orders.select_for_update(of=("self",)):
        order.state, order.void_because = VisitState.VOID, CASE_CLOSED
        order.save(update_fields=["state", "void_because"])
        close_errands(order)


def close_errands(order: VisitOrder) -> None:
    """Nothing is left to do, wherever the investigators work."""
    for division in {order.first_division, order.second_division}:
        with lying_in(division):
            Errand.objects.filter(order=order.pk).update(open=False)


def _ordered(actor: Actor, row: Case, step: str, pair: tuple[Colleague, Colleague]) -> VisitOrder:
    first, second = pair
    return VisitOrder(
        **place(row),
        step=step,
        first=first.account,
        first_person=first.person,
        first_name=first.name,
        first_division=first.division,
        second=second.account,
        second_person=second.person,
        second_name=second.name,
        second_division=second.division,
        ordered_by=actor.account,
        ordered_at=clock.now(),
    )


def _write(order: VisitOrder, row: Case) -> None:
    try:
        with transaction.atomic():
            order.save(force_insert=True)
    except IntegrityError:
        raise Refused("所选调查人员不能办理该户的入户调查（回避或者同一人）。") from None
    title = item_of(row).title
    for account, person, division in (
        (order.first, order.first_person, order.first_division),
        (order.second, order.second_person, order.second_division),
    ):
        errand = Errand(
            division=division,
            label=row.label,
            order=order.pk,
            account=account,
            person=person,
            place=row.division,
            title=title,
            due_on=order.due_on,
            ordered_at=order.ordered_at,
        )
        with lying_in(division):
            errand.save(force_insert=True)


def _open_orders(rows: Sequence[Errand]) -> dict[UUID, tuple[VisitOrder, Visit | None]]:
    """The orders behind some errands, each with its report: two queries."""
    wanted = [each.order for each in rows]
    orders = VisitOrder.objects.select_related("case").filter(pk__in=wanted, state__in=OPEN_STATES)
    visits = Visit.objects.filter(order__in=wanted).only("id", "order_id", "recorded_by")
    reported = {each.order_id: each for each in visits}
    return {each.pk: (each, reported.get(each.pk)) for each in orders}


def _errand_row(actor: Actor, errand: Errand, order: VisitOrder, visit: Visit | None) -> ErrandRow:
    state = VisitState(order.state)
    return ErrandRow(
        id=errand.pk,
        order=order.pk,
        case=order.case_id,
        number=order.case.number,
        title=errand.title,
        who=order.case.who,
        division=order.division,
        due_on=order.due_on,
        state=state.value,
        state_title=state.label,
        other=order.second_name if order.first == actor.account else order.first_name,
        note=order.note,
        visit=visit.pk if visit else None,
        to_confirm=visit is not None and visit.recorded_by != actor.account,
        ordered_at=order.ordered_at,
    )
