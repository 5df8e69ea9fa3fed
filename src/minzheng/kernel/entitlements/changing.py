"""Lines on an award that runs: another amount, gradual exit, suspension, the end."""

from uuid import UUID

from minzheng.base.events import publish
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.casework.api.awarding import Decided, whole_number
from minzheng.kernel.entitlements import events
from minzheng.kernel.entitlements.covering import cover, uncover
from minzheng.kernel.entitlements.holding import hold, release_grace
from minzheng.kernel.entitlements.lines import (
    Source,
    add_line,
    due_in,
    line_of,
    month_of,
)
from minzheng.kernel.entitlements.models import Award, AwardLine, AwardState, HoldKind, LineKind
from minzheng.kernel.entitlements.opening import next_review
from minzheng.kernel.entitlements.portions import Portion, persons_of

LONGEST_GRACE = 6
"""民发〔2022〕83号 一（三）: in principle; a local number may only be smaller."""
ONE_GRACE = "同一次就业的渐退期已满，不能再次渐退；请按规则结论办理变更或者终止。"


def change_award(given: Decided, award: Award, portion: Portion, source: Source) -> None:
    """What is decided of a running award from its month of effect on. Raises `Conflict`."""
    start = _start(given, award)
    _reopen(award, start, given.effective_to)
    cover(award, persons_of(given, portion), start, month_of(award.end_month))
    if portion.grace:
        _grace(given, award, portion, source)
    else:
        _amount(given, award, start, portion.amount, source)
    award.next_review = next_review(portion.benefit, award.review_class, given.decided_on)
    _save(award)


def end_award(award: Award, since: Month, source: Source) -> None:
    """Nothing is due from a month on. One that has ended before stays as it is."""
    end, first = month_of(award.end_month), Month.of(award.start_month)
    if end is not None and end < since:
        return
    start = max(since, first)
    add_line(award, LineKind.END, start, 0, source)
    uncover(award, start)
    award.end_month = max(start - 1, first).first_day
    if start <= Month.of(clock.today()):
        award.state = AwardState.ENDED
    _save(award)
    publish(events.AwardEnded(award.pk, start))


def running(
    benefit: str, household: UUID | None, person: UUID | None, month: Month
) -> Award | None:
    """The award of a file that is not over before a month, locked."""
    rows = Award.objects.filter(benefit=benefit, household_id=household, person_id=person)
    for row in rows.order_by("-start_month", "-id").select_for_update():
        if row.end_month is None or row.end_month >= month.first_day:
            return row
    return None


def _start(given: Decided, award: Award) -> Month:
    first = Month.of(award.start_month)
    return max(given.effective_from, first) if given.effective_from else first


def _reopen(award: Award, start: Month, until: Month | None) -> None:
    """A later decision takes the place of an end that has not come yet."""
    ends = AwardLine.objects.filter(award=award, kind=LineKind.END)
    if until is not None:
        award.end_month = until.first_day
    elif ends.filter(from_month__gte=start.first_day).exists():
        award.end_month = None
    _save(award)


def _amount(given: Decided, award: Award, start: Month, fen: int, source: Source) -> None:
    line = line_of(award, start)
    before = line.kind if line else ""
    lasting = before not in (LineKind.GRACE, LineKind.END) and not _stops(award, start)
    if fen == due_in(award, start) and lasting:
        return
    kind = _kind(given, award, start, fen)
    add_line(award, kind, start, fen, source, end=month_of(award.end_month))
    if before == LineKind.GRACE:
        release_grace(award, source)
    award.state = AwardState.SUSPENDED if kind is LineKind.SUSPEND else AwardState.RUNNING
    publish(events.AwardChanged(award.pk, start, fen))


def _stops(award: Award, start: Month) -> bool:
    """Whether an end or a suspension is still to come after a month, or no line reaches on."""
    lines = AwardLine.objects.filter(award=award).values_list("from_month", "to_month")
    begins = {Month.of(first) for first, _ in lines}
    edges = begins | {Month.of(last) + 1 for _, last in lines if last}
    end = month_of(award.end_month)
    later = (each for each in edges if each > start and (end is None or each <= end))
    found = (line_of(award, each) for each in later)
    return any(each is None or each.kind in (LineKind.END, LineKind.SUSPEND) for each in found)


def _kind(given: Decided, award: Award, start: Month, fen: int) -> LineKind:
    if fen == 0:
        return LineKind.SUSPEND
    if award.state == AwardState.SUSPENDED:
        return LineKind.RESUME
    return LineKind.CORRECT if start < Month.of(given.decided_on) else LineKind.CHANGE


def _grace(given: Decided, award: Award, portion: Portion, source: Source) -> None:
    """Gradual exit: so many months and no more, once for one job; then nothing is paid unasked."""
    start = _start(given, award)
    months = min(whole_number(given.id, portion.benefit.grace_months), LONGEST_GRACE)
    last = _grace_found(award) or start + (months - 1)
    if start > last:
        raise Conflict(ONE_GRACE)
    add_line(award, LineKind.GRACE, start, portion.amount, source, end=last)
    note = "渐退期满后停止拨付，由终止决定或者恢复决定了结"
    hold(award, HoldKind.GRACE, last + 1, since=(last + 1).first_day, source="渐退期满", note=note)
    publish(events.AwardChanged(award.pk, start, portion.amount))


def _grace_found(award: Award) -> Month | None:
    """The last month of the gradual exit that was found before, unless it went back to normal."""
    rows = AwardLine.objects.filter(award=award).exclude(kind=LineKind.UPRATING)
    last = rows.order_by("-sequence").first()
    return month_of(last.to_month) if last and last.kind == LineKind.GRACE else None


def _save(award: Award) -> None:
    award.version += 1
    award.save()
