"""The command: ``python tools/mutate_rules.py [--line SLUG] [--sample N --seed S] [--json]``."""

import argparse
import json
import sys
from collections.abc import Sequence

from minzheng.config.platform import discover_lines
from tools.mutation.equivalents import EQUIVALENTS, known_equivalents
from tools.mutation.report import Report
from tools.mutation.run import run, sampled
from tools.mutation.subject import Subject


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """What the command is asked."""
    parser = argparse.ArgumentParser(
        prog="python tools/mutate_rules.py",
        description="Change rules and numbers one step at a time; does an example notice?",
    )
    parser.add_argument("--line", action="append", default=[], help="only this line; repeatable")
    parser.add_argument("--sample", type=int, default=0, help="only so many mutants, drawn evenly")
    parser.add_argument("--seed", type=int, default=1, help="which sample")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--list-survivors", action="store_true", help="print every survivor")
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    return parser.parse_args(given)


def main(given: Sequence[str]) -> int:
    """Run and print; 1 if an example fails on the rules as written."""
    asked = arguments(given)
    subject = Subject(discover_lines())
    mutants = sampled(list(subject.mutants(frozenset(asked.line))), asked.sample, asked.seed)
    found = run(subject, mutants, processes=asked.processes)
    report = Report(found.verdicts, known_equivalents(EQUIVALENTS), found.seconds)
    if asked.json:
        print(json.dumps(report.figures(), ensure_ascii=False, indent=2))
    else:
        print("\n".join(report.lines(survivors=asked.list_survivors)))
    for each in found.failing:
        print(f"fails as written, so not used: {each}", file=sys.stderr)
    return 1 if found.failing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
