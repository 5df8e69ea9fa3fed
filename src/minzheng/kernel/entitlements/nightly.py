"""What time alone brings about, once a night, as the worker: leads, and awards that are over."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.entitlements.leads import about
from minzheng.kernel.entitlements.models import (
    WAITING,
    Award,
    AwardLine,
    AwardState,
    Lead,
    LeadKind,
    LineKind,
)

REVIEW_AHEAD = timedelta(days=30)
"""A review is a visit and a check: whoever does it hears of it a month before."""
MOST = 1000
DUE = "review_due"


@dataclass(frozen=True, slots=True)
class Nightly:
    """How many awards were found over, and how many leads were opened."""

    ended: int
    reviews: int
    graces: int


def nightly() -> Nightly:
    """Done twice it does nothing more."""
    return Nightly(_close(), _reviews(), _graces())


def _close() -> int:
    """An award whose last month has passed is over; its lines said so before."""
    over = Award.objects.exclude(state=AwardState.ENDED)
    passed = over.filter(end_month__lt=Month.of(clock.today()).first_day)
    return int(passed.update(state=AwardState.ENDED))


def _reviews() -> int:
    last = clock.today() + REVIEW_AHEAD
    told = Lead.objects.filter(WAITING, award=OuterRef("pk"), kind=LeadKind.REVIEW, reason_code=DUE)
    live = Award.objects.exclude(state=AwardState.ENDED).filter(next_review__lte=last)
    made = 0
    for award in live.exclude(Exists(told)).order_by("next_review", "id").iterator(chunk_size=MOST):
        due = award.next_review or last
        reason = f"应于{due.isoformat()}前复核"
        found = about(award, LeadKind.REVIEW, Month.of(due), DUE, reason, act_by=due)
        made += found is not None
    return made


def _graces() -> int:
    """Gradual exit that ends with this month: the ending is to be decided, and heard, in time."""
    month = Month.of(clock.today())
    ending = AwardLine.objects.filter(kind=LineKind.GRACE, to_month=month.first_day)
    made = 0
    for line in ending.select_related("award").order_by("id"):
        reason = "渐退期本月届满，应听取意见后作出终止或者恢复的决定"
        found = about(line.award, LeadKind.LAPSED, month + 1, "grace_over", reason, ending=True)
        made += found is not None
    return made
