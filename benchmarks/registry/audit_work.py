"""What the audit benchmark does with the platform's own code: ``python -m … seal|export|keys``."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from minzheng.adapters.checkpoints.files import CheckpointFile
from minzheng.config.django_start import run_as
from minzheng.config.environment import DatabaseRole

API = "minzheng.kernel.audit.api"


def seal(outside: str, every: str) -> str:
    """Seal all that waits, with a checkpoint every so many events; events sealed in a second."""
    sink = CheckpointFile(Path(outside))
    step = min(int(every), 5_000)
    total = since = 0
    seconds = 0.0
    while True:
        began = time.perf_counter()
        sealed = run_as(DatabaseRole.WORKER, f"{API}:seal_pending", limit=step)
        seconds += time.perf_counter() - began
        total, since = total + sealed, since + sealed
        if since >= int(every) or not sealed:
            run_as(DatabaseRole.WORKER, f"{API}:checkpoint", sink=sink)
            since = 0
        if not sealed:
            return f"{total / seconds:.0f}"


def export(target: str) -> str:
    """Write the trail to a file."""
    with Path(target).open("wb") as file:
        return str(run_as(DatabaseRole.WORKER, f"{API}:export", file=file))


def keys() -> str:
    """Public keys as the verifier wants them."""
    found = run_as(DatabaseRole.WORKER, f"{API}:public_keys")
    return "\n".join(f"{number}:{key.hex()}" for number, key in found.items())


WORKS: dict[str, Callable[..., str]] = {"seal": seal, "export": export, "keys": keys}

if __name__ == "__main__":
    sys.stdout.write(WORKS[sys.argv[1]](*sys.argv[2:]) + "\n")
