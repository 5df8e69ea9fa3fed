"""A whole installation in a folder of its own, run by the command as a person would."""

import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

OURS = ("MINZHENG_", "DATABASE_", "DJANGO_")


@dataclass(frozen=True)
class Installation:
    """Its folder, and the port at which it serves."""

    home: Path
    port: int

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the tests' own settings."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
        return {**kept, "MINZHENG_HOME": str(self.home)}

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command of ours to its end; output and messages are in ``stdout``."""
        return subprocess.run(
            [sys.executable, "-m", "minzheng.config.command_line", *arguments],
            env={**self.environment, **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=300,
        )

    def begin(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a command of ours, for who stops it before its end."""
        return subprocess.Popen(
            [sys.executable, "-m", "minzheng.config.command_line", *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def serve(self) -> None:
        """Start in the background; returns when it answers."""
        done = self.run("serve", "--detach", "--port", str(self.port), "--workers", "1")
        assert done.returncode == 0, done.stdout

    def children(self) -> dict[str, int]:
        """The numbers of what runs."""
        told = json.loads((self.home / "run" / "serve.json").read_text())
        return {"supervisor": told["supervisor"], **told["children"], "database": self.database()}

    def database(self) -> int:
        """The number of the database server, 0 while there is none."""
        with contextlib.suppress(OSError, ValueError):
            return int((self.home / "database/data/postmaster.pid").read_text().split("\n")[0])
        return 0

    def answers(self) -> bool:
        """Whether the platform is well."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/health", headers={"Host": "localhost"})
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def soon(condition: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Whether something becomes true before long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def alive(number: int) -> bool:
    """Whether a program runs, and is not merely waiting to be buried."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"
