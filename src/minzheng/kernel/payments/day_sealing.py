"""One hash for each day of the ledger, chained, put where the audit trail's checkpoints cover it.

The hash is the subject of an event: part of what the chain hashes, and hence of what is signed and
handed outside. Whoever edits an entry of a sealed day afterwards is found by computing it again,
every night (`inspecting`). A county may get another code; its book stays the same one.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.db import connection

from minzheng.base.clock import BUSINESS_ZONE
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit.api import record
from minzheng.kernel.payments.models import Journal, LedgerDay

PURPOSE = "封存账簿日摘要"
GENESIS = "0" * 64

_CANONICAL = """
copy (
  select j.id, j.book_id, j.label, j.kind, j.ref, j.business_date, j.memo, j.posted_by,
    encode(j.posted_person, 'hex'),
    to_char(j.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), j.reverses,
    e.id, e.account_id, e.amount_fen, e.instruction_id, e.about
  from payments_journal j join payments_entry e on e.journal_id = j.id
  where j.posted_at >= %s and j.posted_at < %s order by j.id, e.id
) to stdout
"""


@dataclass(frozen=True, slots=True)
class DayHash:
    """What was posted on one day."""

    day: date
    journals: int
    entries: int
    hash: str


def computed(day: date, before: str) -> DayHash:
    """The hash of a day over that of the day before; inside a scope that sees all rows."""
    since = datetime.combine(day, time(), BUSINESS_ZONE)
    until = since + timedelta(days=1)
    whole = Hash(SM3())
    whole.update(before.encode())
    entries = 0
    with connection.cursor() as cursor, cursor.copy(_CANONICAL, [since, until]) as chunks:
        for chunk in chunks:
            line = bytes(chunk)
            entries += line.count(b"\n")
            whole.update(line)
    journals = Journal.objects.filter(posted_at__gte=since, posted_at__lt=until).count()
    return DayHash(day, journals, entries, whole.finalize().hex())


def seal_days(today: date | None = None) -> int:
    """Seal every day that is over by the server's clock, as the worker; how many."""
    end = today or _server_today()
    sealed = 0
    while _seal_next(end):
        sealed += 1
    return sealed


def broken_days() -> tuple[date, ...]:
    """Days whose ledger is no more what it was when it was sealed."""
    with working(PURPOSE):
        before, found = GENESIS, []
        for row in LedgerDay.objects.order_by("day"):
            if computed(row.day, before).hash != row.hash:
                found.append(row.day)
            before = row.hash
        return tuple(found)


def _seal_next(end: date) -> bool:
    with working(PURPOSE):
        last = LedgerDay.objects.order_by("-day").first()
        day = last.day + timedelta(days=1) if last else _first_day()
        if day is None or day >= end:
            return False
        found = computed(day, last.hash if last else GENESIS)
        LedgerDay.objects.create(
            day=day,
            journals=found.journals,
            entries=found.entries,
            hash=found.hash,
            sealed_at=clock.now(),
        )
        record("ledger.seal", subject_type=f"ledger_day:{day}", subject=found.hash)
        return True


def _first_day() -> date | None:
    first = Journal.objects.order_by("posted_at").first()
    return first.posted_at.astimezone(BUSINESS_ZONE).date() if first else None


def _server_today() -> date:
    with connection.cursor() as cursor:
        cursor.execute("select (now() at time zone 'Asia/Shanghai')::date")
        (today,) = cursor.fetchone() or (None,)
    if not isinstance(today, date):
        raise TypeError("the server knows its day")
    return today
