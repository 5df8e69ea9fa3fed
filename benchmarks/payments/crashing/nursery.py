"""A program that has loaded the platform and has children: each does one act, and may die in it.

Loading takes seconds, a fork milliseconds. The nursery itself never opens the database. It reads
orders from its input, a line each, and answers a line each; ended by the end of its input.
"""

import json
import os
import sys
import traceback
from typing import Any

from benchmarks.payments.crashing.acts import at
from benchmarks.payments.crashing.dying import die_at
from minzheng.config.platform import platform


def serve() -> None:
    """Until there is nothing more to do."""
    platform()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_child(json.loads(line))) + "\n")
        sys.stdout.flush()


def _child(order: dict[str, Any]) -> dict[str, Any]:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _live(order, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        said = told.read()
    _, status = os.waitpid(child, 0)
    answer: dict[str, Any] = json.loads(said) if said else {}
    return {**answer, "killed": os.WIFSIGNALED(status)}


def _live(order: dict[str, Any], writing: int) -> None:
    """One act. What was acknowledged is told before anything else can happen."""
    blow = None
    try:
        if order.get("die"):
            blow = die_at(**order["die"])
        done = {"result": at(order["turn"], order["act"], order["arguments"])}
    except BaseException:
        done = {"failed": traceback.format_exc()[-3000:]}
    sys.setprofile(None)
    os.write(writing, json.dumps(done).encode())
    os.close(writing)
    if blow is not None:
        blow()
    os._exit(0)


if __name__ == "__main__":
    serve()
