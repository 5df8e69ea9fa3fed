"""Authorisations: given, refused, withdrawn; for one case, by each person who is asked about."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from minzheng.base.ages import known_minor
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, touched
from minzheng.kernel.access.errors import Refused, Unseen
from minzheng.kernel.documents.api import documents_of
from minzheng.kernel.exchange.checks.ending import call_off
from minzheng.kernel.exchange.checks.purposes import own_hands
from minzheng.kernel.exchange.checks.states import (
    AuthorisationState,
    PartyKind,
    SigningMethod,
)
from minzheng.kernel.exchange.models import Authorisation
from minzheng.kernel.exchange.ports import CasePurpose
from minzheng.kernel.exchange.states import move
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import one
from minzheng.kernel.registry.api.means import Party, parties_of


@dataclass(frozen=True, slots=True)
class Given:
    """An authorisation as it lies on the table."""

    person: UUID
    kind: str
    method: str
    signed_on: date
    document: UUID
    supporter: UUID | None = None
    valid_until: date | None = None
    guardian_name: str = ""
    note: str = ""


@command(permission="check.order", action="check.authorise")
def authorise(actor: Actor, *, case: UUID, given: Given) -> UUID:
    """Record that somebody allows to be asked about, for this case.

    Raises `Refused`, `Unseen`, `Recused`.
    """
    purpose = own_hands(actor, case)
    party = _party(purpose, given.person, given.supporter)
    _check(given, party)
    _check_paper(actor, purpose, given)
    _replace(case, given.person, given.supporter, "改为同意查询")
    row = _row(actor, case, party, given.signed_on)
    row.kind, row.method, row.document = given.kind, given.method, given.document
    row.state, row.valid_until = AuthorisationState.GIVEN, given.valid_until
    row.guardian_name, row.note = given.guardian_name.strip()[:100], given.note.strip()[:200]
    row.save(force_insert=True)
    _tell(row)
    return UUID(str(row.pk))


@command(permission="check.order", action="check.authorise")
def refuse_authorisation(
    actor: Actor, *, case: UUID, person: UUID, on: date, note: str, supporter: UUID | None = None
) -> UUID:
    """Record that somebody does not agree. Nobody is asked; of a supporter nothing follows."""
    purpose = own_hands(actor, case)
    party = _party(purpose, person, supporter)
    if not note.strip():
        raise Refused("请记下本人怎么说的。")
    if on > clock.today():
        raise Refused("日期不能晚于今天。")
    _replace(case, person, supporter, "改为不同意查询")
    row = _row(actor, case, party, on)
    row.kind = PartyKind.SUPPORTER if supporter else PartyKind.MEMBER
    row.state, row.note = AuthorisationState.REFUSED, note.strip()[:200]
    row.save(force_insert=True)
    _tell(row)
    return UUID(str(row.pk))


@command(permission="check.order", action="check.authorise")
def withdraw_authorisation(
    actor: Actor, *, authorisation: UUID, on: date, reason: str, document: UUID | None = None
) -> None:
    """What waits for an answer is called off at once; what was answered stays in the file."""
    row = one(Authorisation.objects, authorisation, lock=True)
    own_hands(actor, row.case)
    if not reason.strip():
        raise Refused("请填写撤回的原因。")
    if not row.signed_on <= on <= clock.today():
        raise Refused("撤回日期应在授权之后，且不晚于今天。")
    _withdraw(row, on, reason.strip(), document)
    _tell(row)


def live(rows: Any, today: date) -> Any:
    """Those authorisations of a query set that allow asking today."""
    given = rows.filter(state=AuthorisationState.GIVEN)
    return given.exclude(valid_until__lt=today)


def _party(purpose: CasePurpose, person: UUID, supporter: UUID | None) -> Party:
    parties = parties_of(household=purpose.household, persons=purpose.persons, on=clock.today())
    for each in parties:
        if (each.person, each.supporter) == (person, supporter):
            return each
    raise Unseen


def _check(given: Given, party: Party) -> None:
    today = clock.today()
    if given.kind not in PartyKind.values or given.method not in SigningMethod.values:
        raise Refused("请选择授权人的身份和授权方式。")
    if (given.kind == PartyKind.SUPPORTER) is (given.supporter is None):
        raise Refused("义务人须以自己的名义授权，家庭成员不能代替。")
    minor = known_minor(party.birth_date, given.signed_on)
    if minor and given.kind == PartyKind.MEMBER:
        raise Refused("未成年人由监护人授权，请选择“监护人”并填写监护人姓名。")
    if given.kind == PartyKind.GUARDIAN and not given.guardian_name.strip():
        raise Refused("请填写监护人姓名。")
    if given.signed_on > today:
        raise Refused("授权日期不能晚于今天。")
    if given.valid_until is not None and given.valid_until < today:
        raise Refused("这份授权已经过期。")


def _check_paper(actor: Actor, purpose: CasePurpose, given: Given) -> None:
    """The paper lies in the file of the person, or of the household."""
    found = [
        row
        for person in {given.person, *purpose.persons}
        for row in documents_of(actor, person=person)
    ]
    if purpose.household:
        found += documents_of(actor, household=purpose.household)
    if given.document not in {each.id for each in found}:
        raise Refused("请先上传授权书。")


def _replace(case: UUID, person: UUID, supporter: UUID | None, because: str) -> None:
    standing = Authorisation.objects.filter(case=case, person=person, supporter=supporter)
    for row in standing.exclude(state=AuthorisationState.WITHDRAWN).select_for_update():
        _withdraw(row, clock.today(), because, None)


def _withdraw(row: Any, on: date, because: str, document: UUID | None) -> None:
    move(
        row,
        AuthorisationState.WITHDRAWN,
        withdrawn_on=on,
        withdrawn_because=because[:200],
        withdrawal_document=document,
    )
    call_off(row.requests.all())


def _row(actor: Actor, case: UUID, party: Party, on: date) -> Any:
    return Authorisation(
        division=party.division,
        label=party.label.value,
        case=case,
        person=party.person,
        supporter=party.supporter,
        signed_on=on,
        recorded_by=actor.account,
        recorder=actor.name,
        recorded_at=clock.now(),
    )


def _tell(row: Any) -> None:
    payload = {"case": str(row.case), "state": row.state, "kind": row.kind}
    touched("authorisation", row.pk, row.division, Label(row.label), payload=payload)
