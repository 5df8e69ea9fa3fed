"""What somebody who owns the database could do to the audit trail, each way at random.

Every function takes a superuser's connection inside a transaction that is rolled back afterwards,
and the length of the chain. After `recomputed`, the trail is sound in itself: only a checkpoint
outside can tell.
"""

import random
from collections.abc import Callable, Mapping

import psycopg
from psycopg import sql

from minzheng.kernel.audit.verify_audit import GENESIS, SEALED, sm3

Superuser = psycopg.Connection
Tampering = Callable[[random.Random, Superuser, int], None]

_TEXTS = (
    "actor", "role", "post_division", "action", "subject_type", "subject", "division", "label",
    "purpose", "result", "request", "ip",
)  # fmt: skip
_CHANGES: Mapping[str, str] = {
    **dict.fromkeys(_TEXTS, "reverse({column}) || 'x'"),
    "at": "{column} - interval '1 microsecond'",
    "account": "gen_random_uuid()",
    "person": "gen_random_uuid()",
    "commitment": "coalesce({column}, '') || '\\x00'",
    "id": "gen_random_uuid()",
}
_SHORTER = {"label", "result", "division", "post_division", "ip"}
"""Columns that have no room for one more character."""

_EVENT_OF = "(select event from audit_seal where seq = %s)"


def update(chance: random.Random, database: Superuser, size: int) -> None:
    """Change one value of one event."""
    column = chance.choice(sorted(_CHANGES))
    change = "substr({column}, 2) || 'x'" if column in _SHORTER else _CHANGES[column]
    name = sql.Identifier(column)
    database.execute(
        sql.SQL("update audit_event set {} = {} where id = " + _EVENT_OF).format(
            name, sql.SQL(change).format(column=name)
        ),
        [chance.randint(1, size)],
    )


def update_hash(chance: random.Random, database: Superuser, size: int) -> None:
    """Change a link of the chain alone."""
    database.execute(
        "update audit_seal set hash = sha256(hash) where seq = %s", [chance.randint(1, size)]
    )


def delete(chance: random.Random, database: Superuser, size: int) -> None:
    """Remove an event, its seal, or both."""
    seq = chance.randint(1, size)
    what = chance.choice(["event", "seal", "both"])
    if what != "seal":
        database.execute("delete from audit_event where id = " + _EVENT_OF, [seq])
    if what != "event":
        database.execute("delete from audit_seal where seq = %s", [seq])


def insert(chance: random.Random, database: Superuser, size: int) -> None:
    """Put an event beside the chain."""
    _copy_event(database, chance.randint(1, size))


def insert_sealed(chance: random.Random, database: Superuser, size: int) -> None:
    """Put an event into the chain, move everything after it, and compute the chain anew."""
    seq = chance.randint(1, size)
    new = _copy_event(database, seq)
    _renumber(database, seq, 1)
    database.execute("insert into audit_seal values (%s, %s, '\\x00')", [seq, new])
    recomputed(database)


def swap(chance: random.Random, database: Superuser, size: int) -> None:
    """Exchange the places of two events."""
    first, second = chance.sample(range(1, size + 1), 2)
    database.execute("set constraints all deferred")
    events: dict[int, object] = dict(
        database.execute(
            "delete from audit_seal where seq in (%s, %s) returning seq, event", [first, second]
        )
    )
    for seq, other in ((first, second), (second, first)):
        database.execute("insert into audit_seal values (%s, %s, '\\x00')", [seq, events[other]])
    if chance.random() < 1 / 2:
        recomputed(database)


def cut_tail(chance: random.Random, database: Superuser, size: int) -> None:
    """Forget the last events, and that there ever were any."""
    last = size - chance.randint(1, size // 2)
    database.execute(
        "delete from audit_event where id in (select event from audit_seal where seq > %s)", [last]
    )
    database.execute("delete from audit_seal where seq > %s", [last])
    database.execute("delete from audit_checkpoint where size > %s", [last])


def rewrite(chance: random.Random, database: Superuser, size: int) -> None:
    """Change or remove an event and compute the whole chain anew."""
    if chance.random() < 1 / 2:
        update(chance, database, size)
    else:
        seq = chance.randint(1, size)
        database.execute("delete from audit_event where id = " + _EVENT_OF, [seq])
        database.execute("delete from audit_seal where seq = %s", [seq])
        _renumber(database, seq + 1, -1)
    recomputed(database)


TAMPERINGS: tuple[Tampering, ...] = (
    update, update_hash, delete, insert, insert_sealed, swap, cut_tail, rewrite,
)  # fmt: skip


def recomputed(database: Superuser) -> None:
    """Make the chain sound again, as somebody would who knows how it is made."""
    head = GENESIS
    numbers, hashes = [], []
    with database.cursor() as cursor:
        with cursor.copy(SEALED.encode()) as rows:
            for line in b"".join(rows).splitlines():
                seq, _, event = line.split(b"\t", 2)
                head = sm3(head + event)
                numbers.append(int(seq))
                hashes.append(head)
        cursor.execute(
            "update audit_seal s set hash = n.hash"
            " from unnest(%s::bigint[], %s::bytea[]) n (seq, hash) where n.seq = s.seq",
            [numbers, hashes],
        )


def _copy_event(database: Superuser, seq: int) -> object:
    """A second event like one that there is, a moment later; its id."""
    names = ", ".join(("account", "person", *_TEXTS, "commitment"))
    row = database.execute(
        f"insert into audit_event (id, at, {names})"
        f" select gen_random_uuid(), at + interval '1 s', {names} from audit_event"
        f" where id = {_EVENT_OF} returning id".encode(),
        [seq],
    ).fetchone()
    assert row
    return row[0]


def _renumber(database: Superuser, first: int, step: int) -> None:
    """Shift the numbers from one on; by way of negative ones, which collide with none."""
    database.execute("update audit_seal set seq = -seq where seq >= %s", [first])
    database.execute("update audit_seal set seq = -seq + %s where seq < 0", [step])
