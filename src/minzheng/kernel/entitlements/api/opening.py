"""For apps above: leads that follow from what they see."""

from uuid import UUID

from minzheng.base.months import Month
from minzheng.kernel.entitlements.leads import open_lead
from minzheng.kernel.entitlements.models import LeadKind


def open_event(
    *,
    benefit: str,
    household: UUID | None,
    person: UUID | None,
    month: Month,
    award: UUID,
    reason_code: str,
    reason: str,
) -> UUID | None:
    """Somebody should look at an award; None where the same lead already waits. Raises `Unseen`."""
    return open_lead(
        kind=LeadKind.EVENT,
        benefit=benefit,
        household=household,
        person=person,
        month=month,
        reason_code=reason_code,
        reason=reason,
        award=award,
    )
