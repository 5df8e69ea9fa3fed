"""Whether the towns of a county decide an item themselves on a day."""

from datetime import date

from django.db.models import Q

from minzheng.kernel.casework.models import Delegation, DelegationState


def delegated(county: str, item: str, on: date) -> bool:
    """Whether a delegation was in force, ended ones included up to their last day."""
    rows = Delegation.objects.filter(county=county, item=item, valid_from__lte=on)
    granted = rows.filter(state__in=[DelegationState.APPROVED, DelegationState.ENDED])
    return granted.filter(Q(valid_to=None) | Q(valid_to__gte=on)).exists()
