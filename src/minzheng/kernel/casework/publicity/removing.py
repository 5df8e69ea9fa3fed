"""Taking notices down, by the end of their days or before."""

from minzheng.kernel.access import clock
from minzheng.kernel.casework.models import (
    Case,
    Decision,
    Notice,
    NoticeKind,
    NoticeState,
    PublicNotice,
)

CASE_CLOSED, DECIDED_ANEW = "办件已经办结", "已作出新的决定"


def take_down(notice: Notice, state: NoticeState, because: str = "") -> None:
    """Nothing of a notice is left for strangers but that there was one."""
    notice.state, notice.closed_at, notice.closed_because = state, clock.now(), because
    notice.save(update_fields=["state", "closed_at", "closed_because"])
    PublicNotice.objects.filter(pk=notice.pk).update(lines=[], over=True)


def remove_proposals(row: Case) -> None:
    """The case is closed before the days were over: nothing is left to be objected to."""
    standing = Notice.objects.filter(case=row, kind=NoticeKind.PROPOSED, state=NoticeState.OPEN)
    for each in standing.select_for_update(of=("self",)):
        take_down(each, NoticeState.WITHDRAWN, CASE_CLOSED)


def remove_outdated(decision: Decision) -> None:
    """What was made known of a benefit holds no longer: it was changed or ended."""
    row = decision.case
    same = Decision.objects.filter(
        award=decision.award, case__household_id=row.household_id, case__subject_id=row.subject_id
    )
    standing = Notice.objects.filter(
        kind=NoticeKind.DECIDED, state=NoticeState.OPEN, case__in=same.values("case")
    )
    for each in standing.exclude(case=row).select_for_update(of=("self",)):
        take_down(each, NoticeState.WITHDRAWN, DECIDED_ANEW)
