"""The part ``model``: the machine of the tests that does anything in any order, for very long."""

import json
import os
import subprocess
from pathlib import Path

from rich.console import Console

from benchmarks.results import AT_LEAST, EQUAL, FOR_COMPARISON, Result, Target
from benchmarks.scale import Scale

STEPS = Target("payments.model_steps", "steps", AT_LEAST, 100_000)
VIOLATIONS = Target("payments.model_violations", "violations", EQUAL, 0)
SPEED = Target("payments.model_steps_per_s", "steps/s", FOR_COMPARISON)
EXAMPLES, QUICK_EXAMPLES, AT_ONCE = 2_300, 20, 2
"""Two machines side by side, each with seeds of its own; an example has at most 50 steps."""
ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv" / "bin" / "python"
"""That of the tests: Hypothesis is no part of the benchmarks' environment."""
TESTS = "tests/kernel/payments/test_model.py"


def run(scale: Scale, folder: Path, console: Console) -> list[Result]:
    """Let them run; what each said is kept, what fails is printed."""
    examples = EXAMPLES if scale.largest else QUICK_EXAMPLES
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"model-{place}.json" for place in range(AT_ONCE)]
    running = [_begun(each, -(-examples // AT_ONCE)) for each in files]
    said = [each.communicate()[0] for each in running]
    failed = sum(bool(each.returncode) for each in running)
    for file, text, each in zip(files, said, running, strict=True):
        file.with_suffix(".txt").write_text(f"{text}\nended with {each.returncode}\n", "utf-8")
        if each.returncode:
            # With the steps that lead there, and the blob by which they are done again.
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
    # What begins with MINZHENG_ does not reach the tests.
    ours = {"MODEL_EXAMPLES": str(examples), "MODEL_TOLD": str(told.absolute())}
    return subprocess.Popen(
        [PYTHON, "-m", "pytest", "-q", "-n", "0", "-m", "exhaustive", TESTS],
        cwd=ROOT,
        env={**os.environ, **ours},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
