"""Keeps the web server, the worker and the embedded database running until told to stop."""

import logging
import os
import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FrameType

from minzheng.config.database.embedded import EmbeddedServer, ServerFailed
from minzheng.config.running.children import Child
from minzheng.config.running.place import Place, Running

_log = logging.getLogger(__name__)

_GLANCE_SECONDS = 0.3
_PATIENCE_SECONDS = 30.0
"""How long a program may take to finish what it was doing."""


@dataclass(slots=True)
class Supervisor:
    """Watches over the programs of one installation."""

    place: Place
    address: str
    children: Sequence[Child]
    server: EmbeddedServer | None
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Start everything, start again what ends, and end all in order at SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            while not self.stopping.is_set():
                self._glance()
                self.stopping.wait(_GLANCE_SECONDS)
        finally:
            self._end()

    def _glance(self) -> None:
        self._watch_server()
        started = [child.name for child in self.children if child.watch()]
        if started:
            numbers = {child.name: child.number for child in self.children}
            running = {name: number for name, number in numbers.items() if number is not None}
            self.place.tell(Running(os.getpid(), self.address, running))

    def _watch_server(self) -> None:
        """The embedded server recovers by itself from a kill; it only has to be started."""
        if self.server is None or self.server.running() is not None:
            return
        try:
            self.server.start()
            _log.warning("the database had ended and was started again")
        except ServerFailed as failed:
            _log.error("the database does not start: %s", failed.message)

    def _end(self) -> None:
        for child in self.children:
            child.ask_to_end()
        for child in self.children:
            child.end(_PATIENCE_SECONDS)
        if self.server is not None:
            self.server.stop()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()
