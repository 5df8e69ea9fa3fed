"""Reads an input for the registry: the reader of the calculator behind the port of imports."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from minzheng.catalogue.facts import VOCABULARY
from minzheng.interfaces.calculator.error_workbook import write_error_workbook
from minzheng.interfaces.calculator.reading import Reading, Severity, read_input
from minzheng.interfaces.calculator.reading.contacts import contacts_of
from minzheng.kernel.exchange.ports import Progress, ReadInput, ReadPart
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.facts import Entity


def read_for_registry(
    source: Path,
    *,
    into: Path,
    area: str,
    today: date,
    skip_bad: bool,
    progress: Progress,
) -> ReadInput:
    """What `exchange.ports.InputReader` asks for. Raises ``UnreadableInput``."""
    reading = read_input(
        source,
        into=into,
        vocabulary=VOCABULARY,
        area=area,
        today=today,
        skip_bad=skip_bad,
        progress=progress,
    )
    return ReadInput(
        parts=_parts(reading.snapshot) if reading.snapshot else (),
        accepted=reading.snapshot is not None,
        problems=[problem.message for problem in reading.problems],
        errors=reading.errors,
        warnings=sum(each.severity is Severity.WARNING for each in reading.problems),
        left_out=len(reading.left_out),
        workbook=_workbook(reading, source, into),
    )


def _parts(snapshot: Snapshot) -> Iterator[ReadPart]:
    for part in snapshot.parts:
        contacts = contacts_of(snapshot, part)
        yield ReadPart(
            pq.read_table(snapshot.file(Entity.HOUSEHOLD, part)),
            pq.read_table(snapshot.file(Entity.PERSON, part)),
            pq.read_table(snapshot.file(Entity.SUPPORTER, part)),
            pq.read_table(contacts) if contacts else None,
        )


def _workbook(reading: Reading, source: Path, into: Path) -> Path | None:
    if all(problem.is_remark for problem in reading.problems):
        return None
    path = into / "problems.xlsx"
    into.mkdir(parents=True, exist_ok=True)
    write_error_workbook(
        path,
        reading.problems,
        source,
        VOCABULARY,
        left_out=reading.left_out,
        hidden=reading.hidden,
    )
    return path
