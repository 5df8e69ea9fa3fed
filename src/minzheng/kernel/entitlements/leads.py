"""Opening leads: somebody should look; nothing is changed by one."""

from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError, transaction

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.entitlements.models import WAITING, Award, Lead, LeadKind
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.registry.api.enrolling import lies_at


class Figures(TypedDict, total=False):
    """What a lead may say beside its reason; the columns of `Lead`."""

    run: UUID
    award: UUID
    now_fen: int
    then_fen: int
    item: str
    act_by: date | None


def open_lead(
    *,
    kind: LeadKind,
    benefit: str,
    month: Month,
    reason_code: str,
    reason: str,
    household: UUID | None = None,
    person: UUID | None = None,
    **figures: Unpack[Figures],
) -> UUID | None:
    """The new lead, beside the file that it is about; None where the same one already waits.

    Raises `Unseen` for a file outside the scope.
    """
    what = {"kind": kind, "benefit": benefit, "reason_code": reason_code}
    whose = {"household_id": household, "person_id": person}
    if Lead.objects.filter(WAITING, **what, **whose).exists():
        return None
    division, label = lies_at(household=household, person=person)
    row = Lead(
        division=division,
        label=label,
        month=month.first_day,
        reason=reason,
        opened_at=clock.now(),
        **what,
        **whose,
        **figures,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # Somebody opened the same one at this moment.
        return None
    return row.pk


def about(
    award: Award,
    kind: LeadKind,
    month: Month,
    reason_code: str,
    reason: str,
    *,
    ending: bool = False,
    anew: bool = False,
    act_by: date | None = None,
) -> UUID | None:
    """A lead about an award, with the item by which it would be changed, ended or had anew."""
    benefit = benefits()[award.benefit]
    item = benefit.ending_item if ending else benefit.change_item
    return open_lead(
        kind=kind,
        benefit=award.benefit,
        household=award.household_id,
        person=award.person_id,
        month=month,
        award=award.pk,
        reason_code=reason_code,
        reason=reason,
        item=benefit.application_item if anew else item,
        act_by=act_by,
    )
