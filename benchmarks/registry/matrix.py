"""The permission matrix: every route by everybody of everything, counted.

The tests are the measurement; this runs them whole and adds up what each of the cast has met. They
want the environment of the tests, which is not that of the benchmarks.
"""

import json
import shutil
import subprocess
import time
from pathlib import Path

from rich.console import Console

from benchmarks.results import EQUAL, FOR_COMPARISON, Result, Target
from benchmarks.scale import Scale

CELLS = Target("access.matrix_cells", "cells", FOR_COMPARISON)
MISMATCHES = Target("access.matrix_mismatches", "cells", EQUAL, 0)
SECONDS = Target("access.matrix_s", "s", FOR_COMPARISON)

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv" / "bin" / "python"
FOUND = ROOT / "var" / "bench" / "access_matrix"
"""Where the tests leave a file for each who asked."""

_TESTS = "tests/kernel/access/test_matrix.py"
_ONLY = "test_the_whole_matrix_has_no_mismatch"


def run(scale: Scale, folder: Path, console: Console) -> tuple[list[Result], list[str]]:
    """The figures of one whole run."""
    if not scale.has("matrix"):
        return [], ["part matrix (left out by --parts)"]
    if not PYTHON.exists():
        return [], ["part matrix (wants the tests' environment: `make setup`)"]
    shutil.rmtree(FOUND, ignore_errors=True)
    began = time.perf_counter()
    command = [str(PYTHON), "-m", "pytest", "-q", "-n", "auto", "-m", "", _TESTS, "-k", _ONLY]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    askers = [json.loads(each.read_text("utf-8")) for each in sorted(FOUND.glob("*.json"))]
    assert askers, done.stdout
    cells, mismatches = (sum(each[key.key] for each in askers) for key in (CELLS, MISMATCHES))
    if done.returncode:
        # A test that broke before it counted is as bad as a cell that is wrong.
        console.print(done.stdout, markup=False)
        mismatches = max(mismatches, 1)
    console.print(f"matrix: {cells:,} cells by {len(askers)} askers in {seconds:.0f} s")
    return [
        Result(CELLS, cells, f"{len(askers)} askers"),
        Result(MISMATCHES, mismatches),
        Result(SECONDS, seconds, "Python's start and the database's copy included"),
    ], []
