"""What people do with imports: hand in, look, confirm, give up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from minzheng.base.divisions import normalise
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Refused, Unseen
from minzheng.kernel.access.places import covers
from minzheng.kernel.documents.api import OpenedDocument, title_of
from minzheng.kernel.documents.api.storage import digest_of, fetch, put
from minzheng.kernel.exchange.imports.jobs import added, forget_files, from_secret
from minzheng.kernel.exchange.imports.staging import WORKBOOK_SUFFIX
from minzheng.kernel.exchange.models import ImportFile, ImportJob, ImportPart
from minzheng.kernel.exchange.models.imports import FilePurpose
from minzheng.kernel.exchange.queue import later
from minzheng.kernel.exchange.states import ImportState, move

LARGEST_UPLOAD = 200 << 20
LISTED = 100
SHOWN_FINDINGS = 200
CSV_NAMES = ("households", "persons", "supporters", "家庭", "人员", "义务人")
"""What CSV files must be called; Parquet is loaded from the command line."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Finding:
    """A household that would be left out, or differs from what is on file."""

    household: str
    name: str
    what: str


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import as a page shows it. `counts` has the keys of docs in the package's README."""

    id: UUID
    title: str
    division: str
    state: str
    state_title: str
    on: date
    skip_bad: bool
    orderer: str
    stage: str
    done: int
    total: int | None
    counts: Mapping[str, int]
    failure: str
    created_at: datetime
    checked_at: datetime | None
    finished_at: datetime | None
    has_workbook: bool = False
    problems: tuple[str, ...] = field(default=(), repr=False)
    findings: tuple[Finding, ...] = field(default=(), repr=False)


@command(permission="import.run", action="import.order")
def start_import(
    actor: Actor,
    *,
    files: Mapping[str, bytes],
    division: str,
    on: date | None = None,
    skip_bad: bool = False,
) -> UUID:
    """Hand in a workbook, or the CSV files of one input, by file name; the worker reads it.

    Raises `Refused`; what is wrong inside the files is told by the import itself.
    """
    area = normalise(division)
    if not covers(actor, area):
        raise Refused("只能导入本辖区的数据。")
    named = _named(files)
    job = ImportJob.objects.create(
        division=area,
        title=title_of(next(iter(files))),
        source_sm3=digest_of(b"".join(files[each] for each in sorted(files))),
        on=on or clock.today(),
        skip_bad=skip_bad,
        ordered_by=actor.account,
        ordered_person=actor.person or None,
        orderer=actor.name,
        labels=",".join(sorted(actor.labels)),
        created_at=clock.now(),
    )
    for name, content in named.items():
        ImportFile.objects.create(
            division=area, job=job, purpose=FilePurpose.SOURCE, name=name, sm3=put(content)
        )
    later("exchange.read_import", job.pk)
    touched("import", job.pk, area, payload={"sm3": job.source_sm3})
    return job.pk


@query(permission="import.run")
def list_imports(actor: Actor) -> tuple[ImportView, ...]:
    """The imports within the scope, the newest first."""
    rows = ImportJob.objects.order_by("-created_at", "-pk")[:LISTED]
    return tuple(_view(each) for each in rows)


@query(permission="import.run")
def count_waiting_imports(actor: Actor, *, most: int) -> int:
    """How many imports were examined and wait for somebody's word, counted up to `most`."""
    return int(ImportJob.objects.filter(state=ImportState.CHECKED)[:most].count())


@query(permission="import.run")
def follow_import(actor: Actor, *, job: UUID) -> ImportView:
    """How far an import is, to be asked every few seconds: without anything about persons."""
    return _view(_one(job))


@query(permission="import.run", action="import.read")
def read_import(actor: Actor, *, job: UUID) -> ImportView:
    """An import with its problems and what the dry run found. Raises `Unseen`."""
    found = _one(job)
    touched("import", found.pk, found.division)
    parts = list(ImportPart.objects.filter(job=found).order_by("number"))
    findings: list[Finding] = []
    for part in parts:
        if len(findings) >= SHOWN_FINDINGS:
            break
        findings += [Finding(*line) for line in from_secret(part.findings)]
    counts = {**found.counts, **added(*(part.counts for part in parts))}
    counts["households"] = sum(part.households for part in parts)
    counts["persons"] = sum(part.persons for part in parts)
    return _view(
        found,
        counts=counts,
        has_workbook=_workbooks(found).exists(),
        problems=tuple(from_secret(found.problems)),
        findings=tuple(findings[:SHOWN_FINDINGS]),
    )


@command(permission="import.run", action="import.run")
def run_import(actor: Actor, *, job: UUID) -> None:
    """Confirm what the dry run has shown; the worker loads it. Raises `Unseen`, `Conflict`."""
    found = _one(job)
    move(found, ImportState.ORDERED)
    later("exchange.run_import", found.pk)
    touched("import", found.pk, found.division)


@command(permission="import.run", action="import.cancel")
def cancel_import(actor: Actor, *, job: UUID) -> None:
    """Give an import up before it runs. Raises `Unseen`, `Conflict`."""
    found = _one(job)
    move(found, ImportState.CANCELLED, finished_at=clock.now())
    ImportPart.objects.filter(job=found).delete()
    forget_files(found)
    touched("import", found.pk, found.division)


@query(permission="import.run", action="import.read")
def problem_workbook(actor: Actor, *, job: UUID) -> OpenedDocument:
    """The list of all problems, marked in a workbook, for `attachment`. Raises `Unseen`."""
    found = _one(job)
    file = _workbooks(found).first()
    if file is None:
        raise Unseen
    touched("import", found.pk, found.division)
    title = file.name.removesuffix(WORKBOOK_SUFFIX)
    return OpenedDocument(file.pk, title, WORKBOOK_SUFFIX[1:], _XLSX, fetch(file.sm3))


def _named(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files under the names that the reader knows. Raises `Refused`."""
    if not files or not all(files.values()):
        raise Refused("请选择要导入的文件。")
    if sum(map(len, files.values())) > LARGEST_UPLOAD:
        raise Refused("文件太大，请按乡镇拆分后分次导入，或由系统管理员从命令行导入。")
    kinds = {PurePosixPath(name.replace("\\", "/")).suffix.lower() for name in files}
    if kinds == {WORKBOOK_SUFFIX} and len(files) == 1:
        return {f"input{WORKBOOK_SUFFIX}": next(iter(files.values()))}
    stems = {PurePosixPath(name.replace("\\", "/")).stem.lower(): name for name in files}
    if kinds == {".csv"} and set(stems) <= set(CSV_NAMES) and len(stems) == len(files):
        return {f"{stem}.csv": files[name] for stem, name in stems.items()}
    raise Refused("请上传一个xlsx工作簿，或名为 家庭、人员、义务人 的CSV文件。")


def _one(job: UUID) -> Any:
    found = ImportJob.objects.filter(pk=job).first()
    if found is None:
        raise Unseen
    return found


def _workbooks(job: Any) -> Any:
    return ImportFile.objects.filter(job=job, purpose=FilePurpose.PROBLEMS).exclude(sm3="")


def _view(job: Any, **more: Any) -> ImportView:
    return ImportView(
        id=job.pk,
        title=job.title,
        division=job.division,
        state=job.state,
        state_title=job.get_state_display(),
        on=job.on,
        skip_bad=job.skip_bad,
        orderer=job.orderer,
        stage=job.stage,
        done=job.done,
        total=job.total,
        failure=job.failure,
        created_at=job.created_at,
        checked_at=job.checked_at,
        finished_at=job.finished_at,
        **{"counts": job.counts, **more},
    )
