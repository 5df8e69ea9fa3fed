"""Dies at a named function, without the function or its callers knowing of it."""

import importlib
import inspect
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any


def die_at(function: str, *, before: bool, further: int, victim: int = 0) -> Callable[[], None]:
    """Kill this program, or `victim`, so many calls after a function is entered or left.

    Answers what does it at once: whoever comes to the end of the act alive still dies.
    """
    sought = _code_of(function)
    awaited = "call" if before else "return"
    left = [further, False]
    struck = threading.Event()

    def blow() -> None:
        sys.setprofile(None)
        threading.setprofile(None)
        if not struck.is_set():
            struck.set()
            os.kill(victim or os.getpid(), signal.SIGKILL)

    def watched(frame: FrameType, event: str, _: Any) -> None:
        if not left[1]:
            left[1] = event == awaited and frame.f_code is sought
        elif event == "call":
            left[0] -= 1
        if left[1] and left[0] <= 0:
            blow()

    threading.setprofile(watched)
    sys.setprofile(watched)
    return blow


def _code_of(function: str) -> CodeType:
    module, _, path = function.partition(":")
    found: Any = importlib.import_module(module)
    for name in path.split("."):
        found = getattr(found, name)
    code = inspect.unwrap(found).__code__
    assert isinstance(code, CodeType)
    return code
