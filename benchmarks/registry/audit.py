"""The suite ``audit``: a million events verified, a thousand tamperings found."""

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
from rich.console import Console

from benchmarks.registry import place
from benchmarks.registry.place import Place
from benchmarks.registry.tamperings import TAMPERINGS
from benchmarks.results import AT_LEAST, AT_MOST, EQUAL, FOR_COMPARISON, Result, Target
from benchmarks.scale import Scale
from minzheng.config.database.binaries import find_binaries
from minzheng.config.environment import DatabaseRole
from minzheng.kernel.audit import verify_audit
from minzheng.kernel.audit.verify_audit import SEALED, UNSEALED, Checkpoint, verify

VERIFIED = Target("audit.verify_1m_s", "s", AT_MOST, 10)
EXPORT_VERIFIED = Target("audit.verify_export_1m_s", "s", FOR_COMPARISON)
MISSED = Target("audit.tamperings_missed", "of 1,000", EQUAL, 0)
SEALED_RATE = Target("audit.sealed_per_s", "events/s", AT_LEAST, 5_000)

TAMPERED_TRAIL = 2_000
CHECKPOINT_EVERY = 250
ATTEMPTS = 1_000
SEED = 20261122

_EVENTS = """
insert into audit_event (id, at, account, person, actor, role, post_division, action,
  subject_type, subject, division, label, purpose, result, request, ip, commitment)
select uuidv7((n - %s) * interval '7 s'), now() + (n - %s) * interval '7 s',
  gen_random_uuid(), null,
  '周敏', 'town_clerk', '320402001', 'person.read', 'person', gen_random_uuid()::text,
  '3204020010' || lpad((n %% 40)::text, 2, '0'), 'ordinary', '日常经办', 'done',
  gen_random_uuid()::text, '10.32.4.' || n %% 250, sha256(n::text::bytea)
from generate_series(1, %s) n
"""
_QUEUE = "insert into audit_unsealed (event, at) select id, at from audit_event order by at"
_WORK = "benchmarks.registry.audit_work"


def run(scale: Scale, folder: Path, console: Console) -> tuple[list[Result], list[str]]:
    """Verification of a long trail, then tamperings with a short one."""
    results, skipped = [], []
    if scale.has("verify"):
        results += _verification(scale.small, folder / "audit", console)
    else:
        skipped.append("part verify (left out by --parts)")
    if scale.has("tamper"):
        results += _tamperings(folder / "audit", console)
    else:
        skipped.append("part tamper (left out by --parts)")
    return results, skipped


def _verification(events: int, folder: Path, console: Console) -> list[Result]:
    here = place.make(folder)
    try:
        rate = _made(here, events, events)
        outside = folder / "checkpoints.jsonl"
        export = folder / "trail.txt"
        _work(here, "export", export)
        keys = [f"--public-key={text}" for text in _work(here, "keys").split()]
        url = f"host={here.server.sockets} dbname={here.environment.database}"
        database = f"{url} user={DatabaseRole.AUDITOR}"
        psql = ["--psql", str(find_binaries().program("psql"))]
        against = ["--checkpoints", str(outside), *keys]
        from_database = [_examined("--database", database, *psql, *against) for _ in range(3)]
        from_export = [_examined("--export", str(export), *against) for _ in range(3)]
        console.print(f"audit: database {from_database}, export {from_export}, sealed {rate:.0f}/s")
        note = f"{events} events, psql and Python's start included, middle of three"
        return [
            Result(VERIFIED, sorted(from_database)[1], note),
            Result(EXPORT_VERIFIED, sorted(from_export)[1], note),
            Result(SEALED_RATE, rate, "one sealer, batches of 5,000"),
        ]
    finally:
        here.remove()


def _made(here: Place, events: int, checkpoint_every: int) -> float:
    """Write events and let the real sealer work; events sealed in a second."""
    with here.superuser() as superuser:
        superuser.execute(_EVENTS.encode(), [events] * 3)
        superuser.execute(_QUEUE.encode())
        superuser.execute(b"vacuum analyze audit_event")
        superuser.execute(b"analyze audit_unsealed")
    said = _work(here, "seal", here.environment.home / "checkpoints.jsonl", checkpoint_every)
    with here.superuser() as superuser:
        superuser.execute(b"vacuum analyze audit_seal")
        superuser.execute(b"vacuum analyze audit_unsealed")
    return float(said)


def _work(here: Place, *arguments: object) -> str:
    """Run something with the platform's own code, in a process that belongs to the place."""
    kept = {"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(filter(None, sys.path))}
    command = [sys.executable, "-m", _WORK, *map(str, arguments)]
    done = subprocess.run(
        command, env=kept | dict(here.variables), check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def _examined(*arguments: str) -> float:
    """Seconds that the stand-alone verifier takes, from its start to its verdict."""
    began = time.perf_counter()
    command = [sys.executable, "-I", verify_audit.__file__, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    assert done.stdout.splitlines()[-1] == verify_audit.SOUND, done
    return seconds


def _tamperings(folder: Path, console: Console) -> list[Result]:
    here = place.make(folder)
    try:
        _made(here, TAMPERED_TRAIL, CHECKPOINT_EVERY)
        checkpoints = verify_audit.read_checkpoints(folder / "checkpoints.jsonl")
        keys = verify_audit.read_keys(_work(here, "keys").split())
        with here.superuser() as superuser:
            assert not verify(_lines(superuser), checkpoints, keys).problems
            missed = _missed(superuser, checkpoints, keys)
            assert not verify(_lines(superuser), checkpoints, keys).problems
    finally:
        here.remove()
    console.print(f"audit: tamperings missed, by kind: {dict(missed)}")
    kinds = ", ".join(tampering.__name__ for tampering in TAMPERINGS)
    note = f"{TAMPERED_TRAIL} events, a checkpoint every {CHECKPOINT_EVERY}, {ATTEMPTS} of {kinds}"
    return [Result(MISSED, missed.total(), note)]


def _missed(
    superuser: psycopg.Connection, checkpoints: list[Checkpoint], keys: dict[int, bytes]
) -> Counter[str]:
    chance = random.Random(SEED)
    missed: Counter[str] = Counter()
    for attempt in range(ATTEMPTS):
        tampering = TAMPERINGS[attempt % len(TAMPERINGS)]
        with superuser.transaction(force_rollback=True):
            tampering(chance, superuser, TAMPERED_TRAIL)
            if not verify(_lines(superuser), checkpoints, keys).problems:
                missed[tampering.__name__] += 1
    return missed


def _lines(superuser: psycopg.Connection) -> Iterator[bytes]:
    for query in (SEALED, UNSEALED):
        with superuser.cursor().copy(query.encode()) as rows:
            yield from (bytes(row) for row in rows)
