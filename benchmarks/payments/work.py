"""What the benchmarks of payments do with the platform's own code: ``python -m … spread|pay|…``."""

import json
import os
import sys
from collections.abc import Callable

from minzheng.config.django_start import run_as
from minzheng.config.environment import DatabaseRole

WORKS: dict[str, Callable[..., object]] = {
    "spread": lambda awards: _run("spreading:spread", awards=int(awards)),
    "pay": lambda: _run("paying:pay"),
    "answer": lambda batch: _run("answering:answer", batch=batch),
    "decide": lambda count: _run("deciding:decide", count=int(count)),
    "replay": lambda: _run("deciding:replay"),
    "nurse": lambda: _run("crashing.nursery:serve"),
    "entitle": lambda: _run("entitled:entitle"),
}


def _run(function: str, **arguments: object) -> object:
    role = DatabaseRole[os.environ["MINZHENG_ROLE"].upper()]
    return run_as(role, f"benchmarks.payments.{function}", **arguments)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(WORKS[sys.argv[1]](*sys.argv[2:])) + "\n")
