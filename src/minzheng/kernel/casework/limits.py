"""The clocks of a case: when each limit of its item began, and on which day it ends.

Which clocks run follows from the position, as tasks do: a limit of the whole case runs until the
decision, any other one until the steps are done that end it, or begun where that is enough. What
the position cannot tell (a notice was put up, somebody died) is told by `start`.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from minzheng.base.calendar import national_calendar
from minzheng.base.clock import business_date
from minzheng.base.periods import Period
from minzheng.catalogue.casework.advancing import behind_deciding
from minzheng.catalogue.casework.clocks import Limit, LimitUnit, Start, Until, due
from minzheng.catalogue.casework.positions import CaseState, Position
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import StepKind
from minzheng.kernel.access import clock
from minzheng.kernel.casework.models import (
    NO_LIMIT,
    Case,
    Clock,
    ClockKind,
    Suspension,
    SuspensionKind,
)
from minzheng.kernel.casework.places import place

NEVER_SUSPENDED = frozenset({Start.POSTED, Start.OBJECTED, Start.GIVEN})
"""Limits that are counted from outside events go on while the case itself waits."""

_RUNS = frozenset({CaseState.SUBMITTED, CaseState.RETURNED, CaseState.OPEN})
_BASES = {
    SuspensionKind.COMPLETION: "补正材料的时间不计入办理期限",
    SuspensionKind.PUBLICITY: "公示时间不计入办理期限",
    SuspensionKind.APPRAISAL: "民主评议时间不计入办理期限",
}
_BY_STEP = {
    StepKind.PUBLICITY: SuspensionKind.PUBLICITY,
    StepKind.APPRAISE: SuspensionKind.APPRAISAL,
}


class Limits:
    """The clocks and suspensions of one case, read once and written back as they change."""

    def __init__(self, row: Case, item: ServiceItem) -> None:
        self._row, self._item = row, item
        self._today = clock.today()
        self._told = {step.code for stage in behind_deciding(item) for step in stage.steps}
        fresh = row._state.adding
        self._clocks = [] if fresh else list(Clock.objects.filter(case=row).order_by("id"))
        self._suspensions = [] if fresh else list(Suspension.objects.filter(case=row))

    @property
    def running(self) -> list[Clock]:
        """The clocks that have not stopped."""
        return [each for each in self._clocks if each.stopped_on is None]

    def follow(self, before: Position, after: Position) -> None:
        """Start, stop, suspend and resume what an act has started, stopped, suspended, resumed."""
        self._follow_suspensions(before, after)
        for limit in self._item.clocks:
            held = [each for each in self.running if each.code == limit.code]
            wanted = self._wanted(limit, after)
            if held and not wanted:
                self._stop(held)
            new = after.open - before.open
            started = self._started(limit, new) if wanted and not held else None
            if started is not None:
                self._begin(limit, started)
        self.recount()

    def start(self, event: Start, on: date, code: str = "") -> None:
        """Begin the limits that count from an event of a day, or the one named."""
        for limit in self._item.clocks:
            named = limit.code == code if code else limit.start is event
            if named and not any(each.code == limit.code for each in self.running):
                self._begin(limit, on)
        if event is Start.POSTED:
            self.suspend(SuspensionKind.PUBLICITY, on)
        self.recount()

    def suspend(
        self, kind: SuspensionKind, on: date, basis: str = "", by: UUID | None = None
    ) -> Suspension | None:
        """Let the days from `on` not count; None when they do not count already."""
        if any(each.kind == kind and each.to_on is None for each in self._suspensions):
            return None
        row = Suspension(
            **place(self._row), kind=kind, from_on=on, basis=basis or _BASES.get(kind, ""), by=by
        )
        row.save(force_insert=True)
        self._suspensions.append(row)
        return row

    def resume(self, kind: str, on: date) -> bool:
        """Let days count again after `on`; whether they did not."""
        held = [each for each in self._suspensions if each.kind == kind and each.to_on is None]
        for each in held:
            each.to_on = max(on, each.from_on)
            each.save(update_fields=["to_on"])
        return bool(held)

    def recount(self) -> None:
        """Count every running clock anew, and the days of the case with them."""
        for each in self.running:
            last = self._due(each)
            if last != each.due_on:
                each.due_on, each.alarmed_on = last, None
                each.save(update_fields=["due_on", "alarmed_on"])
        whole = {limit.code for limit in self._item.clocks if limit.whole}
        for each in self.running:
            if each.code in whole and each.kind == ClockKind.STATUTORY:
                self._row.due_on = each.due_on
            elif each.code in whole:
                self._row.promised_on = each.due_on

    def statutory(self, code: str | None) -> date:
        """The last day of a step's limit; that of the whole case where it has none of its own."""
        return self._day(code, ClockKind.STATUTORY) or self._row.due_on or NO_LIMIT

    def promised(self, code: str | None) -> date | None:
        """The promised day, likewise."""
        return self._day(code, ClockKind.PROMISED) or self._row.promised_on

    def of_step(self, step: str) -> tuple[date, date | None]:
        """Both days of a step."""
        code = self._item.step(step).limit
        return self.statutory(code), self.promised(code)

    def _day(self, code: str | None, kind: ClockKind) -> date | None:
        found = (each.due_on for each in self.running if (each.code, each.kind) == (code, kind))
        return next(found, None)

    def _wanted(self, limit: Limit, position: Position) -> bool:
        if not limit.applies(position.flags, position.outcome):
            return False
        if limit.whole:
            return position.state in _RUNS
        if position.state in (CaseState.DRAFT, CaseState.CLOSED):
            return False
        ends = self._ends(limit)
        if not ends:
            return True
        if position.state is CaseState.DECIDED:
            ends &= self._told
        return any(self._awaited(code, position) for code in ends)

    def _awaited(self, code: str, position: Position) -> bool:
        """Whether a step is still to be done, as far as is known."""
        due = self._item.step(code).due(position.flags, position.outcome)
        return due and code not in position.done

    def _ends(self, limit: Limit) -> set[str]:
        """The steps that end a limit."""
        return {limit.ends} if limit.ends else self._naming(limit)

    def _naming(self, limit: Limit) -> set[str]:
        return {each.code for each in self._item.steps if each.limit == limit.code}

    def _started(self, limit: Limit, new: frozenset[str]) -> date | None:
        """From which day a limit counts that the position wants; None when it does not yet."""
        opened = bool(self._naming(limit) & new)
        if limit.start is Start.STEP:
            return self._today if opened else None
        if limit.given is not None:
            return self._day_given(limit)
        submitted = self._row.submitted_at
        known = {
            Start.SUBMITTED: business_date(submitted) if submitted else None,
            Start.ACCEPTED: self._row.accepted_on,
            Start.DECIDED: self._row.decided_on,
        }
        day = known.get(limit.start)
        if day is None or not any(each.code == limit.code for each in self._clocks):
            return day
        # What a new investigation does again has its whole limit again.
        return self._today if opened else None

    def _day_given(self, limit: Limit) -> date | None:
        """The stated day that a limit shares with another one, which a flag has taken away."""
        days = (
            each.started_on
            for each in reversed(self._clocks)
            if self._item.limit(each.code).given is limit.given
        )
        return next(days, None)

    def begun(self, step: str) -> None:
        """Somebody has begun a step: what only wanted that is met."""
        met = {each.code for each in self._item.clocks if each.until is Until.BEGUN}
        limit = self._item.step(step).limit
        if limit in met:
            self._stop([each for each in self.running if each.code == limit])

    def _begin(self, limit: Limit, on: date) -> None:
        kinds = [ClockKind.STATUTORY]
        if limit.promised is not None:
            kinds.append(ClockKind.PROMISED)
        rows = [
            Clock(**place(self._row), code=limit.code, title=limit.title, kind=kind, started_on=on)
            for kind in kinds
        ]
        for each in rows:
            each.due_on = self._due(each)
        self._clocks += Clock.objects.bulk_create(rows)

    def _stop(self, held: list[Clock]) -> None:
        for each in held:
            each.stopped_on = self._today
            each.save(update_fields=["stopped_on"])

    def _due(self, row: Clock) -> date:
        limit = self._item.limit(row.code)
        return due(
            limit,
            row.started_on,
            list(self._spans(limit)),
            row.extended_on is not None,
            national_calendar(),
            promised=row.kind == ClockKind.PROMISED,
        )

    def _spans(self, limit: Limit) -> Iterator[Period]:
        """The days that did not count for a limit, up to today."""
        if limit.start in NEVER_SUSPENDED or limit.unit is LimitUnit.HOUR:
            return
        for each in self._suspensions:
            yield Period(each.from_on, max(each.from_on, each.to_on or self._today))

    def _follow_suspensions(self, before: Position, after: Position) -> None:
        if after.state is CaseState.RETURNED:
            self.suspend(SuspensionKind.COMPLETION, self._today)
        elif before.state is CaseState.RETURNED:
            self.resume(SuspensionKind.COMPLETION, self._today)
        open_kinds = {each.kind for each in self._item.steps if each.code in after.open}
        if StepKind.APPRAISE in open_kinds:
            self.suspend(SuspensionKind.APPRAISAL, self._today)
        for step_kind, kind in _BY_STEP.items():
            if step_kind not in open_kinds:
                self.resume(kind, self._today)
        if after.state in (CaseState.DECIDED, CaseState.CLOSED):
            for kind in SuspensionKind:
                self.resume(kind, self._today)
