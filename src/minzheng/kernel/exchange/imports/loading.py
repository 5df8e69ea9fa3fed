"""The second half of an import: part by part into the registry, each whole or not at all.

Whenever the machine stops, what is committed is a number of whole parts, and each part says of
itself that it is done. Going on is the same as beginning.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from minzheng.kernel.access import clock
from minzheng.kernel.audit import api as audit
from minzheng.kernel.documents.api.storage import fetch
from minzheng.kernel.exchange.imports.jobs import (
    added,
    as_secret,
    forget_files,
    labels_of,
    working_on,
)
from minzheng.kernel.exchange.imports.packing import unpacked
from minzheng.kernel.exchange.imports.staging import KEPT_FINDINGS
from minzheng.kernel.exchange.models import ImportPart
from minzheng.kernel.exchange.states import ImportState, PartState, move
from minzheng.kernel.registry.api import bulk

Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class _Next:
    """Where the next part is; looked up in one transaction, loaded in another."""

    part: UUID
    sm3: str


def run_job(identifier: UUID, advance: Advance = lambda persons: None) -> None:
    """Load every part that is not loaded yet. `advance` is told the persons loaded so far.

    Done again after a crash, or by two workers at once, it does the rest and nothing twice.
    """
    with working_on(identifier) as job:
        if job.state == ImportState.DONE:
            return
        move(job, ImportState.RUNNING)
        done = sum(_of(job, PartState.DONE).values_list("persons", flat=True))
    caches = bulk.Caches()
    advance(done)
    while (waiting := _next(identifier)) is not None:
        tables = unpacked(fetch(waiting.sm3))
        done += _load(identifier, waiting.part, tables, caches)
        advance(done)
    _finish(identifier)


def _next(identifier: UUID) -> _Next | None:
    with working_on(identifier) as job:
        found = _of(job, PartState.PENDING).order_by("number").values_list("pk", "sm3").first()
    return _Next(*found) if found else None


def _load(identifier: UUID, part: UUID, tables: bulk.PartTables, caches: bulk.Caches) -> int:
    """One part in one transaction; the lock on the job keeps a second worker waiting."""
    with working_on(identifier) as job:
        row = _of(job, PartState.PENDING).filter(pk=part).first()
        if row is None:
            return 0
        person = bytes(job.ordered_person or b"")
        terms = bulk.LoadTerms(on=job.on, account=job.ordered_by, person=person)
        loaded = bulk.load_part(tables, terms=terms, labels=labels_of(job), caches=caches)
        row.counts = {**row.counts, **_counted(loaded)}
        row.findings = as_secret(_left_out(tables, loaded))
        row.state, row.done_at, row.sm3 = PartState.DONE.value, clock.now(), ""
        row.save(update_fields=["counts", "findings", "state", "done_at", "sm3"])
        job.stage, job.done = "导入", job.done + row.persons
        job.total = sum(ImportPart.objects.filter(job=job).values_list("persons", flat=True))
        job.save(update_fields=["stage", "done", "total"])
        return int(row.persons)


def _finish(identifier: UUID) -> None:
    with working_on(identifier) as job:
        if job.state == ImportState.DONE or _of(job, PartState.PENDING).exists():
            return
        found = added(*ImportPart.objects.filter(job=job).values_list("counts", flat=True))
        move(
            job,
            ImportState.DONE,
            counts={**job.counts, **found},
            finished_at=clock.now(),
            stage="",
        )
        forget_files(job)
        audit.record(
            "import.finish",
            subject_type="import",
            subject=job.pk,
            division=job.division,
            payload={**found, "ordered_by": str(job.ordered_by)},
        )


def _of(job: Any, state: PartState) -> Any:
    return ImportPart.objects.filter(job=job, state=state)


def _counted(loaded: bulk.PartLoaded) -> dict[str, int]:
    return {
        "loaded_households": loaded.households,
        "loaded_persons": loaded.persons,
        "loaded_supporters": loaded.supporters,
        "loaded_statements": loaded.statements,
        "known_households": len(loaded.known),
    }


def _left_out(tables: bulk.PartTables, loaded: bulk.PartLoaded) -> list[list[str]]:
    homes = tables.households
    numbers = dict(
        zip(homes["household_no"].to_pylist(), homes["household_id"].to_pylist(), strict=True)
    )
    lines = [[numbers[each.household_no], "", each.reason] for each in loaded.known]
    return lines[:KEPT_FINDINGS]
