"""Lines of an award: added one after the other; the last one that covers a month counts."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.entitlements.models import Award, AwardLine, LineKind
from minzheng.kernel.entitlements.places import place


@dataclass(frozen=True, slots=True)
class Source:
    """Where a line comes from: a decision with whoever made it, or a reason of the law."""

    decision: UUID | None
    reason: str
    by: UUID | None
    by_person: bytes | None
    by_name: str
    at: datetime


def by_law(reason: str) -> Source:
    """What nobody decided: the reason says which rule it follows from."""
    return Source(None, reason, None, None, "", clock.now())


def add_line(
    award: Award,
    kind: LineKind,
    start: Month,
    amount: int,
    source: Source,
    *,
    end: Month | None = None,
) -> AwardLine:
    """Say what is due from a month on. The award is locked by whoever calls."""
    last = AwardLine.objects.filter(award=award).order_by("-sequence").first()
    row = AwardLine(
        **place(award),
        sequence=last.sequence + 1 if last else 1,
        kind=kind,
        from_month=start.first_day,
        to_month=end.first_day if end else None,
        amount_fen=amount,
        decision=source.decision,
        reason=source.reason,
        recorded_by=source.by,
        recorded_by_person=source.by_person,
        recorded_by_name=source.by_name,
        recorded_at=source.at,
    )
    row.save(force_insert=True)
    return row


def line_of(award: Award, month: Month) -> AwardLine | None:
    """The line that says what is due in a month; None before the first one."""
    covering = Q(to_month=None) | Q(to_month__gte=month.first_day)
    rows = AwardLine.objects.filter(covering, award=award, from_month__lte=month.first_day)
    return rows.order_by("-sequence").first()


def due_in(award: Award, month: Month) -> int:
    """The fen that are due in a month."""
    line = line_of(award, month)
    over = award.end_month is not None and award.end_month < month.first_day
    return line.amount_fen if line and not over else 0


def month_of(first: date | None) -> Month | None:
    """A stored month."""
    return Month.of(first) if first else None
