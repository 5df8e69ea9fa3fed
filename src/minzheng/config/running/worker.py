"""The worker: the queue, the sealing of the audit trail, the reaper, rounds of the kernel."""

import threading
from pathlib import Path

from minzheng.adapters.checkpoints.files import CheckpointFile
from minzheng.config.running import jobs
from minzheng.config.running.casework_rounds import casework_rounds
from minzheng.config.running.payments_rounds import payments_rounds
from minzheng.config.running.registry_rounds import registry_rounds
from minzheng.config.running.rounds import Round, start
from minzheng.kernel.audit import sealing

_SEAL_SECONDS = 2.0
_CHECKPOINT_SECONDS = 60.0
_REAP_SECONDS = 10.0


def rounds(checkpoints: Path) -> tuple[Round, ...]:
    """What the worker does beside the queue; checkpoints are written to a folder."""
    sink = CheckpointFile(checkpoints / "checkpoints.jsonl")
    return (
        Round("sealing", _SEAL_SECONDS, _seal),
        Round("checkpoints", _CHECKPOINT_SECONDS, lambda: _checkpoint(sink)),
        Round("reaper", _REAP_SECONDS, jobs.reap),
        *registry_rounds(),
        *casework_rounds(),
        *payments_rounds(),
    )


def work(checkpoints: Path) -> None:
    """Work until told to stop."""
    stopping = threading.Event()
    threads = start(rounds(checkpoints), stopping)
    try:
        jobs.work()
    finally:
        stopping.set()
        for thread in threads:
            thread.join(timeout=10)


def _seal() -> None:
    sealing.seal_all()


def _checkpoint(sink: CheckpointFile) -> None:
    sealing.checkpoint(sink)
