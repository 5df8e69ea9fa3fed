"""Writing events: in the transaction of the act, so that neither exists without the other."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.db import connection

from minzheng.base.clock import SystemClock
from minzheng.kernel.audit.actions import title_of
from minzheng.kernel.audit.actors import Acting, acting
from minzheng.kernel.protection.errors import OutsideTransaction
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.protection.keys import encrypt_many, provider
from minzheng.kernel.protection.labels import Label

JSON = None | bool | int | str | Sequence["JSON"] | Mapping[str, "JSON"]
Result = Literal["done", "refused", "failed"]

SALT_BYTES = 16
LONGEST_SUBJECT = 64

Value = str | bytes | bool | UUID | datetime | None

_EVENT = (
    "id", "at", "account", "person", "actor", "role", "post_division", "action", "subject_type",
    "subject", "division", "label", "purpose", "result", "request", "ip", "commitment",
)  # fmt: skip
_INSERT = f"""
with event as (
  insert into audit_event ({", ".join(_EVENT)}) values ({", ".join(["%s"] * len(_EVENT))})
), details as (
  insert into audit_payload (id, division, label, content)
  select %s, %s, %s, %s::bytea where %s
)
insert into audit_unsealed (event, at) values (%s, %s)
"""  # noqa: S608 - the names are the constants above


@dataclass(frozen=True, slots=True)
class Entry:
    """One event to be recorded; who does it is known (`actors.acting`)."""

    action: str
    subject_type: str = ""
    subject: UUID | str | None = None
    division: str = ""
    label: Label = Label.ORDINARY
    result: Result = "done"
    payload: Mapping[str, JSON] | None = None
    id: UUID = field(default_factory=uuid7)


def record(
    action: str,
    *,
    subject_type: str = "",
    subject: UUID | str | None = None,
    division: str = "",
    label: Label = Label.ORDINARY,
    result: Result = "done",
    payload: Mapping[str, JSON] | None = None,
) -> UUID:
    """Write one event into the open transaction; answers its id.

    `division` and `label` are those of the subject; without a subject the event belongs to the
    division of whoever acts. Raises `UnknownAction`, `OutsideTransaction`.
    """
    entry = Entry(action, subject_type, subject, division, label, result, payload)
    record_many([entry])
    return entry.id


def record_many(entries: Iterable[Entry]) -> None:
    """Write many events of one actor, as an import does."""
    if not connection.in_atomic_block:
        raise OutsideTransaction("an event is written in the transaction of the act")
    entries = list(entries)
    for entry in entries:
        title_of(entry.action)
    now, whoever = SystemClock().now(), acting()
    details = _details(entries)
    rows = [_row(entry, whoever, now, details.get(entry.id)) for entry in entries]
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT, rows)


def canonical_payload(payload: Mapping[str, JSON]) -> bytes:
    """The bytes that a commitment is made of."""
    return json.dumps(
        payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    ).encode()


def commitment_to(salt: bytes, payload: bytes) -> bytes:
    """SM3(salt ‖ payload): binds the event to its details, and says nothing once they are gone."""
    digest = Hash(SM3())
    digest.update(salt + payload)
    return digest.finalize()


@dataclass(frozen=True, slots=True)
class _Details:
    commitment: bytes
    content: bytes


def _details(entries: Sequence[Entry]) -> dict[UUID, _Details]:
    """Commitment and ciphertext of the payloads, by event."""
    ids, commitments, texts = [], [], []
    for entry in entries:
        if entry.payload is None:
            continue
        salt, payload = provider().random(SALT_BYTES), canonical_payload(entry.payload)
        ids.append(entry.id)
        commitments.append(commitment_to(salt, payload))
        texts.append(salt.hex() + payload.decode())
    contents = encrypt_many("audit", "audit_payload", "content", zip(ids, texts, strict=True))
    made = map(_Details, commitments, contents)
    return dict(zip(ids, made, strict=True))


def _row(entry: Entry, who: Acting, now: datetime, details: _Details | None) -> list[Value]:
    subject = "" if entry.subject is None else str(entry.subject)
    if len(subject) > LONGEST_SUBJECT:
        raise ValueError("a subject is named by its id")
    division = entry.division or who.division
    event: list[Value] = [
        entry.id, now, who.account, who.person, who.name, who.role, who.division, entry.action,
        entry.subject_type, subject, division, entry.label.value, who.purpose, entry.result,
        who.request, who.ip, details.commitment if details else None,
    ]  # fmt: skip
    payload: list[Value] = [entry.id, division, entry.label.value]
    kept: list[Value] = [details.content, True] if details else [None, False]
    return [*event, *payload, *kept, entry.id, now]
