"""From whatever an officer has to a checked snapshot, or to the list of all that is wrong."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from minzheng.interfaces.calculator.reading import contacts
from minzheng.interfaces.calculator.reading.household_checks import check_households
from minzheng.interfaces.calculator.reading.leaving_out import LeftOut, left_out, mark_faulty
from minzheng.interfaces.calculator.reading.numbering import write_snapshot
from minzheng.interfaces.calculator.reading.problems import Problem, ProblemLog
from minzheng.interfaces.calculator.reading.second_pass import StagedTables
from minzheng.interfaces.calculator.reading.snapshots import is_snapshot, open_snapshot
from minzheng.interfaces.calculator.reading.sources import open_source
from minzheng.interfaces.calculator.reading.staging import Rules, Staged, Stager
from minzheng.interfaces.calculator.reading.tables import Source
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.facts import Entity, Vocabulary


class Progress(Protocol):
    """Told how far the reading is; ``total`` is ``None`` when it is not known beforehand."""

    def __call__(self, stage: str, done: int, total: int | None, /) -> None:
        """``stage`` is a Chinese phrase, ``done`` the number of rows so far."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome of reading an input.

    ``snapshot`` is ``None`` when there were errors that may not, or cannot, be skipped.
    ``hidden`` problems were counted in ``errors`` and are not listed.
    """

    snapshot: Snapshot | None
    problems: tuple[Problem, ...]
    errors: int
    hidden: int
    left_out: tuple[LeftOut, ...]


def read_input(
    source: Path,
    *,
    into: Path,
    vocabulary: Vocabulary,
    area: str,
    today: date,
    skip_bad: bool = False,
    progress: Progress = lambda stage, done, total: None,
) -> Reading:
    """Read and check ``source``, and write it as a snapshot into the folder ``into``.

    ``source`` is a workbook, a folder of CSV or Parquet files (amounts in yuan, there too), or a
    snapshot, which is checked and used where it is.  ``area`` is the division that is
    evaluated, ``today`` the business date.  Nothing is written when there are errors, unless
    ``skip_bad`` leaves the households with errors out.  Raises ``UnreadableInput`` when there is
    nothing to read.
    """
    log = ProblemLog()
    if source.is_dir() and is_snapshot(source):
        snapshot = open_snapshot(source, vocabulary=vocabulary, area=area, log=log)
        return _outcome(None if log.errors else snapshot, log)
    opened = open_source(source, vocabulary)
    rules = Rules(vocabulary, area, today)
    into.mkdir(parents=True, exist_ok=True)
    # Of an earlier reading: it must not pass for the outcome of this one.
    (into / "manifest.json").unlink(missing_ok=True)
    shutil.rmtree(into / contacts.FOLDER, ignore_errors=True)
    # Beside the result, not in a temporary folder of the machine that may be too small for a city.
    with tempfile.TemporaryDirectory(prefix=".reading-", dir=into) as scratch:
        staged = _stage(opened, rules, log, Path(scratch), progress)
        if not {Entity.HOUSEHOLD, Entity.PERSON} <= staged.keys():
            return _outcome(None, log)
        with StagedTables(staged, Path(scratch)) as tables:
            return _second_half(tables, log, rules, into, skip_bad, progress)


def _second_half(
    tables: StagedTables,
    log: ProblemLog,
    rules: Rules,
    into: Path,
    skip_bad: bool,
    progress: Progress,
) -> Reading:
    progress("核对家庭与成员", 0, None)
    check_households(tables, log)
    if log.broken or (log.errors and not skip_bad):
        return _outcome(None, log)
    mark_faulty(tables, log)
    snapshot = write_snapshot(
        tables,
        into,
        area=rules.area,
        vocabulary=rules.vocabulary,
        advance=lambda done: progress("写入快照", done, None),
    )
    return _outcome(snapshot, log, left_out(tables) if log.errors else ())


def _stage(
    opened: Source, rules: Rules, log: ProblemLog, scratch: Path, progress: Progress
) -> dict[Entity, Staged]:
    for problem in opened.problems():
        log.add(problem)
    staged: dict[Entity, Staged] = {}
    for entity, table in opened.tables.items():
        advance = _advance(progress, f"读取{table.sheet}", table.total)
        staged[entity] = Stager(table, rules, log).stage(scratch, advance)
    return staged


def _advance(progress: Progress, stage: str, total: int | None) -> Callable[[int], None]:
    return lambda done: progress(stage, done, total)


def _outcome(
    snapshot: Snapshot | None, log: ProblemLog, skipped: tuple[LeftOut, ...] = ()
) -> Reading:
    return Reading(snapshot, log.sorted(), log.errors, log.hidden, skipped)
