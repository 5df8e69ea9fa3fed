"""Tampering is found: against the chain, and against a checkpoint that lies outside."""

import base64
import io
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from benchmarks.registry.tamperings import TAMPERINGS, Tampering, cut_tail, recomputed, update
from minzheng.adapters.checkpoints.files import CheckpointFile
from minzheng.config.database.binaries import find_binaries
from minzheng.config.environment import DatabaseRole
from minzheng.kernel.audit import verify_audit
from minzheng.kernel.audit.api import (
    Acting,
    Entry,
    acting_as,
    checkpoint,
    export,
    public_keys,
    record_many,
    seal_all,
    stand_alone,
)
from minzheng.kernel.audit.verify_audit import SEALED, UNSEALED, Checkpoint, Finding, verify
from minzheng.kernel.protection.context import entered, everywhere
from tests.database import SERVER, Clone

pytestmark = pytest.mark.django_db(transaction=True)

SIZE = 60


@dataclass
class Trail:
    """A sealed trail, what was handed outside, and somebody who owns the database."""

    superuser: psycopg.Connection
    outside: CheckpointFile
    keys: dict[int, bytes]

    @property
    def checkpoints(self) -> list[Checkpoint]:
        return verify_audit.read_checkpoints(self.outside.path)

    def verified(self) -> Finding:
        return verify(self.lines(), self.checkpoints, self.keys)

    def lines(self) -> Iterator[bytes]:
        for query in (SEALED, UNSEALED):
            with self.superuser.cursor().copy(query.encode()) as rows:
                yield from (bytes(row) for row in rows)


@pytest.fixture
def trail(db_as_worker: None, database_clone: Clone, tmp_path: Path) -> Iterator[Trail]:
    outside = CheckpointFile(tmp_path / "checkpoints.jsonl")
    for part in range(3):
        with acting_as(Acting(name="周敏", role="town_clerk")), entered(everywhere("test")):
            record_many(
                Entry("person.read", "person", f"{part}-{n}", "320402001", payload={"n": n})
                for n in range(SIZE // 3)
            )
        seal_all()
        checkpoint(outside)
    with SERVER.connect(database_clone.name) as superuser:
        yield Trail(superuser, outside, public_keys())


def test_an_untouched_trail_is_sound(trail: Trail) -> None:
    finding = trail.verified()
    assert (finding.problems, finding.size, finding.checkpoints) == ([], SIZE, 3)


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda tampering: tampering.__name__)
def test_tampering_is_found(trail: Trail, tampering: Tampering) -> None:
    for seed in range(25):
        with trail.superuser.transaction(force_rollback=True):
            tampering(random.Random(seed), trail.superuser, SIZE)
            assert trail.verified().problems, seed
    assert not trail.verified().problems


def test_the_place_of_a_change_is_told(trail: Trail) -> None:
    with trail.superuser.transaction(force_rollback=True):
        trail.superuser.execute("delete from audit_event where subject = '0-6'")
        trail.superuser.execute("update audit_event set actor = 'x' where subject = '1-0'")
        assert trail.verified().problems[:2] == [
            "第7号封存的记录被删除",
            "第21号封存的记录或链值被改动",
        ]


def test_without_checkpoints_a_recomputed_chain_would_pass(trail: Trail) -> None:
    """Why checkpoints must lie elsewhere."""
    with trail.superuser.transaction(force_rollback=True):
        update(random.Random(1), trail.superuser, SIZE)
        assert verify(trail.lines(), [], trail.keys).problems
        recomputed(trail.superuser)
        assert not verify(trail.lines(), [], trail.keys).problems
        assert trail.verified().problems
    with trail.superuser.transaction(force_rollback=True):
        cut_tail(random.Random(1), trail.superuser, SIZE)
        assert not verify(trail.lines(), [], trail.keys).problems
        assert "末尾被截去" in trail.verified().problems[0]


@pytest.mark.parametrize(
    "forged",
    [
        {"size": SIZE - 1},
        {"head": "00" * 32},
        {"origin": "elsewhere"},
        {"at": "2020-01-01T00:00:00+00:00"},
        {"signature": bytes(64)},
        {"key": 999},
        {"algorithm": "none"},
    ],
)
def test_a_forged_checkpoint_is_found(trail: Trail, forged: dict[str, object]) -> None:
    checkpoints = [*trail.checkpoints[:-1], replace(trail.checkpoints[-1], **forged)]  # type: ignore[arg-type]  # values are of several types
    assert verify(trail.lines(), checkpoints, trail.keys).problems


@pytest.mark.parametrize("rubbish", ["", "{}", "[1]", "null", '{"signature": "?"}', "\x00"])
def test_rubbish_is_no_checkpoint(tmp_path: Path, rubbish: str) -> None:
    file = tmp_path / "checkpoints"
    file.write_text(f"{rubbish}x\n")
    with pytest.raises(ValueError, match=r"."):
        verify_audit.read_checkpoints(file)


def test_a_checkpoint_survives_its_line(trail: Trail) -> None:
    (first, *_) = trail.checkpoints
    assert Checkpoint.read(first.line()) == first
    assert base64.b64decode(json.loads(first.line())["signature"]) == first.signature


def examined(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the verifier as an auditor would: copied, isolated, without our packages."""
    blocked = (
        "import runpy, sys\n"
        "class Refuse:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('django', 'minzheng', 'psycopg'):\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Refuse())\n"
        "sys.argv = sys.argv[1:]\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')\n"
    )
    return subprocess.run(
        [sys.executable, "-I", "-c", blocked, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_verifier_stands_alone(trail: Trail, tmp_path: Path) -> None:
    copied = tmp_path / "verify_audit.py"
    copied.write_bytes(stand_alone().read_bytes())
    exported = tmp_path / "trail.txt"
    with exported.open("wb") as file:
        assert export(file, actor="root") == SIZE + 1, "the export itself waits for its seal"
    keys = [f"--public-key={number}:{key.hex()}" for number, key in trail.keys.items()]
    outside: list[str | Path] = ["--checkpoints", trail.outside.path, *keys]
    sound = examined(copied, "--export", exported, *outside)
    assert (sound.returncode, sound.stdout.splitlines()[-1]) == (0, verify_audit.SOUND), sound
    exported.write_bytes(exported.read_bytes().replace(b"1-7", b"1-8", 1))
    tampered = examined(copied, "--export", exported, *outside)
    assert (tampered.returncode, tampered.stdout.splitlines()[-1]) == (1, verify_audit.TAMPERED)
    assert examined(copied, "--export", tmp_path / "none", *outside).returncode == 2


def test_the_verifier_reads_the_database_as_auditor(
    trail: Trail, database_clone: Clone, tmp_path: Path
) -> None:
    psql = find_binaries().program("psql")
    url = f"host={SERVER.sockets} dbname={database_clone.name} user={DatabaseRole.AUDITOR}"
    outside = ("--checkpoints", trail.outside.path)
    found = examined(stand_alone(), "--database", url, "--psql", psql, *outside)
    assert (found.returncode, found.stdout.splitlines()[-1]) == (0, verify_audit.SOUND), found
    assert "未验签名" in found.stdout
    broken = examined(stand_alone(), "--database", "dbname=none host=/none", "--psql", psql)
    assert broken.returncode == 2


def test_an_export_holds_exactly_the_trail(trail: Trail) -> None:
    file = io.BytesIO()
    export(file)
    assert file.getvalue() == b"".join(trail.lines())
    assert connection.in_atomic_block is False
