"""``python -m benchmarks.run --only NAME|all``: measure, print one table, write results.json."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from rich.console import Console

from benchmarks import set_up
from benchmarks.casework import suite as casework
from benchmarks.payments import suite as payments
from benchmarks.registry import audit
from benchmarks.registry import suite as registry
from benchmarks.results import Result, save, show
from benchmarks.rules import suite as rules
from benchmarks.scale import FULL, QUICK, Scale

SUITES: Mapping[str, Callable[[Scale, Path, Console], tuple[list[Result], list[str]]]] = {
    "audit": audit.run,
    "cases": casework.run,
    "payments": payments.run,
    "registry": registry.run,
    "rules": rules.run,
    "set-up": set_up.run,
}
"""Every suite by name; a later one is added here."""

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "bench"


def main() -> int:
    """Run the suites that were asked for; 1 if a target was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--only", default="all", choices=("all", *SUITES))
    parser.add_argument("--quick", action="store_true", help="small tables, for a first look")
    parser.add_argument("--parts", default="", help="only these parts of a suite, with commas")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="for snapshots and results")
    chosen = parser.parse_args()
    scale = (QUICK if chosen.quick else FULL).limited_to(chosen.parts)
    console = Console()
    missed = False
    for name, suite in SUITES.items():
        if chosen.only in ("all", name):
            results, skipped = suite(scale, chosen.folder, console)
            show(results, skipped, console)
            file = "results-quick.json" if chosen.quick else "results.json"
            save(results, chosen.folder / file)
            missed = missed or not all(each.ok for each in results)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
