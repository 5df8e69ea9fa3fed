"""What the benchmark of cases does with the platform's own code: ``python -m … spread|ask|…``."""

import json
import os
import sys
from collections.abc import Callable

from minzheng.config.django_start import run_as
from minzheng.config.environment import DatabaseRole

WORKS: dict[str, Callable[..., object]] = {
    "spread": lambda cases: _run("spreading:spread", cases=int(cases)),
    "ask": lambda: _run("asking:ask"),
    "create": lambda first, count: _run("asking:create", first=int(first), count=int(count)),
    "insert": lambda first, count: _run("asking:insert", first=int(first), count=int(count)),
}


def _run(function: str, **arguments: object) -> object:
    role = DatabaseRole[os.environ["MINZHENG_ROLE"].upper()]
    return run_as(role, f"benchmarks.casework.{function}", **arguments)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(WORKS[sys.argv[1]](*sys.argv[2:])) + "\n")
