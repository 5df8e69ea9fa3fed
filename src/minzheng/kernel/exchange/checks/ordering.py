"""Starting a check: one question for each department and each person who allowed it."""

from typing import Any
from uuid import UUID

from minzheng.base.events import publish
from minzheng.catalogue.means_check import MEMBERS, CheckSource, sources_for
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, touched
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.exchange.checks.authorising import live
from minzheng.kernel.exchange.checks.ending import call_off
from minzheng.kernel.exchange.checks.purposes import open_purpose, own_hands
from minzheng.kernel.exchange.checks.states import MAY_BE_ASKED_AGAIN, RequestState, RoundState
from minzheng.kernel.exchange.checks.terms import Terms, terms_on
from minzheng.kernel.exchange.events import CheckBegun
from minzheng.kernel.exchange.models import Authorisation, CheckRequest, CheckRound
from minzheng.kernel.exchange.ports import CasePurpose
from minzheng.kernel.exchange.queue import department_later
from minzheng.kernel.exchange.states import move
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import one
from minzheng.kernel.registry.api.means import Party, parties_of
from minzheng.kernel.registry.api.places import Place, place_of_household, place_of_person
from minzheng.rules.facts import Entity

NOBODY = "还没有人授权，不能查询。请先登记每位成年家庭成员的授权。"


def start_check(actor: Actor, *, case: UUID) -> UUID:
    """The open check of a case, with a question for everybody who has allowed it.

    Called again it adds what is missing: somebody who authorised later. Raises `QueryWithoutCase`,
    `Refused` where nobody has authorised.
    """
    return _start(actor, purpose=open_purpose(actor, case))


def recheck(actor: Actor, *, case: UUID, reason: str) -> UUID:
    """Ask everybody anew; what the check before found stays readable."""
    return _recheck(actor, purpose=open_purpose(actor, case), reason=reason)


@command(permission="check.order", action="check.order")
def ask_again(actor: Actor, *, request: UUID, reason: str) -> None:
    """Put one question to one department again. Earlier answers stay to be read."""
    row = one(CheckRequest.objects.select_related("round"), request, lock=True)
    own_hands(actor, row.case)
    if not reason.strip():
        raise Refused("请填写再次询问的原因。")
    if row.state not in MAY_BE_ASKED_AGAIN:
        raise Conflict("这项查询正在等待答复，或者已经停止。")
    if row.round.state != RoundState.OPEN:
        raise Conflict("这次核对已经结束，请重新核对。")
    terms = terms_on(clock.today(), row.division)
    source = CheckSource[row.source]
    row.answers.update(chosen=False)
    authorised = live(Authorisation.objects.filter(case=row.case), clock.today()).filter(
        person=row.person, supporter=row.supporter
    )
    authorisation = authorised.first()
    if authorisation is None:
        raise Conflict("本人的授权已经撤回或过期，不能再问。")
    move(
        row,
        RequestState.QUEUED,
        authorisation=authorisation,
        turn=row.turn + 1,
        failures=0,
        trouble="",
        asked_at=None,
        answered_at=None,
        next_at=clock.now(),
        due_on=terms.answer_by(source),
        given_up_on=terms.wait_until(source),
    )
    department_later(source)
    payload = {"source": row.source, "reason": reason.strip()[:200], "case": str(row.case)}
    touched("check_request", row.pk, row.division, Label(row.label), payload=payload)


@command(permission="check.order", action="check.order")
def _start(actor: Actor, *, purpose: CasePurpose) -> UUID:
    own_hands(actor, purpose.case)
    standing = CheckRound.objects.filter(case=purpose.case).select_for_update().order_by("number")
    rounds = list(standing)
    row = next((each for each in rounds if each.state == RoundState.OPEN), None)
    if row is None:
        row = _round(actor, purpose, len(rounds) + 1, "")
    added = _questions(row, purpose)
    if not added and not CheckRequest.objects.filter(round=row).exists():
        raise Refused(NOBODY)
    _tell(row, added)
    return UUID(str(row.pk))


@command(permission="check.order", action="check.order")
def _recheck(actor: Actor, *, purpose: CasePurpose, reason: str) -> UUID:
    own_hands(actor, purpose.case)
    if not reason.strip():
        raise Refused("请填写重新核对的原因。")
    call_off(CheckRequest.objects.filter(case=purpose.case))
    rounds = list(CheckRound.objects.filter(case=purpose.case).select_for_update())
    for each in rounds:
        if each.state == RoundState.OPEN:
            move(each, RoundState.REPLACED, ended_at=clock.now())
    row = _round(actor, purpose, len(rounds) + 1, reason.strip())
    added = _questions(row, purpose)
    if not added:
        raise Refused(NOBODY)
    _tell(row, added)
    return UUID(str(row.pk))


def _round(actor: Actor, purpose: CasePurpose, number: int, because: str) -> Any:
    place = _place(purpose)
    row = CheckRound(
        division=place.division,
        label=place.label.value,
        case=purpose.case,
        case_number=purpose.number,
        household=purpose.household,
        person=None if purpose.household else purpose.persons[0],
        number=number,
        because=because[:200],
        ordered_by=actor.account,
        orderer=actor.name,
        ordered_at=clock.now(),
    )
    row.save(force_insert=True)
    publish(CheckBegun(purpose.case))
    return row


def _place(purpose: CasePurpose) -> Place:
    if purpose.household:
        return place_of_household(purpose.household)
    if not purpose.persons:
        raise Refused("这个办件没有登记家庭或人员，不能核对。")
    return place_of_person(purpose.persons[0])


def _questions(row: Any, purpose: CasePurpose) -> int:
    """Add every question that is allowed and not yet there; how many were added."""
    today = clock.today()
    allowed = {
        (each.person, each.supporter): each
        for each in live(Authorisation.objects.filter(case=purpose.case), today)
    }
    known = set(row.requests.values_list("person", "supporter", "source"))
    parties = parties_of(household=purpose.household, persons=purpose.persons, on=today)
    new = [
        _question(row, party, allowed[party.person, party.supporter], source, today)
        for party in parties
        if (party.person, party.supporter) in allowed and party.death_date is None
        for source in _sources(party)
        if (party.person, party.supporter, source.name) not in known
    ]
    CheckRequest.objects.bulk_create(new)
    for name in dict.fromkeys(each.source for each in new):
        department_later(CheckSource[name])
    return len(new)


def _sources(party: Party) -> tuple[CheckSource, ...]:
    return sources_for((Entity.SUPPORTER,) if party.supporter else MEMBERS)


def _question(row: Any, party: Party, authorisation: Any, source: CheckSource, today: Any) -> Any:
    terms: Terms = terms_on(today, party.division)
    return CheckRequest(
        division=party.division,
        label=party.label.value,
        round=row,
        case=row.case,
        person=party.person,
        supporter=party.supporter,
        authorisation=authorisation,
        source=source.name,
        queued_at=clock.now(),
        next_at=clock.now(),
        due_on=terms.answer_by(source),
        given_up_on=terms.wait_until(source),
    )


def _tell(row: Any, added: int) -> None:
    payload = {"case": str(row.case), "round": row.number, "questions": added}
    touched("check", row.pk, row.division, Label(row.label), payload=payload)
