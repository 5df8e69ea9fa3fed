"""Work that is done again and again beside the queue of jobs, each in a thread of its own.

Beside it, because it must go on when the queue stands still: sealing the audit trail, and freeing
jobs whose worker has died.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """Something to do every so many seconds."""

    name: str
    seconds: float
    work: Callable[[], None]

    def go_on(self, stopping: threading.Event) -> None:
        """Do it until told to stop; a failure is written down and the next turn comes."""
        while not stopping.wait(self.seconds):
            self.once()

    def once(self) -> None:
        """One turn, on a connection that is let go afterwards if it broke."""
        try:
            self.work()
        except Exception:
            _log.exception("%s failed", self.name)
            connection.close()
        else:
            connection.close_if_unusable_or_obsolete()


def start(rounds: Sequence[Round], stopping: threading.Event) -> list[threading.Thread]:
    """Start a thread for each; they end with the program."""
    threads = [
        threading.Thread(target=each.go_on, args=[stopping], name=each.name, daemon=True)
        for each in rounds
    ]
    for thread in threads:
        thread.start()
    return threads
