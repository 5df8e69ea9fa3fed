"""The part ``model``: the machine of the tests that does anything in any order, for very long."""

import json
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console

from benchmarks.results import AT_LEAST, EQUAL, FOR_COMPARISON, Result, Target
from benchmarks.scale import Scale

STEPS = Target("payments.model_steps", "steps", AT_LEAST, 100_000)
VIOLATIONS = Target("payments.model_violations", "violations", EQUAL, 0)
SPEED = Target("payments.model_steps_per_s", "steps/s", FOR_COMPARISON)
EXAMPLES, QUICK_EXAMPLES, AT_ONCE = 2_000, 20, 2
"""Two machines side by side, each with seeds of its own."""
ROOT = Path(__file__).resolve().parents[2]
TESTS = "tests/kernel/payments/test_model.py"


def run(scale: Scale, folder: Path, console: Console) -> list[Result]:
    """Let them run; what fails is printed as the steps that lead there."""
    examples = EXAMPLES if scale.largest else QUICK_EXAMPLES
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"model-{place}.json" for place in range(AT_ONCE)]
    running = [_begun(each, -(-examples // AT_ONCE)) for each in files]
    said = [each.communicate()[0] for each in running]
    failed = sum(bool(each.returncode) for each in running)
    for text in said if failed else ():
        console.print(text[-6_000:], markup=False)
    told = [json.loads(each.read_text("utf-8")) for each in files if each.exists()]
    steps = sum(each["steps"] for each in told)
    seconds = max((each["seconds"] for each in told), default=1.0)
    tried: dict[str, int] = {}
    for each in told:
        for name, times in each["tried"].items():
            tried[name] = tried.get(name, 0) + times
    done = sum(times for name, times in tried.items() if name.endswith(" done"))
    killed = sum(times for name, times in tried.items() if name.endswith(" killed"))
    note = f"{done:,} acts done, {killed:,} killed in the middle, the others refused"
    return [
        Result(STEPS, steps, note),
        Result(VIOLATIONS, failed, "machines that found something"),
        Result(SPEED, steps / seconds, f"by {AT_ONCE} machines"),
    ]


def _begun(told: Path, examples: int) -> "subprocess.Popen[str]":
    told.unlink(missing_ok=True)
    ours = {"MINZHENG_MODEL_EXAMPLES": str(examples), "MINZHENG_MODEL_TOLD": str(told.absolute())}
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-m", "exhaustive", TESTS],
        cwd=ROOT,
        env={**os.environ, **ours},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
