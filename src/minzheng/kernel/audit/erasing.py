"""Details of events: erased when the law wants it (个人信息保护法 第四十七条), checked otherwise.

The event itself stays: who did what, when, to which record. Of its details only the commitment is
left, which is salted and says nothing.
"""

from collections.abc import Iterator
from uuid import UUID

from minzheng.base.clock import SystemClock
from minzheng.base.errors import InvalidValue
from minzheng.kernel.audit.actors import Acting, acting, acting_as
from minzheng.kernel.audit.models import Event, Payload
from minzheng.kernel.audit.reading import SALT_DIGITS
from minzheng.kernel.audit.recording import Entry, commitment_to, record_many
from minzheng.kernel.protection.context import entered, everywhere
from minzheng.kernel.protection.cryptography.failures import Undecipherable
from minzheng.kernel.protection.labels import Label

ERASE = "audit.erase"
SUBJECT_TYPE = "audit_event"
PURPOSE = "清除审计明细"
_STEP = 2000


def erase(*, subject_type: str, subject: UUID | str, reason: str, actor: str = "") -> int:
    """Erase the details of all events of one thing, as the worker; how many were erased.

    Every erasure is an event of its own, of `actor` where nobody has signed in.
    Raises `InvalidValue` without a reason.
    """
    if not reason.strip():
        raise InvalidValue("清除审计明细须写明依据或理由。")
    with acting_as(acting() if not actor else Acting(name=actor)), entered(everywhere(PURPOSE)):
        events = Event.objects.filter(subject_type=subject_type, subject=str(subject))
        kept = Payload.objects.filter(id__in=events.values("id"), content__isnull=False)
        found = list(kept.values_list("id", "division", "label"))
        ids = [event for event, _, _ in found]
        Payload.objects.filter(id__in=ids).update(content=None, erased_at=SystemClock().now())
        record_many(
            Entry(ERASE, SUBJECT_TYPE, event, division, Label(label), payload={"reason": reason})
            for event, division, label in found
        )
    return len(ids)


def payload_problems() -> Iterator[str]:
    """Details that are not those of their event, or are gone without an erasure on record."""
    with entered(everywhere("校验审计明细")):
        last = UUID(int=0)
        while page := _committed(last):
            last = page[-1][0]
            yield from _problems_of(dict(page))


def _committed(after: UUID) -> list[tuple[UUID, bytes]]:
    rows = Event.objects.filter(commitment__isnull=False, id__gt=after).order_by("id")
    found = rows.values_list("id", "commitment")[:_STEP]
    return [(event, bytes(commitment or b"")) for event, commitment in found]


def _problems_of(commitments: dict[UUID, bytes]) -> Iterator[str]:
    payloads = {row.id: row for row in Payload.objects.filter(id__in=commitments)}
    for event, commitment in commitments.items():
        row = payloads.get(event)
        if row is None:
            yield f"记录 {event} 的明细被删除"
        elif row.erased_at is not None:
            if not _erasure_is_on_record(event):
                yield f"记录 {event} 的明细已清除，但没有清除的记录"
        elif not _matches(row, commitment):
            yield f"记录 {event} 的明细被改动"


def _matches(row: Payload, commitment: bytes) -> bool:
    try:
        text = row.content or ""
    except Undecipherable:
        return False
    salt, payload = text[:SALT_DIGITS], text[SALT_DIGITS:]
    return bool(salt) and commitment_to(bytes.fromhex(salt), payload.encode()) == commitment


def _erasure_is_on_record(event: UUID) -> bool:
    found: bool = Event.objects.filter(action=ERASE, subject=str(event)).exists()
    return found
