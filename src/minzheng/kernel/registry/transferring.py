"""Proposing, ending, accepting and declining a transfer: each side on its own rows."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from minzheng.base.divisions import Level, level
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.results import TransferOfferRow, TransferRow
from minzheng.kernel.registry.models import (
    Division,
    Household,
    HouseholdKind,
    Membership,
    OfferState,
    Person,
    Transfer,
    TransferOffer,
    TransferState,
)
from minzheng.kernel.registry.models.transfers import REASON_LENGTH
from minzheng.kernel.registry.scoping import one, seen, within_scope

LISTED = 100
_WITHIN = "目标地在您的辖区内，请直接用“迁移档案”。"
_NO_TOWN = "请选择目标地的镇（街道）或者村（社区）。"
_AT_HOME = "此人属于一个家庭，请迁移整个家庭，或者先登记离开。"
_OPEN = "这份档案已有一次正在办理的迁移。"
_OVER = "这次迁移已经办结，请刷新页面。"


@command(permission="person.change", action="transfer.propose")
def propose_transfer(
    actor: Actor,
    *,
    destination: str,
    reason: str,
    person: UUID | None = None,
    household: UUID | None = None,
) -> UUID:
    """Offer a file to another office; it stays here until that one accepts.

    Raises `Unseen`, `Refused` for a place within the scope, `Conflict` while another one is open.
    """
    if person is not None and household is None:
        file: Person | Household = _person(person)
    elif household is not None and person is None:
        file = _household(household)
    else:
        raise Refused("请选择一个人或者一个家庭。")
    _check_destination(destination)
    row = Transfer(
        division=file.division,
        label=file.label,
        person=person,
        household=household,
        destination=destination,
        reason=_reason(reason),
        proposed_by=actor.account,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_OPEN) from None
    _tell(row, to=destination, reason=row.reason)
    return row.pk


@command(permission="person.change", action="transfer.end")
def end_transfer(actor: Actor, *, transfer: UUID, reason: str) -> None:
    """Take a proposal back, as long as the file is here. Raises `Unseen`, `Conflict`."""
    row = one(Transfer.objects, transfer, lock=True)
    if row.state != TransferState.PROPOSED:
        raise Conflict(_OVER)
    row.state, row.answer, row.settled_at = TransferState.ENDED, _reason(reason), clock.now()
    row.save(update_fields=["state", "answer", "settled_at"])
    _tell(row, reason=row.answer)


@command(permission="person.change", action="transfer.accept")
def accept_transfer(actor: Actor, *, offer: UUID) -> None:
    """Take a file over; the worker moves it, unless the giving side was first to end it."""
    _decide(actor, offer, OfferState.ACCEPTED)


@command(permission="person.change", action="transfer.decline")
def decline_transfer(actor: Actor, *, offer: UUID, reason: str) -> None:
    """Send a file back; the giving side is told why."""
    _decide(actor, offer, OfferState.DECLINED, _reason(reason))


@query(permission="person.change")
def list_transfers(actor: Actor) -> tuple[TransferRow, ...]:
    """What one's own side gives away, the newest first."""
    rows = list(seen(Transfer.objects).order_by("-proposed_at", "-pk")[:LISTED])
    persons = seen(Person.objects).in_bulk([each.person for each in rows if each.person])
    homes = seen(Household.objects).in_bulk([each.household for each in rows if each.household])
    return tuple(_row(each, persons, homes) for each in rows)


@query(permission="person.change")
def one_transfer(actor: Actor, *, transfer: UUID) -> TransferRow:
    """One of one's own side's transfers. Raises `Unseen`."""
    return _row(one(Transfer.objects, transfer), {}, {})


@query(permission="person.change")
def list_offers(actor: Actor) -> tuple[TransferOfferRow, ...]:
    """What one's own side was offered, the newest first."""
    rows = seen(TransferOffer.objects).order_by("-arrived_at", "-pk")
    return tuple(map(_offer_row, rows[:LISTED]))


@query(permission="person.change", action="person.search")
def read_offer(actor: Actor, *, offer: UUID) -> TransferOfferRow:
    """One offer, with who it is about. Raises `Unseen`."""
    row = one(TransferOffer.objects, offer)
    touched("offer", row.pk, row.division, Label(row.label))
    return _offer_row(row)


@query(permission="person.change")
def count_offers(actor: Actor, *, most: int) -> int:
    """How many files wait to be taken over, counted up to `most`."""
    return int(seen(TransferOffer.objects).filter(state=OfferState.WAITING)[:most].count())


def end_transfers_of(person: Person, homes: Iterable[Household]) -> None:
    """A file that is put under another label goes nowhere: what was offered would tell of it."""
    own = seen(Transfer.objects).filter(state=TransferState.PROPOSED)
    ended = {"state": TransferState.ENDED, "settled_at": clock.now()}
    own.filter(person=person.pk).update(**ended)
    own.filter(household__in=[each.pk for each in homes]).update(**ended)


def _decide(actor: Actor, offer: UUID, state: OfferState, refusal: str = "") -> None:
    row = one(TransferOffer.objects, offer, lock=True)
    if row.state != OfferState.WAITING:
        raise Conflict(_OVER)
    row.state, row.refusal = state, refusal
    row.decided_by, row.decided_at = actor.account, clock.now()
    row.save(update_fields=["state", "refusal", "decided_by", "decided_at"])
    payload = {"from": row.giver, "reason": refusal}
    touched("offer", row.pk, row.division, Label(row.label), payload=payload)


def _person(person: UUID) -> Person:
    row: Person = one(Person.objects, person, lock=True)
    homes = seen(Membership.objects).filter(person=row, valid__upper_inf=True)
    if homes.filter(kind=HouseholdKind.ASSISTANCE).exists():
        raise Refused(_AT_HOME)
    if row.merged_into_id is not None:
        raise Refused("这份档案已并入另一份，请迁移现行档案。")
    return row


def _household(household: UUID) -> Household:
    row: Household = one(Household.objects, household, lock=True)
    if row.valid_to is not None or row.kind != HouseholdKind.ASSISTANCE:
        raise Refused("只能迁移没有销户的共同生活的家庭；户籍户以公安登记为准。")
    return row


def _check_destination(code: str) -> None:
    known = Division.objects.filter(code=code, valid_to=None).exists()
    if not known or level(code) not in (Level.TOWNSHIP, Level.VILLAGE):
        raise Refused(_NO_TOWN)
    if within_scope(code):
        raise Refused(_WITHIN)


def _reason(text: str) -> str:
    written = " ".join(text.split())
    if not written:
        raise Refused("请填写理由。")
    return written[:REASON_LENGTH]


def _row(each: Transfer, persons: Any, homes: Any) -> TransferRow:
    person, home = persons.get(each.person), homes.get(each.household)
    return TransferRow(
        id=each.pk,
        person=each.person if person else None,
        household=each.household if home else None,
        title=person.name if person else home.number if home else "",
        destination=each.destination,
        reason=each.reason,
        state=each.state,
        state_title=each.get_state_display(),
        answer=each.answer,
        proposed_at=each.proposed_at,
    )


def _offer_row(each: TransferOffer) -> TransferOfferRow:
    return TransferOfferRow(
        id=each.pk,
        giver=each.giver,
        division=each.division,
        summary=each.summary or "",
        reason=each.reason,
        state=each.state,
        state_title=each.get_state_display(),
        arrived_at=each.arrived_at,
    )


def _tell(row: Transfer, **payload: object) -> None:
    """The event is about the file, so that its history tells of it."""
    kind = "person" if row.person else "household"
    touched(kind, row.person or row.household, row.division, Label(row.label), payload=payload)
