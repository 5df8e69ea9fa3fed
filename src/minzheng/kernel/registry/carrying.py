"""The worker's part of a transfer: telling the other side, and moving the file with everything.

Each side keeps an event in its own division: after the move neither reads those of the other.
"""

from typing import Any
from uuid import UUID

from django.db.models import Q

from minzheng.kernel.access import clock
from minzheng.kernel.audit import api as audit
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.models import (
    DisputeState,
    Household,
    HouseholdKind,
    IdentityDispute,
    Membership,
    OfferState,
    PairState,
    Person,
    PossibleDuplicate,
    Transfer,
    TransferOffer,
    TransferState,
)
from minzheng.kernel.registry.placing import common_superior, rehome_household, rehome_person
from minzheng.kernel.registry.registering import temporary_code
from minzheng.kernel.registry.scoping import seen

MOST = 100
GONE = "档案已有变动，请核对后重新提出。"


def carry_transfers() -> int:
    """Tell, move or end what waits; answers how many transfers got on. As the worker."""
    rows = seen(Transfer.objects).filter(state=TransferState.PROPOSED)
    _end_changed(rows)
    told = TransferOffer.objects.filter(state=OfferState.WAITING).values("transfer")
    waiting = list(rows.exclude(pk__in=told).select_for_update()[:MOST])
    offers = {
        each.transfer: each
        for each in seen(TransferOffer.objects).filter(transfer__in=[row.pk for row in waiting])
    }
    for row in waiting:
        _get_on(row, offers.get(row.pk))
    return len(waiting) + _close_offers()


def _end_changed(rows: Any) -> None:
    """A household that ended meanwhile, a person who joined one or was merged, goes nowhere."""
    ended = Household.objects.filter(valid_to__isnull=False)
    merged = Person.objects.filter(merged_into__isnull=False)
    living = Membership.objects.filter(kind=HouseholdKind.ASSISTANCE, valid__upper_inf=True)
    changed = Q(household__in=ended) | Q(person__in=merged)
    changed |= Q(person__in=living.values("person"))
    over = {"state": TransferState.ENDED, "answer": GONE, "settled_at": clock.now()}
    rows.filter(changed).update(**over)


def _get_on(row: Transfer, offer: TransferOffer | None) -> None:
    file = _file(row)
    if file is None:
        _settle(row, TransferState.ENDED, GONE)
    elif offer is None:
        _offer(row, file)
    elif offer.state == OfferState.DECLINED:
        _settle(row, TransferState.DECLINED, offer.refusal)
        TransferOffer.objects.filter(pk=offer.pk).update(summary=None)
    else:
        _carry(row, offer, file)


def _file(row: Transfer) -> Person | Household | None:
    """The file, if it is still as it was when it was offered."""
    if row.household:
        homes = seen(Household.objects, row.division).filter(pk=row.household, valid_to=None)
        return homes.filter(label=row.label).select_for_update().first()
    if row.person is None:
        return None
    persons = seen(Person.objects, row.division).filter(pk=row.person, label=row.label)
    return persons.select_for_update().first()


def _offer(row: Transfer, file: Person | Household) -> None:
    offer = TransferOffer(
        division=row.destination,
        label=row.label,
        transfer=row.pk,
        giver=row.division,
        summary=_summary(file),
        reason=row.reason,
    )
    offer.save(force_insert=True)


def _summary(file: Person | Household) -> str:
    """Who comes, of the label of the file alone: the others are nobody's business before."""
    if isinstance(file, Person):
        return file.name
    alike = Membership.objects.filter(household=file, valid__upper_inf=True, label=file.label)
    names = alike.order_by("number").values_list("person__name", flat=True)
    return f"家庭 {file.number}：{'、'.join(names)}"


def _carry(row: Transfer, offer: TransferOffer, file: Person | Household) -> None:
    to = offer.division
    if isinstance(file, Person):
        persons = [file]
    else:
        persons = [each.person for each in _members(file)]
        _free_number(file, to)
        rehome_household(file, to)
    moved = sum(rehome_person(each, to) for each in persons)
    _reviews_follow([each.pk for each in persons])
    _settle(row, TransferState.DONE, "")
    TransferOffer.objects.filter(pk=offer.pk).update(state=OfferState.DONE, summary=None)
    for place in (row.division, to):
        audit.record(
            "transfer.carry",
            subject_type="person" if row.person else "household",
            subject=file.pk,
            division=place,
            label=Label(row.label),
            payload={"from": row.division, "to": to, "rows": moved},
        )


def _members(home: Household) -> Any:
    return Membership.objects.filter(household=home, valid__upper_inf=True).select_related("person")


def _free_number(home: Household, to: str) -> None:
    """Numbers are given by place: the same one may be taken there."""
    same = Household.objects.filter(division=to, kind=home.kind, number=home.number)
    if same.exists():
        home.number = temporary_code(to).replace("LS", "JT", 1)
        Household.objects.filter(pk=home.pk).update(number=home.number)


def _reviews_follow(persons: list[UUID]) -> None:
    """Open questions about two files lie with the nearest office that now sees both."""
    pairs = PossibleDuplicate.objects.filter(state=PairState.OPEN)
    for pair in pairs.filter(Q(a__in=persons) | Q(b__in=persons)).select_related("a", "b"):
        pair.division = common_superior(pair.a.division, pair.b.division)
        pair.save(update_fields=["division"])
    disputes = IdentityDispute.objects.filter(state=DisputeState.OPEN)
    touching = Q(first__person__in=persons) | Q(second__person__in=persons)
    for dispute in disputes.filter(touching).select_related("first", "second"):
        dispute.division = common_superior(dispute.first.division, dispute.second.division)
        dispute.save(update_fields=["division"])


def _settle(row: Transfer, state: TransferState, answer: str) -> None:
    row.state, row.answer, row.settled_at = state, answer, clock.now()
    row.save(update_fields=["state", "answer", "settled_at"])


def _close_offers() -> int:
    """What the giving side has ended, or cannot give any more, is offered no longer."""
    over = Transfer.objects.filter(state=TransferState.ENDED).values("pk")
    live = TransferOffer.objects.filter(state__in=[OfferState.WAITING, OfferState.ACCEPTED])
    return int(live.filter(transfer__in=over).update(state=OfferState.ENDED, summary=None))
