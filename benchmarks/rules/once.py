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
from minzheng.rules.batch.native_engine import NativeRun, totals, write_amounts
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.definition import Confidence, Dated

RAISED_STANDARD = 100_000
"""The what-if: a minimum living standard of 1,000 yuan."""


def ours(question: Asked, snapshot: Snapshot, folder: Path) -> dict[str, float]:
    """Our machine code, one wide row per person."""
    started = time.perf_counter()
    run = NativeRun(snapshot, question.program, question.parameters)
    write_amounts(run, Entity.PERSON, folder)
    return {"seconds": time.perf_counter() - started}


def whatif(question: Asked, snapshot: Snapshot, folder: Path) -> dict[str, float]:
    """Totals by division under a raised standard; no person's row is written."""
    started = time.perf_counter()
    value = {1: RAISED_STANDARD, 2: RAISED_STANDARD}
    raised = Dated(AREA, MONTH, value, "what-if", "", Confidence.EXAMPLE, __file__, 0)
    parameters = question.parameters.overlaid({"minimum_living.standard": raised})
    totals(NativeRun(snapshot, question.program, parameters))
    return {"seconds": time.perf_counter() - started}


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

TASKS: Mapping[str, Task] = {
    "ours": ours,
    "whatif": whatif,
    "floor": nothing,
    "arrow": nothing_by_arrow,
}


def perform(tasks: Mapping[str, Task], task: str, snapshot: str, folder: str) -> None:
    """Run a task and print what it took."""
    found = tasks[task](asked(), Snapshot(Path(snapshot)), Path(folder))
    print(json.dumps({**found, "peak_mb": own_peak_mb(), "cpu": time.process_time()}))


if __name__ == "__main__":
    perform(TASKS, *sys.argv[1:])
