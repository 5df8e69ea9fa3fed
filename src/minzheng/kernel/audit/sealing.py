"""Sealing: events get a gapless number and a hash that covers all before them.

One sealer works at a time (advisory lock). Writers never wait for it: they put events into a queue,
and the chain is made of the queue a moment later, in the order in which they were committed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.db import connection

from minzheng.base.clock import Clock, SystemClock
from minzheng.base.errors import MinzhengError
from minzheng.kernel.audit import verify_audit
from minzheng.kernel.audit.models import Checkpoint, Seal
from minzheng.kernel.audit.ports import CheckpointSink
from minzheng.kernel.audit.verify_audit import CANONICAL, GENESIS
from minzheng.kernel.protection.context import entered, everywhere
from minzheng.kernel.protection.keys import provider

PURPOSE = "封存审计记录"
LOCK = 0x6D7A_5EA1
BATCH = 5000
ORIGIN = "minzheng"

ALARM_AFTER = timedelta(minutes=1)
STOP_AFTER = timedelta(minutes=10)
MOST_WAITING = 100_000

# Each event is fetched by its key: `offset 0` keeps the planner, who overrates what row security
# filters out, from reading the whole trail for every batch.
_QUEUED = f"""
copy (select q.id, e.* from (select id, event from audit_unsealed order by id limit %s) q
  cross join lateral (select {CANONICAL} from audit_event e where e.id = q.event offset 0) e
  order by q.id) to stdout
"""  # noqa: S608 - the columns are a constant
_APPEND = """
insert into audit_seal (seq, event, hash)
select * from unnest(%s::bigint[], %s::uuid[], %s::bytea[])
"""
_TAKE = "delete from audit_unsealed where id = any(%s)"
_LAG = "select count(*), min(at) from (select at from audit_unsealed order by id limit %s) queue"


class SealingBehind(MinzhengError):
    """Too much has not been sealed: what may not happen without a trail must wait."""


@dataclass(frozen=True, slots=True)
class Lag:
    """How far the sealer is behind."""

    waiting: int
    oldest: timedelta

    @property
    def alarming(self) -> bool:
        """Somebody should look."""
        return self.oldest > ALARM_AFTER or self.stopping

    @property
    def stopping(self) -> bool:
        """Payments, exports and grants must wait."""
        return self.oldest > STOP_AFTER or self.waiting >= MOST_WAITING


@dataclass(frozen=True, slots=True)
class _Link:
    queued: int
    event: str
    hash: bytes


def seal_pending(limit: int = BATCH) -> int:
    """Seal up to `limit` waiting events, as the worker; how many. 0 if another process seals."""
    with entered(everywhere(PURPOSE)), connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [LOCK])
        if cursor.fetchone() != (True,):
            return 0
        size, head = end_of_chain()
        links = _chained(cursor, head, limit)
        if links:
            _append(cursor, size, links)
        return len(links)


def seal_all(batch: int = BATCH) -> int:
    """Seal until nothing waits."""
    total = 0
    while sealed := seal_pending(batch):
        total += sealed
    return total


def checkpoint(sink: CheckpointSink, *, clock: Clock | None = None) -> Checkpoint | None:
    """Sign the end of the chain and hand it outside; `None` if nothing was sealed since the last.

    Raises `OSError` if it could not be delivered; then it counts as not made.
    """
    now = (clock or SystemClock()).now()
    with entered(everywhere(PURPOSE)), connection.cursor() as cursor:
        # Waits for a running sealer, so that two checkpoints cannot be made of one end.
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        size, head = end_of_chain()
        last = Checkpoint.objects.order_by("-size").first()
        if size == (last.size if last else 0):
            return None
        line = _signed(size, head, now)
        sink.deliver(line)
        return Checkpoint.objects.create(size=size, at=now, line=line)


def lag(*, clock: Clock | None = None) -> Lag:
    """How many events wait and how long the first has waited; counts up to the limit only."""
    with connection.cursor() as cursor:
        cursor.execute(_LAG, [MOST_WAITING])
        waiting, oldest = cursor.fetchone() or (0, None)
    if oldest is None:
        return Lag(0, timedelta())
    return Lag(waiting, max(timedelta(), (clock or SystemClock()).now() - oldest))


def require_sealing(*, clock: Clock | None = None) -> None:
    """The stop rule, called by what must not happen unseen. Raises `SealingBehind`."""
    if lag(clock=clock).stopping:
        raise SealingBehind("审计记录封存滞后，支付、导出和授权暂停办理。请通知系统管理员。")


def end_of_chain() -> tuple[int, bytes]:
    """Length and head of the chain."""
    last = Seal.objects.order_by("-seq").first()
    return (last.seq, bytes(last.hash)) if last else (0, GENESIS)


def _chained(cursor: Any, head: bytes, limit: int) -> list[_Link]:
    fresh = Hash(SM3())
    links = []
    with cursor.copy(_QUEUED, [limit]) as lines:
        for line in b"".join(lines).splitlines():
            queued, canonical = line.split(b"\t", 1)
            running = fresh.copy()
            running.update(head + canonical)
            head = running.finalize()
            event = canonical.split(b"\t", 1)[0].decode("ascii")
            links.append(_Link(int(queued), event, head))
    return links


def _append(cursor: Any, size: int, links: Sequence[_Link]) -> None:
    numbers = list(range(size + 1, size + 1 + len(links)))
    hashes = [link.hash for link in links]
    cursor.execute(_APPEND, [numbers, [link.event for link in links], hashes])
    cursor.execute(_TAKE, [[link.queued for link in links]])


def _signed(size: int, head: bytes, now: datetime) -> str:
    at = now.isoformat(timespec="seconds")
    message = verify_audit.checkpoint_message(ORIGIN, size, head.hex(), at)
    signature = provider().sign("audit", message)
    return verify_audit.Checkpoint(
        ORIGIN, size, head.hex(), at, signature.algorithm, signature.key, signature.value
    ).line()
