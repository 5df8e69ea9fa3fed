"""Messages appended to a file: what a demonstration reads, and a gateway may pick up."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Message:
    """One that was handed over."""

    phone: str
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Outbox:
    """One line of JSON for each message; lines are only ever added."""

    path: Path

    def send(self, phone: str, text: str) -> None:
        """Append one message. Raises `OSError`."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        told = {"phone": phone, "text": text, "at": datetime.now().astimezone().isoformat()}
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        descriptor = os.open(self.path, flags, OWNER_ONLY)
        try:
            # One write call: two processes cannot mix their lines.
            os.write(descriptor, f"{json.dumps(told, ensure_ascii=False)}\n".encode())
        finally:
            os.close(descriptor)

    def messages(self) -> Iterator[Message]:
        """What was handed over so far, the oldest first."""
        if self.path.exists():
            for line in self.path.read_text("utf-8").splitlines():
                yield Message(**json.loads(line))
