"""Verifying and exporting the trail from inside: the walk that `verify_audit.py` does outside."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from django.db import connection

from minzheng.kernel.audit import verify_audit
from minzheng.kernel.audit.actors import Acting, acting, acting_as
from minzheng.kernel.audit.models import Checkpoint
from minzheng.kernel.audit.recording import record
from minzheng.kernel.audit.sealing import Lag, end_of_chain, lag
from minzheng.kernel.audit.verify_audit import Finding
from minzheng.kernel.protection.context import entered, everywhere
from minzheng.kernel.protection.keys import provider

PURPOSE = "校验审计链"


def verify(checkpoints: Iterable[str], keys: dict[int, bytes] | None = None) -> Finding:
    """Walk the whole chain and compare it with checkpoints (lines of JSON) and their signatures.

    Keys are those of this installation unless others are given. An examiner who does not trust
    this host runs `verify_audit.py` with the keys that were handed over. Raises `ValueError` for
    a line that is no checkpoint.
    """
    outside = [verify_audit.Checkpoint.read(line) for line in checkpoints if line.strip()]
    known = public_keys() if keys is None else keys
    with entered(everywhere(PURPOSE)):
        return verify_audit.verify(_lines(), outside, known)


def export(file: IO[bytes], *, actor: str = "") -> int:
    """Write the trail as `verify_audit.py --export` reads it; how many lines.

    The export is an event too, of `actor` where nobody has signed in.
    """
    count = 0
    with (
        acting_as(acting() if not actor else Acting(name=actor)),
        entered(everywhere("导出审计记录")),
    ):
        record("audit.export")
        for line in _lines():
            file.write(line)
            count += 1
    return count


def public_keys() -> dict[int, bytes]:
    """The public halves of all keys that ever signed a checkpoint, by number."""
    ours = (key for key in provider().key_status() if (key.use, key.kind) == ("sign", "audit"))
    return {key.id: provider().public_key("audit", key.id) for key in ours}


def stand_alone() -> Path:
    """The verifier that an auditor may copy."""
    return Path(verify_audit.__file__)


@dataclass(frozen=True, slots=True)
class Status:
    """The trail at a glance."""

    size: int
    head: str
    lag: Lag
    checkpoint: datetime | None
    checkpoint_size: int
    keys: dict[int, bytes]


def status() -> Status:
    """How long the trail is, how far the sealer is behind, and what was handed outside last."""
    with entered(everywhere("查看审计状态")):
        size, head = end_of_chain()
        last = Checkpoint.objects.order_by("-size").first()
        at, length = (last.at, last.size) if last else (None, 0)
        return Status(size, head.hex(), lag(), at, length, public_keys())


def _lines() -> Iterator[bytes]:
    """COPY's lines: the sealed ones in their order, then those without a seal."""
    with connection.cursor() as cursor:
        cursor.execute("set local work_mem = '128MB'")
        cursor.execute("set local jit = off")
        for query in (verify_audit.SEALED, verify_audit.UNSEALED):
            with cursor.copy(query) as rows:
                for row in rows:
                    yield bytes(row)
