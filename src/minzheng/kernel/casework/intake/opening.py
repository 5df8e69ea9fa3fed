"""A new case: for whom, by which declaration, and whether the same was asked for already."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from minzheng.catalogue.casework.flow import beginning
from minzheng.catalogue.casework.service_item import ApplicantUnit, ServiceItem
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.casework import timeline
from minzheng.kernel.casework.models import Case, Channel
from minzheng.kernel.casework.places import window_of
from minzheng.kernel.casework.positions import put
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import seen, within_scope
from minzheng.kernel.registry.api.parties import (
    Parties,
    Party,
    parties_of_household,
    parties_of_person,
    party,
)

ANONYMOUS = "（未署名）"
_TELLING = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_WRONG_UNIT = {
    ApplicantUnit.HOUSEHOLD: "该事项以家庭为单位申请，请选择共同生活的家庭。",
    ApplicantUnit.PERSON: "该事项以个人为单位申请，请选择本人档案。",
    ApplicantUnit.EVENT: "该事项不以家庭为单位登记。",
}
NO_MEMBERS = "该家庭现在没有成员，不能申请。"


@dataclass(frozen=True, slots=True)
class Need:
    """What is to be opened. `who` names somebody without a file; `division` is for events."""

    item: ServiceItem
    household: UUID | None = None
    person: UUID | None = None
    applicant: UUID | None = None
    channel: str = Channel.DESK.value
    urgent: bool = False
    concerned: Sequence[UUID] = ()
    who: str = ""
    division: str = ""
    applied_on: date | None = None
    continues: UUID | None = None


@dataclass(frozen=True, slots=True)
class _About:
    division: str
    label: Label
    applicant: UUID | None
    who: str


def opened(actor: Actor, need: Need) -> Case:
    """Write a new case. Raises `Refused`, `Unseen`.

    The second open application of the same household or person for the same item is kept, marked
    as a possible duplicate: it is for staff to say which one goes on, and for nobody else to know.
    """
    _check_unit(need)
    about = _about(actor, need)
    row = Case(
        number=number(about.division),
        item=need.item.code,
        item_version=need.item.version,
        channel=need.channel,
        division=about.division,
        label=about.label.value,
        household_id=need.household,
        subject_id=need.person,
        applicant_id=about.applicant,
        concerned=list(need.concerned),
        who=about.who,
        confidential=need.item.confidential,
        urgent=need.urgent,
        opened_at=clock.now(),
        applied_on=need.applied_on,
        window=window_of(actor, about.division),
        continues=need.continues,
        **_by(actor),
    )
    row.office = row.window
    put(row, beginning(need.item))
    _save(row)
    timeline.note(actor, row, "open", facts={"item": row.item, "channel": row.channel})
    return row


def number(division: str) -> str:
    """A number for a case: office, day, and six letters that tell no count."""
    letters = "".join(secrets.choice(_TELLING) for _ in range(6))
    return f"{division[:9]}-{clock.today():%Y%m%d}-{letters}"


def others_open(row: Case) -> bool:
    """Whether another case of the same item is open for the same household or person."""
    same = seen(Case.objects).filter(
        item=row.item,
        household_id=row.household_id,
        subject_id=row.subject_id,
        closed_at=None,
        duplicate_pending=False,
    )
    return same.exclude(pk=row.pk).exists()


def _save(row: Case) -> None:
    """The database says which of two is the first, also of two that come at one moment."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as problem:
        if "case_one_open" not in str(problem):
            raise
        row.duplicate_pending = True
        row.save(force_insert=True)


def _by(actor: Actor) -> dict[str, Any]:
    return {"opened_by": actor.account, "opened_by_person": actor.person or None}


def _check_unit(need: Need) -> None:
    unit = need.item.unit
    given = {
        ApplicantUnit.HOUSEHOLD: need.household is not None and need.person is None,
        ApplicantUnit.PERSON: need.person is not None and need.household is None,
        ApplicantUnit.EVENT: need.household is None,
    }
    if not given[unit]:
        raise Refused(_WRONG_UNIT[unit])
    if need.channel not in Channel.values:
        raise Refused("来源不正确。")


def _about(actor: Actor, need: Need) -> _About:
    if need.household is not None:
        return _of_file(need, parties_of_household(need.household, clock.today()))
    if need.person is not None:
        return _of_file(need, parties_of_person(need.person))
    division = need.division or actor.division
    if not within_scope(division):
        raise Refused("只能登记本辖区发生的事项。")
    applicant = party(need.applicant) if need.applicant else None
    who = applicant.name if applicant else need.who.strip() or ANONYMOUS
    return _About(division, Label.ORDINARY, need.applicant, who[:100])


def _of_file(need: Need, parties: Parties) -> _About:
    if not parties.members:
        raise Refused(NO_MEMBERS)
    applicant = _applicant(need, parties)
    return _About(parties.division, parties.label, applicant.person, applicant.name)


def _applicant(need: Need, parties: Parties) -> Party:
    """Whoever asks: a member, the head unless somebody else is named; or a guardian outside."""
    if need.applicant is None:
        return parties.members[0]
    inside = (each for each in parties.members if each.person == need.applicant)
    return next(inside, None) or party(need.applicant)
