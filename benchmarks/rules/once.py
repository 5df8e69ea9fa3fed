"""One engine, once, in this process: ``python -m benchmarks.rules.once TASK SNAPSHOT FOLDER``.

The clock starts after imports and after the law has been read, and stops when the output is on
disk; the last line printed is ``{"seconds": …, "peak_mb": …, …}``.  OpenFisca has its own module.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from benchmarks.measuring import own_peak_mb
from benchmarks.rules import floor
from benchmarks.rules.question import AREA, MONTH, Asked, asked
from minzheng.rules.batch.comparison import compare
from minzheng.rules.batch.distances import Nearness
from minzheng.rules.batch.native_engine import NativeRun, totals, write_amounts
from minzheng.rules.batch.snapshot import TABLES, Snapshot
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.definition import Confidence, Dated
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.program import program

RAISED_STANDARD = 100_000
"""The what-if: a minimum living standard of 1,000 yuan."""


def ours(question: Asked, snapshot: Snapshot, folder: Path) -> dict[str, float]:
    """Our machine code, one wide row per person."""
    started = time.perf_counter()
    run = NativeRun(snapshot, question.program, question.parameters)
    write_amounts(run, Entity.PERSON, folder)
    return {"seconds": time.perf_counter() - started}


def evaluated(question: Asked, snapshot: Snapshot, folder: Path) -> dict[str, float]:
    """What ``minzheng evaluate`` writes: a row for whatever anybody gets, or may get."""
    started = time.perf_counter()
    for table in TABLES.values():
        (folder / table).mkdir(parents=True)
    NativeRun(snapshot, question.program, question.parameters).write_results(folder)
    return {"seconds": time.perf_counter() - started}


def whatif(question: Asked, snapshot: Snapshot, folder: Path) -> dict[str, float]:
    """Totals by division under a raised standard; no person's row is written."""
    started = time.perf_counter()
    totals(NativeRun(snapshot, question.program, _raised(question)))
    return {"seconds": time.perf_counter() - started}


def simulated(question: Asked, snapshot: Snapshot, folder: Path) -> dict[str, float]:
    """What ``minzheng simulate`` finds: who gains and loses, asked before and after."""
    started = time.perf_counter()
    near = [
        Nearness(each.title, each.measure, each.threshold, each.heads, each.number)
        for each in question.platform.near
    ]
    also = [rule for each in near for rule in each.rules]
    asked_for = program(question.platform.rulebook, MONTH, also=also)
    before = NativeRun(snapshot, asked_for, question.parameters)
    compare(before, NativeRun(snapshot, asked_for, _raised(question)), near)
    return {"seconds": time.perf_counter() - started}


def _raised(question: Asked) -> ParameterSet:
    value = {1: RAISED_STANDARD, 2: RAISED_STANDARD}
    raised = Dated(AREA, MONTH, value, "what-if", "", Confidence.EXAMPLE, __file__, 0)
    return question.parameters.overlaid({"minimum_living.standard": raised})


def nothing(question: Asked, snapshot: Snapshot, folder: Path) -> dict[str, float]:
    """The floor; the amounts are those that ``ours`` has written beside ``folder``."""
    columns = json.loads((folder.parent / "columns.json").read_text("utf-8"))
    return {"seconds": floor.run(snapshot, columns, folder.parent / "ours", folder)}


def nothing_by_arrow(question: Asked, snapshot: Snapshot, folder: Path) -> dict[str, float]:
    """The floor by our own reader and writer."""
    took = floor.run_by_arrow(question, snapshot, folder.parent / "ours", folder)
    return {"seconds": took}


import_module("pandas")  # where it is installed, pyarrow would import it on the clock

Task = Callable[[Asked, Snapshot, Path], dict[str, float]]

SHARED: Mapping[str, Task] = {
    "ours": ours,
    "floor": nothing,
    "arrow": nothing_by_arrow,
}
"""Asked about the benefits that OpenFisca models too."""

WHOLE: Mapping[str, Task] = {
    "evaluated": evaluated,
    "whatif": whatif,
    "simulated": simulated,
}
"""Asked about every benefit and status."""


def perform(task: Task, question: Asked, snapshot: str, folder: str) -> None:
    """Do a task and print what it took."""
    found = task(question, Snapshot(Path(snapshot)), Path(folder))
    print(json.dumps({**found, "peak_mb": own_peak_mb(), "cpu": time.process_time()}))


if __name__ == "__main__":
    _, name, snapshot_given, folder_given = sys.argv
    if name in SHARED:
        perform(SHARED[name], asked(), snapshot_given, folder_given)
    else:
        perform(WHOLE[name], asked(None), snapshot_given, folder_given)
