"""Having a file examined in a process apart."""

import json
import os
import subprocess
import sys

from minzheng.kernel.documents.checking.bounds import BOUNDS
from minzheng.kernel.documents.checking.verdicts import (
    KEPT_TYPES,
    Examined,
    Objected,
    Objection,
)

_SANDBOX = "minzheng.kernel.documents.checking.sandbox"
_TYPES = {each.media_type: each for each in KEPT_TYPES}
_NEEDED = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""Of our surroundings the process gets nothing else: neither addresses nor passwords."""


def examined(content: bytes, use: str = "evidence") -> Examined:
    """What is to be kept of a file for `use`. Raises `Objected`."""
    bounds = BOUNDS[use]
    if len(content) > bounds.size:
        raise Objected(Objection.SIZE)
    command = [sys.executable, "-m", _SANDBOX, use]
    surroundings = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own module, with one of two arguments
            command,
            input=content,
            capture_output=True,
            env=surroundings,
            timeout=bounds.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Objected(Objection.TIME) from None
    return _answer(done.stdout)


def _answer(output: bytes) -> Examined:
    line, _, kept = output.partition(b"\n")
    try:
        told = json.loads(line)
    except ValueError:
        # The process was ended for what it used: a bound of time or memory.
        raise Objected(Objection.TIME) from None
    if "objection" in told:
        raise Objected(Objection[told["objection"]])
    return Examined(_TYPES[told["media_type"]], kept)
