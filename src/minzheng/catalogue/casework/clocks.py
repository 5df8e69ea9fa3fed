"""Limits of time and the day on which each ends.

Counting follows the domain rules §0.3: the day of the event is not counted (民法典第二百零一条);
working days are those of the State Council's notice; the days of an office do not move when the
last one is a day off, the citizen's own periods do (第二百零三条, ``moves``). A notice whose last
day is a public holiday ends on the next working day, because nobody who objects finds the office
open (§14 C13); a plain weekend does not move it (§19, row 9).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from minzheng.base.calendar import WorkingCalendar
from minzheng.base.periods import Period, PeriodUnit, period_end
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.steps import Flag
from minzheng.rules.numbers.definition import Confidence

_ONE_DAY = timedelta(days=1)


class LimitUnit(StrEnum):
    """In what a limit is counted."""

    WORKING_DAY = "working_day"
    DAY = "day"
    MONTH = "month"
    HOUR = "hour"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody calls the title() of a str here
        """In Chinese."""
        return _TITLES[self]


_TITLES = {
    LimitUnit.WORKING_DAY: "个工作日",
    LimitUnit.DAY: "日",
    LimitUnit.MONTH: "个月",
    LimitUnit.HOUR: "小时",
}


class Start(StrEnum):
    """From what a limit is counted.

    ``STEP`` is the opening of the step that names the limit (the file has arrived there);
    ``POSTED`` the day a notice was put up; ``GIVEN`` a day outside the case that whoever opens it
    states: a death, the last review, the admission to a station.
    """

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    STEP = "step"
    POSTED = "posted"
    OBJECTED = "objected"
    DECIDED = "decided"
    SERVED = "served"
    GIVEN = "given"


class Given(StrEnum):
    """Days outside the case that whoever opens it states; limits may share one."""

    LAST_REVIEW = "last_review"
    DEATH = "death"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody calls the title() of a str here
        """In Chinese."""
        return _GIVEN_TITLES[self]


_GIVEN_TITLES = {
    Given.LAST_REVIEW: "上次复核（或者批准）的日期",
    Given.DEATH: "家庭成员死亡的日期",
}


class Until(StrEnum):
    """What meets a limit: somebody has begun the step, or it is done."""

    BEGUN = "begun"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit of the law, and the shorter one that an office may have promised.

    ``given`` says which stated day a limit counts from whose start is ``GIVEN``.
    ``extend_to`` is the whole length once extended, for one of ``extension_grounds``.  A limit with
    flags counts only for cases that bear one of ``only_if`` and none of ``unless``, one with
    ``outcomes`` only behind such a decision.  ``whole`` marks the limit of the whole case, which
    ends with the decision; every other one ends when the last step that names it is done, or
    begun, or with the step ``ends`` where that one names another limit.
    """

    code: str
    title: str
    unit: LimitUnit
    amount: int
    start: Start
    source: str
    given: Given | None = None
    confidence: Confidence = Confidence.SOURCED
    extend_to: int | None = None
    extension_grounds: tuple[str, ...] = ()
    promised: int | None = None
    only_if: tuple[Flag, ...] = ()
    unless: tuple[Flag, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    until: Until = Until.DONE
    ends: str = ""
    whole: bool = False
    moves: bool = False

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError(f"limit {self.code}: at least one {self.unit}")
        if self.promised is not None and not 1 <= self.promised <= self.amount:
            raise ValueError(f"limit {self.code}: a promise may only be shorter than the law")
        if self.extend_to is not None and self.extend_to <= self.amount:
            raise ValueError(f"limit {self.code}: an extension makes it longer")
        if (self.given is not None) is not (self.start is Start.GIVEN):
            raise ValueError(f"limit {self.code}: say which day it counts from, if any is stated")

    def applies(self, flags: Iterable[Flag], outcome: Outcome | None = None) -> bool:
        """Whether a case with these flags and this outcome has the limit."""
        held = frozenset(flags)
        wanted = not self.only_if or not held.isdisjoint(self.only_if)
        fits = not self.outcomes or outcome in self.outcomes
        return wanted and held.isdisjoint(self.unless) and fits


def due(
    limit: Limit,
    started: date,
    suspensions: Sequence[Period],
    extended: bool,
    calendar: WorkingCalendar,
    *,
    promised: bool = False,
) -> date:
    """The last day of a limit that began with an event on ``started``.

    Suspended days do not count, the first and the last of a suspension included; overlapping
    suspensions count once.  ``extended`` takes the longer amount, ``promised`` the office's own.
    Hours give the day on which they end at the latest: use ``due_at`` for the moment.
    Raises ``ValueError`` for an extension or promise that the limit does not know, and
    ``CalendarYearMissing`` where the calendar ends.
    """
    amount = _amount(limit, extended=extended, promised=promised)
    if limit.unit is LimitUnit.WORKING_DAY:
        return _working_days(started, amount, calendar, suspensions)
    if limit.unit is LimitUnit.MONTH:
        last = _later_by(period_end(started, amount, PeriodUnit.MONTH), started, suspensions)
    else:
        days = amount if limit.unit is LimitUnit.DAY else -(-amount // 24)
        last = _later_by(started + timedelta(days=days), started, suspensions)
    if limit.start is Start.POSTED:
        return notice_end(last, calendar)
    if limit.moves and not calendar.is_working_day(last):
        return calendar.next_working_day(last)
    return last


def notice_end(last: date, calendar: WorkingCalendar) -> date:
    """The last day of a notice whose days end on ``last``."""
    return calendar.next_working_day(last) if calendar.holiday_name(last) else last


def due_at(limit: Limit, started: datetime) -> datetime:
    """The moment at which a limit in hours ends; ``ValueError`` for any other unit."""
    if limit.unit is not LimitUnit.HOUR:
        raise ValueError(f"limit {limit.code} is not counted in hours")
    return started + timedelta(hours=limit.amount)


def _amount(limit: Limit, *, extended: bool, promised: bool) -> int:
    chosen = limit.amount
    if extended:
        if limit.extend_to is None:
            raise ValueError(f"limit {limit.code} cannot be extended")
        chosen = limit.extend_to
    elif promised:
        if limit.promised is None:
            raise ValueError(f"limit {limit.code} has no promised length")
        chosen = limit.promised
    return chosen


def _working_days(
    started: date, amount: int, calendar: WorkingCalendar, suspensions: Sequence[Period]
) -> date:
    day = started
    left = amount
    while left:
        day = calendar.next_working_day(day)
        if not any(day in span for span in suspensions):
            left -= 1
    return day


def _later_by(last: date, started: date, suspensions: Sequence[Period]) -> date:
    """``last``, later by every suspended day between the start and the end so moved."""
    day = started
    left = (last - started).days
    while left:
        day += _ONE_DAY
        if not any(day in span for span in suspensions):
            left -= 1
    return day
