"""The first half of an import: read, checked in full, cut into parts, held against the registry."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import UUID

from django.conf import settings

from minzheng.base.errors import MinzhengError
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.documents.api import accepted
from minzheng.kernel.documents.api.storage import fetch, put
from minzheng.kernel.exchange.imports.jobs import (
    PURPOSE,
    Teller,
    as_secret,
    forget_files,
    labels_of,
    working_on,
)
from minzheng.kernel.exchange.imports.packing import cut, packed, unpacked
from minzheng.kernel.exchange.models import ImportFile, ImportJob, ImportPart
from minzheng.kernel.exchange.models.imports import FilePurpose
from minzheng.kernel.exchange.ports import ReadInput, ReadPart, input_reader
from minzheng.kernel.exchange.states import ImportState, PartState, move
from minzheng.kernel.registry.api.bulk import PartTables
from minzheng.kernel.registry.api.comparison import PartCompared, compare_part

_log = logging.getLogger(__name__)

SCRATCH = "reading-"
KEPT_PROBLEMS = 200
KEPT_FINDINGS = 200
_UNFORESEEN = "读取时出现意外错误，请联系系统管理员。"
WORKBOOK_SUFFIX = ".xlsx"


def read_job(identifier: UUID) -> None:
    """Read what was uploaded for a job. May be done again after the worker has died."""
    with working_on(identifier) as job:
        move(job, ImportState.READING, failure="")
        files = list(job.files.filter(purpose=FilePurpose.SOURCE).exclude(sm3=""))
    with scratch() as folder:
        try:
            read_source(job, _unfolded(files, folder), folder)
        except MinzhengError as refused:
            _refuse(identifier, refused.message)
        except Exception:
            _refuse(identifier, _UNFORESEEN)
            raise


def read_source(job: Any, source: Path, folder: Path, *, compare: bool = True) -> None:
    """Read `source` for a job in state `reading`, using `folder`; then it is checked or refused."""
    teller = Teller(job.pk, job.division)
    read = input_reader()(
        source,
        into=folder / "read",
        area=job.division,
        today=clock.today(),
        skip_bad=job.skip_bad,
        progress=teller,
    )
    workbook = put(read.workbook.read_bytes()) if read.workbook else ""
    parts = [] if not read.accepted else _kept(job, read, teller)
    with working_on(job.pk) as locked:
        _note(locked, read, workbook)
        if not read.accepted:
            move(locked, ImportState.REFUSED, finished_at=clock.now())
            ImportFile.objects.filter(job=locked, purpose=FilePurpose.SOURCE).update(sm3="")
            return
        # A worker that died before may have got this far.
        ImportPart.objects.filter(job=locked).delete()
        ImportPart.objects.bulk_create(parts)
    if compare:
        _compare(job, teller)
    with working_on(job.pk) as locked:
        move(locked, ImportState.CHECKED, checked_at=clock.now(), stage="", done=0, total=None)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for what must lie on the disk in the clear while it is read, and no longer."""
    place = Path(settings.MINZHENG_HOME) / "run"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = Path(mkdtemp(prefix=SCRATCH, dir=place))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unfolded(files: list[Any], folder: Path) -> Path:
    """The uploaded files on the disk: a workbook by itself, or a folder of CSVs."""
    place = folder / "source"
    place.mkdir()
    for each in files:
        content = fetch(each.sm3)
        if each.name.endswith(WORKBOOK_SUFFIX):
            content = accepted(content, "workbook").content
        (place / each.name).write_bytes(content)
    if len(files) == 1 and files[0].name.endswith(WORKBOOK_SUFFIX):
        return place.joinpath(str(files[0].name))
    return place


def _kept(job: Any, read: ReadInput, teller: Teller) -> list[ImportPart]:
    parts = []
    done = 0
    for number, piece in enumerate(_pieces(read), start=1):
        parts.append(
            ImportPart(
                division=job.division,
                label=job.label,
                job_id=job.pk,
                number=number,
                state=PartState.PENDING,
                sm3=put(packed(piece)),
                households=piece.households.num_rows,
                persons=piece.persons.num_rows,
            )
        )
        done += piece.persons.num_rows
        teller("保存分片", done, None)
    return parts


def _pieces(read: ReadInput) -> Iterator[ReadPart]:
    for part in read.parts:
        yield from cut(part)


def _note(job: Any, read: ReadInput, workbook: str) -> None:
    """What the reading found, for the page."""
    job.problems = as_secret(list(read.problems[:KEPT_PROBLEMS]))
    job.counts = {"errors": read.errors, "warnings": read.warnings, "left_out": read.left_out}
    job.save(update_fields=["problems", "counts"])
    ImportFile.objects.filter(job=job, purpose=FilePurpose.PROBLEMS).delete()
    if workbook:
        ImportFile.objects.create(
            division=job.division,
            label=job.label,
            job=job,
            purpose=FilePurpose.PROBLEMS,
            name=f"{job.title}-问题清单{WORKBOOK_SUFFIX}",
            sm3=workbook,
        )


def _compare(job: Any, teller: Teller) -> None:
    """The dry run, part by part; each in a transaction of its own, which changes nothing else."""
    labels = labels_of(job)
    with working(PURPOSE, job.division):
        listed = list(ImportPart.objects.filter(job=job.pk).order_by("number"))
    for part in listed:
        tables = unpacked(fetch(part.sm3))
        with working(PURPOSE, job.division):
            found = compare_part(tables, labels=labels)
            part.counts = _counted(found)
            part.findings = as_secret(_findings(tables, found))
            part.save(update_fields=["counts", "findings"])
        teller("与在册档案比对", part.number, len(listed))


def _counted(found: PartCompared) -> dict[str, int]:
    return {
        "new_households": found.new_households,
        "new_persons": found.new_persons,
        "unchanged_persons": found.unchanged_persons,
        "changed_persons": len(found.changed),
        "known_households": len(found.known),
    }


def _findings(tables: PartTables, found: PartCompared) -> list[list[str]]:
    """`[household number, name, what]`, without any identity number."""
    households, names = _texts(tables)
    lines = [
        [
            households[each.household_no],
            names[each.person_no],
            f"与在册不同：{'、'.join(each.fields)}",
        ]
        for each in found.changed
    ]
    lines += [
        [households[each.household_no], names.get(each.person_no or 0, ""), each.reason]
        for each in found.known
    ]
    return lines[:KEPT_FINDINGS]


def _texts(tables: PartTables) -> tuple[dict[int, str], dict[int, str]]:
    homes, persons = tables.households, tables.persons
    numbers = zip(homes["household_no"].to_pylist(), homes["household_id"].to_pylist(), strict=True)
    names = zip(persons["person_no"].to_pylist(), persons["name"].to_pylist(), strict=True)
    return dict(numbers), dict(names)


def _refuse(identifier: UUID, message: str) -> None:
    with working_on(identifier) as job:
        _log.info("an import was refused")
        move(job, ImportState.REFUSED, failure=message[:200], finished_at=clock.now())
        forget_files(job)


def find_unfinished(division: str, source_sm3: str) -> UUID | None:
    """An import of the same source that was begun from the command line and not finished."""
    open_states = [ImportState.CHECKED, ImportState.ORDERED, ImportState.RUNNING]
    with working(PURPOSE, division):
        rows = ImportJob.objects.filter(
            division=division, source_sm3=source_sm3, state__in=open_states
        )
        found: UUID | None = rows.order_by("-created_at").values_list("pk", flat=True).first()
        return found
