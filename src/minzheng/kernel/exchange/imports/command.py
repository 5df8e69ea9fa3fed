"""An import from the command line: the same halves, one after the other, without the queue."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SM3, Hash

from minzheng.base.divisions import normalise
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import SYSTEM, SYSTEM_NAME, working
from minzheng.kernel.documents.api import title_of
from minzheng.kernel.documents.api.storage import fetch
from minzheng.kernel.exchange.imports import loading
from minzheng.kernel.exchange.imports.jobs import (
    PURPOSE,
    added,
    forget_files,
    from_secret,
    working_on,
)
from minzheng.kernel.exchange.imports.staging import find_unfinished, read_source, scratch
from minzheng.kernel.exchange.models import ImportFile, ImportJob, ImportPart
from minzheng.kernel.exchange.models.imports import FilePurpose
from minzheng.kernel.exchange.states import ImportState, move
from minzheng.kernel.protection.labels import EVERY_LABEL

_CHUNK = 1 << 22


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of it. `workbook` lists all problems, None where there are none."""

    state: str
    counts: Mapping[str, int]
    problems: tuple[str, ...]
    failure: str
    workbook: bytes | None
    resumed: bool


@dataclass(frozen=True, slots=True)
class Watching:
    """Who is told how far it is: `read` of rows and stages, `loaded` of persons."""

    read: Callable[[str], None] = lambda stage: None
    loaded: Callable[[int], None] = lambda persons: None


def load_source(
    source: Path,
    *,
    area: str,
    on: date | None = None,
    dry_run: bool = False,
    skip_bad: bool = False,
    watching: Watching | None = None,
) -> Loaded:
    """Load a workbook, a folder of CSV or Parquet, or a snapshot, as the system.

    Begun again after a crash it goes on where it was. Raises `MinzhengError` when nothing is to
    read; mistakes in the input are in the answer.
    """
    watching = watching or Watching()
    division, digest = normalise(area), fingerprint(source)
    job = None if dry_run else find_unfinished(division, digest)
    resumed = job is not None
    if job is None:
        job = _read(source, division, digest, on or clock.today(), dry_run, skip_bad)
    with working_on(job) as found:
        state = found.state
        if dry_run and state == ImportState.CHECKED:
            return _cancelled(found)
        if state == ImportState.CHECKED:
            move(found, ImportState.ORDERED)
    if state != ImportState.REFUSED:
        loading.run_job(job, watching.loaded)
    with working_on(job) as found:
        return _loaded(found, resumed)


def fingerprint(source: Path) -> str:
    """SM3 over the names and contents of a file or a folder."""
    whole = Hash(SM3())
    for path in _files(source):
        whole.update(os.fsencode(path.relative_to(source)) + b"\0")
        with path.open("rb") as file:
            while piece := file.read(_CHUNK):
                whole.update(piece)
    return whole.finalize().hex()


def _files(source: Path) -> Iterator[Path]:
    if source.is_dir():
        yield from sorted(path for path in source.rglob("*") if path.is_file())
    elif source.exists():
        yield source


def _read(
    source: Path, division: str, digest: str, on: date, dry_run: bool, skip_bad: bool
) -> UUID:
    with working(PURPOSE, division):
        job = ImportJob.objects.create(
            division=division,
            title=title_of(source.name),
            source_sm3=digest,
            state=ImportState.READING,
            on=on,
            skip_bad=skip_bad,
            ordered_by=SYSTEM,
            orderer=SYSTEM_NAME,
            labels=",".join(sorted(EVERY_LABEL)),
            created_at=clock.now(),
        )
    with scratch() as folder:
        read_source(job, source, folder, compare=dry_run)
    return job.pk


def _cancelled(found: Any) -> Loaded:
    """The answer of a dry run, whose parts are not kept."""
    parts = ImportPart.objects.filter(job=found)
    counts = {**found.counts, **added(*parts.values_list("counts", flat=True))}
    move(found, ImportState.CANCELLED, finished_at=clock.now(), counts=counts)
    loaded = _loaded(found, resumed=False)
    parts.delete()
    forget_files(found)
    return loaded


def _loaded(found: Any, resumed: bool) -> Loaded:
    file = ImportFile.objects.filter(job=found, purpose=FilePurpose.PROBLEMS).exclude(sm3="")
    digest = file.values_list("sm3", flat=True).first()
    workbook = fetch(digest) if digest else None
    problems = tuple(from_secret(found.problems))
    return Loaded(found.state, found.counts, problems, found.failure, workbook, resumed)
