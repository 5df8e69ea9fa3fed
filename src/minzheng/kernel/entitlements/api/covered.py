"""For how many people an award is, for apps above: no act of its own, within the scope."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Count

from minzheng.base.months import Month
from minzheng.kernel.entitlements.models import Cover


def people_covered(awards: Iterable[UUID], month: Month) -> Mapping[UUID, int]:
    """By award how many people it is for in a month; awards that cover nobody are left out."""
    rows = Cover.objects.filter(award__in=list(awards), months__contains=month.first_day)
    counted = rows.values("award_id").annotate(people=Count("person_id", distinct=True))
    return {each["award_id"]: each["people"] for each in counted}
