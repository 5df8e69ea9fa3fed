"""From a fresh clone to a page that can be used, and the second start, as the README says it.

What is cloned is the last commit. The package caches of this machine are warm, as the targets say;
everything else is made: environments, front-end packages, database, demo city, server.
"""

import os
import shutil
import subprocess
import time
from pathlib import Path

from rich.console import Console

from benchmarks.registry.visitors import free_port
from benchmarks.results import AT_MOST, FOR_COMPARISON, Result, Target
from benchmarks.scale import Scale

COLD = Target("setup.cold_s", "s", AT_MOST, 180)
WARM = Target("setup.warm_s", "s", AT_MOST, 10)
DEMO = Target("setup.demo_s", "s", FOR_COMPARISON)

ROOT = Path(__file__).resolve().parent.parent
PART = "set-up"


def run(scale: Scale, folder: Path, console: Console) -> tuple[list[Result], list[str]]:
    """Clone, set up, start, stop, start again."""
    if not scale.has(PART):
        return [], [f"part {PART} (left out by --parts)"]
    clone = folder / "clone"
    shutil.rmtree(clone, ignore_errors=True)
    began = time.perf_counter()
    subprocess.run(["git", "clone", "-q", ROOT, clone], check=True)
    try:
        _make(clone, "run-env")
        ready = time.perf_counter() - began
        arguments = f"ARGS=--port {free_port()}"
        _make(clone, "demo", "DETACH=1", arguments)
        shown = time.perf_counter() - began
        _make(clone, "stop")
        again = time.perf_counter()
        _make(clone, "demo", "DETACH=1", arguments)
        warm = time.perf_counter() - again
    finally:
        _make(clone, "stop")
        shutil.rmtree(clone, ignore_errors=True)
    console.print(f"set-up: {ready:.0f} s, first page after {shown:.0f} s, again {warm:.1f} s")
    return [
        Result(COLD, ready, "from git clone to a platform that starts, warm package caches"),
        Result(DEMO, shown, "with the demo city of 50,000 households evaluated and loaded"),
        Result(WARM, warm, "the same command again, until the page answers"),
    ], []


def _make(clone: Path, *target: str) -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "MINZHENG_"))}
    subprocess.run(["make", "-C", clone, *target], env=kept, check=True, capture_output=True)
