"""Runs a task in a process of its own: seconds as it reports them, memory of its whole tree."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import psutil

_EVERY = 0.02
_MB = 1024 * 1024
_STATUS = Path("/proc/self/status")


class TaskFailed(Exception):
    """A task ended badly; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one task."""

    seconds: float
    peak_mb: float
    details: dict[str, Any]


def run(module: str, *arguments: str | Path) -> Run:
    """Run ``python -m module …``, whose last line of output is a JSON object with ``seconds``."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        highest = _watched(process)
        output = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise TaskFailed(f"{' '.join(command)} ended with {process.returncode}\n{output}")
    details = json.loads(output.splitlines()[-1])
    return Run(details["seconds"], max(highest, details.get("peak_mb", 0.0)), details)


def _watched(process: "subprocess.Popen[str]") -> float:
    """The highest resident memory of a process and all its children, sampled."""
    highest = 0.0
    tree = psutil.Process(process.pid)
    while process.poll() is None:
        total = 0
        try:
            for each in (tree, *tree.children(recursive=True)):
                total += each.memory_info().rss
        except psutil.Error:
            continue
        highest = max(highest, total / _MB)
        time.sleep(_EVERY)
    return highest


def own_peak_mb() -> float:
    """The highest resident memory of this process so far as the kernel kept it, or 0."""
    if not _STATUS.exists():
        return 0.0
    lines = dict(line.split(":", 1) for line in _STATUS.read_text().splitlines() if ":" in line)
    return int(lines["VmHWM"].split()[0]) / 1024


def middle(runs: Sequence[Run]) -> float:
    """The median of the seconds."""
    return median(each.seconds for each in runs)
