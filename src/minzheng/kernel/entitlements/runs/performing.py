"""A run from its order to its end: take the moment, ask the rules, compare, open leads.

Each part is written in one transaction together with the mark that it is done, so that a run that
was killed goes on where it stood. Rules are asked two parts at a time, by threads that do not touch
the database.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

import pyarrow as pa
import pyarrow.compute as pc

from minzheng.base.errors import MinzhengError
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit import api as audit
from minzheng.kernel.casework.api.editions import kept_edition, law_in_force
from minzheng.kernel.entitlements.failing import telling
from minzheng.kernel.entitlements.models import LeadKind
from minzheng.kernel.entitlements.models.runs import Engine, Run, RunPart, RunState
from minzheng.kernel.entitlements.ports import benefits, spark
from minzheng.kernel.entitlements.runs import answers, comparing, leading, reasons
from minzheng.kernel.entitlements.runs.amounts import weighed
from minzheng.kernel.entitlements.runs.asking import Asked
from minzheng.kernel.entitlements.runs.places import Place, place_of
from minzheng.kernel.entitlements.runs.taking import PURPOSE, take
from minzheng.kernel.entitlements.runs.writing import write_differences
from minzheng.rules.batch.duckdb_engine import DuckDbRun
from minzheng.rules.batch.native_engine import NativeRun
from minzheng.rules.batch.snapshot import Part, Snapshot
from minzheng.rules.batch.workers import workers

Progress = Callable[[int], None]

_MILLISECONDS = 1_000
_RULES_CHANGED = "测算期间规则或参数已更新，请重新发起测算。"


class RulesChanged(MinzhengError):
    """The parts that are done were computed by other rules."""


@dataclass(frozen=True, slots=True)
class Watching:
    """Told how many persons were read, and for how many the rules were asked."""

    read: Progress = lambda persons: None
    evaluated: Progress = lambda persons: None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one part."""

    name: str
    digest: str
    found: pa.Table
    milliseconds: int


def perform(run: UUID, watching: Watching = Watching()) -> None:
    """Do a run, or what is left of it. Nothing happens to one that is finished."""
    row = _begun(run)
    if row.state == RunState.FINISHED:
        return
    with telling(lambda why: _failed(row, why)):
        work = _Work(row, watching)
        work.take()
        work.evaluate()
        work.finish()


def _failed(row: Run, why: str) -> None:
    with working(PURPOSE, row.division):
        Run.objects.filter(pk=row.pk).update(state=RunState.FAILED, failure=why)


def _begun(run: UUID) -> Run:
    with working(PURPOSE):
        row: Run = Run.objects.select_for_update().get(pk=run)
        if row.state != RunState.FINISHED:
            row.state, row.failure = RunState.READING, ""
            row.save(update_fields=["state", "failure"])
        return row


class _Work:
    """One run while it is done."""

    def __init__(self, row: Run, watching: Watching) -> None:
        self._row = row
        self._watching = watching
        self._place: Place = place_of(row.pk)
        self._month = Month.of(row.month)
        self._law = law_in_force()
        self._asked = Asked(self._law.rulebook, benefits(), self._month)

    def take(self) -> None:
        """The snapshot, unless it is taken; its parts."""
        row = self._row
        if row.taken_at is None or not self._place.is_taken:
            row.taken_at = take(self._place, self._month, row.division, self._watching.read)
            with working(PURPOSE, row.division):
                RunPart.objects.filter(run=row).delete()
                RunPart.objects.bulk_create(self._parts())
                row.edition = kept_edition(self._law.edition)
        with working(PURPOSE, row.division):
            if kept_edition(self._law.edition) != row.edition:
                raise RulesChanged(_RULES_CHANGED)
            row.state = RunState.EVALUATING
            row.save(update_fields=["taken_at", "edition", "state"])

    def _parts(self) -> Iterator[RunPart]:
        for part in self._snapshot_parts:
            yield RunPart(
                run=self._row,
                division=_county(part),
                name=part.name,
                households=part.households,
                persons=part.persons,
            )
        yield RunPart(
            run=self._row,
            division=self._row.division,
            name=comparing.GONE,
            households=0,
            persons=0,
        )

    def evaluate(self) -> None:
        """Every part that is not done."""
        with working(PURPOSE, self._row.division):
            waiting = set(
                RunPart.objects.filter(run=self._row, done_at=None).values_list("name", flat=True)
            )
        parts = [part for part in self._snapshot_parts if part.name in waiting]
        if self._row.engine == Engine.SPARK:
            self._ask_spark(parts)
        _ = self._asking  # made by this thread, for all others
        self._native.prepare()
        with ThreadPoolExecutor(max_workers=workers()) as pool:
            for part, done in zip(parts, pool.map(self._done, parts), strict=True):
                self._write(done)
                self._watching.evaluated(part.persons)
        if comparing.GONE in waiting:
            self._write(self._gone())

    def finish(self) -> None:
        """Leads, and the end."""
        row = self._row
        with working(PURPOSE, row.division):
            opened = leading.follow(row)
            row.state, row.finished_at = RunState.FINISHED, clock.now()
            row.save(update_fields=["state", "finished_at"])
            audit.record(
                "run.finish",
                subject_type="run",
                subject=row.pk,
                division=row.division,
                payload={"month": str(self._month), "leads": opened},
            )

    def _done(self, part: Part) -> Done:
        began = time.monotonic()
        found = self._answers(part)
        snapshot, awards = self._place.snapshot(), self._place.awards
        differing = comparing.differing(snapshot, part, found, awards, self._asked)
        whole = self._with_reasons(part, differing)
        spent = round((time.monotonic() - began) * _MILLISECONDS)
        return Done(part.name, answers.digest(found), whole, spent)

    def _with_reasons(self, part: Part, found: pa.Table) -> pa.Table:
        """Every difference with its reason: those that only rules can tell are asked of them."""
        amounts, grounds = self._asking
        wanting = pc.is_null(found["reason_code"])
        other = pc.and_(wanting, pc.equal(found["kind"], LeadKind.AMOUNT.value))
        refused = found.filter(pc.and_not(wanting, other))
        parameters = self._law.parameters
        return pa.concat_tables(
            [
                found.filter(pc.invert(wanting)),
                weighed(amounts, parameters, part, found.filter(other), self._asked),
                reasons.reasoned(grounds, part, refused, self._asked),
            ]
        )

    def _answers(self, part: Part) -> pa.Table:
        if self._place.has_answers(part.name):
            return self._place.answers(part.name)
        found = answers.of_part(self._native, part)
        self._place.keep_answers(part.name, found)
        return found

    def _gone(self) -> Done:
        found = comparing.gone(self._place.snapshot(), self._place.awards)
        nothing = answers.SCHEMA.empty_table()
        return Done(comparing.GONE, answers.digest(nothing), found, 0)

    def _ask_spark(self, parts: list[Part]) -> None:
        """All parts at once: the cluster divides the work by itself."""
        missing = [part for part in parts if not self._place.has_answers(part.name)]
        if not missing:
            return
        snapshot = self._place.snapshot()
        decided = spark()(snapshot, self._asked.program, self._law.parameters, self._row.master)
        whole = answers.gathered(decided.items())
        for name, table in answers.by_part(whole, _ranges(snapshot, missing)).items():
            self._place.keep_answers(name, table)

    def _write(self, done: Done) -> None:
        with working(PURPOSE, self._row.division):
            waiting = RunPart.objects.filter(run=self._row, name=done.name, done_at=None)
            first = waiting.update(
                digest=done.digest, milliseconds=done.milliseconds, done_at=clock.now()
            )
            if first:
                write_differences(self._row.pk, done.found)

    @cached_property
    def _native(self) -> NativeRun:
        """For everybody's amounts."""
        return NativeRun(self._place.snapshot(), self._asked.program, self._law.parameters)

    @cached_property
    def _asking(self) -> tuple[DuckDbRun, DuckDbRun]:
        """Of the few who are concerned: for the amounts, and for what speaks against them."""
        snapshot, numbers = self._place.snapshot(), self._law.parameters
        amounts, grounds = self._asked.program, self._asked.grounds
        return DuckDbRun(snapshot, amounts, numbers), DuckDbRun(snapshot, grounds, numbers)

    @property
    def _snapshot_parts(self) -> tuple[Part, ...]:
        return self._place.snapshot().parts


def _ranges(snapshot: Snapshot, parts: list[Part]) -> dict[str, tuple[int, int]]:
    """By name the first and the last household of each part: they are numbered throughout."""
    found, last = {}, 0
    for part in snapshot.parts:
        found[part.name] = (last + 1, last + part.households)
        last += part.households
    return {part.name: found[part.name] for part in parts}


def _county(part: Part) -> str:
    return part.name.partition("-")[0]
