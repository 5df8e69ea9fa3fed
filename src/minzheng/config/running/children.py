"""A program that is kept running: started again when it ends, more slowly if it keeps ending."""

import logging
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_log = logging.getLogger(__name__)

_FIRST_WAIT = 0.5
_LONGEST_WAIT = 30.0
_STEADY_SECONDS = 60.0
"""Whoever lived this long is well, and is started again at once."""


@dataclass(slots=True)
class Child:
    """A program with its arguments; ``kept_open`` are the files that it inherits."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    kept_open: Sequence[int] = ()
    program: "subprocess.Popen[bytes] | None" = None
    began: float = 0.0
    wait: float = _FIRST_WAIT
    next_start: float = field(default=0.0)

    def watch(self) -> bool:
        """Start the program unless it runs or is not due yet; returns whether it was started."""
        now = time.monotonic()
        if self.program is not None and self.program.poll() is not None:
            self._note_end(now)
        if self.program is not None or now < self.next_start:
            return False
        # A group of its own: Ctrl-C in the terminal reaches the supervisor, who ends all in order.
        self.program = subprocess.Popen(  # noqa: S603 - our own programs with arguments of our own
            list(self.command),
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            pass_fds=tuple(self.kept_open),
            start_new_session=True,
        )
        self.began = now
        return True

    def ask_to_end(self) -> None:
        """Ask the program to finish what it does."""
        if self.program is not None and self.program.poll() is None:
            self.program.terminate()

    def end(self, seconds: float) -> None:
        """Wait until the program has finished; after a while make it."""
        if self.program is None or self.program.poll() is not None:
            return
        try:
            self.program.wait(seconds)
        except subprocess.TimeoutExpired:
            _log.warning("%s did not end in time and is killed", self.name)
            os.killpg(self.program.pid, signal.SIGKILL)
            self.program.wait()

    @property
    def number(self) -> int | None:
        """The number of the program while it runs."""
        return None if self.program is None else self.program.pid

    def _note_end(self, now: float) -> None:
        ended, self.program = self.program, None
        steady = now - self.began >= _STEADY_SECONDS
        self.wait = _FIRST_WAIT if steady else min(self.wait * 2, _LONGEST_WAIT)
        self.next_start = now if steady else now + self.wait
        code = None if ended is None else ended.returncode
        _log.error("%s ended with %s; it is started again in %.1f s", self.name, code, self.wait)
