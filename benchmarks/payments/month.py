"""The monthly run over a city of a million: everybody read, asked, compared, written, with leads.

The command that an operator types, in a process of its own; PostgreSQL works on the same machine
and its backends are counted with it. Nearly everybody has an award, as in a city that pays.
"""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console

from benchmarks import populations
from benchmarks.registry.load import PROGRAM, loaded, surroundings
from benchmarks.registry.place import Place
from benchmarks.results import AT_MOST, Result, Target
from benchmarks.scale import Scale
from minzheng.base.clock import SystemClock, today
from minzheng.base.months import Month

SECONDS = Target("payments.monthly_run_1m_s", "s", AT_MOST, 120)
PEAK = Target("payments.monthly_run_1m_peak_mb", "MB", AT_MOST, 2048)

_MB = 1024 * 1024
_EVERY = 0.1
_BACKEND = "postgres: minzheng_worker"

Work = Callable[..., dict[str, Any]]


def run(scale: Scale, folder: Path, console: Console, work: Work) -> tuple[list[Result], list[str]]:
    """Load, entitle, run."""
    if not scale.has("month"):
        return [], ["part month (left out by --parts)"]
    here = loaded(populations.city(folder, scale.small), folder / "month", console)
    try:
        opened = work(here, "worker", "entitle")
        console.print(f"month: {opened['awards']:,} awards opened")
        with here.superuser() as superuser:
            superuser.autocommit = True
            superuser.execute("vacuum analyze")
        seconds, peak = _measured(here)
        note = f"{scale.small:,} persons; the whole command `minzheng month`"
    finally:
        here.server.stop()
    return [
        Result(SECONDS, seconds, note),
        Result(PEAK, peak, "the command and the database's backends for it, at their highest"),
    ], []


def _measured(here: Place) -> tuple[float, float]:
    """Seconds and the highest memory of one run."""
    # The month to come, as it is done before payday: households were founded before it began.
    month = str(Month.of(today(SystemClock())) + 1)
    command = [*PROGRAM, "month", "--month", month]
    began = time.perf_counter()
    with subprocess.Popen(
        command, env=surroundings(here), stdout=subprocess.PIPE, text=True
    ) as process:
        highest = 0.0
        while process.poll() is None:
            highest = max(highest, _resident(process.pid))
            time.sleep(_EVERY)
    if process.returncode:
        raise RuntimeError(f"minzheng month ended with {process.returncode}")
    return time.perf_counter() - began, highest / _MB


def _resident(pid: int) -> float:
    """What the command holds, and what the backends of the database hold for themselves alone."""
    total = 0.0
    try:
        tree = psutil.Process(pid)
        for each in (tree, *tree.children(recursive=True)):
            total += each.memory_info().rss
        for each in psutil.process_iter(["cmdline"]):
            if " ".join(each.info["cmdline"] or ()).startswith(_BACKEND):
                total += each.memory_full_info().uss
    except psutil.Error:
        return total
    return total
