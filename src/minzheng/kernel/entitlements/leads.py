"""Opening leads: somebody should look; nothing is changed by one."""

from datetime import date
from uuid import UUID

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.entitlements.models import WAITING, Award, Lead, LeadKind
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.registry.api.enrolling import lies_at


def open_lead(
    *,
    kind: LeadKind,
    benefit: str,
    month: Month,
    reason_code: str,
    reason: str,
    household: UUID | None = None,
    person: UUID | None = None,
    run: UUID | None = None,
    award: UUID | None = None,
    now_fen: int | None = None,
    then_fen: int | None = None,
    item: str = "",
    act_by: date | None = None,
) -> UUID | None:
    """The new lead, beside the file that it is about; None where the same one already waits.

    Raises `Unseen` for a file outside the scope.
    """
    same = Lead.objects.filter(
        WAITING,
        kind=kind,
        benefit=benefit,
        household_id=household,
        person_id=person,
        reason_code=reason_code,
    )
    if same.exists():
        return None
    division, label = lies_at(household=household, person=person)
    row = Lead(
        division=division,
        label=label,
        kind=kind,
        benefit=benefit,
        household_id=household,
        person_id=person,
        month=month.first_day,
        run=run,
        award=award,
        now_fen=now_fen,
        then_fen=then_fen,
        reason_code=reason_code,
        reason=reason,
        item=item,
        act_by=act_by,
        opened_at=clock.now(),
    )
    row.save(force_insert=True)
    return row.pk


def about(
    award: Award,
    kind: LeadKind,
    month: Month,
    reason_code: str,
    reason: str,
    *,
    ending: bool = False,
    act_by: date | None = None,
) -> UUID | None:
    """A lead about an award, with the item by which it would be changed or ended."""
    benefit = benefits()[award.benefit]
    return open_lead(
        kind=kind,
        benefit=award.benefit,
        household=award.household_id,
        person=award.person_id,
        month=month,
        award=award.pk,
        reason_code=reason_code,
        reason=reason,
        item=benefit.ending_item if ending else benefit.change_item,
        act_by=act_by,
    )
