"""Verify an audit trail without the platform: `python verify_audit.py --help`.

Needs Python 3.11 and the package `cryptography`; reads either a file that `minzheng audit export`
wrote or, through PostgreSQL's own `psql`, the database itself. What it proves:

- the sealed events are the ones that were sealed, all of them, in their order;
- every checkpoint that was handed outside agrees with the trail and bears a signature of a key
  that the examiner was given by another way.

Events after the last checkpoint can still be cut off by whoever owns the database, hence
checkpoints every minute. An auditor may copy this file: it imports nothing of the platform.
"""

import argparse
import base64
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SM3, Hash

CHECKPOINT = "minzheng-audit-checkpoint/1"
ED25519 = "Ed25519"
MOST_PROBLEMS = 100
SOUND, TAMPERED = "审计记录完好。", "审计记录已被篡改。"

CANONICAL = ", ".join(
    (
        "e.id",
        "to_char(e.at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
        *("e.account", "e.person", "e.actor", "e.role", "e.post_division", "e.action"),
        *("e.subject_type", "e.subject", "e.division", "e.label", "e.purpose", "e.result"),
        *("e.request", "e.ip", "encode(e.commitment, 'hex')"),
    )
)
"""An event's canonical line: these columns as COPY's text format writes them."""

# `offset 0` makes PostgreSQL fetch event by event along the chain, which needs no sorting and lets
# both programs work at the same time.
SEALED = f"""
copy (select s.seq, encode(s.hash, 'hex'), e.* from audit_seal s
  left join lateral (select {CANONICAL} from audit_event e where e.id = s.event offset 0) e on true
  order by s.seq) to stdout
"""  # noqa: S608 - the columns are a constant
UNSEALED = f"""
copy (select 'unsealed', u.id is not null, {CANONICAL} from audit_event e
  left join audit_unsealed u on u.event = e.id
  where not exists (select from audit_seal s where s.event = e.id)) to stdout
"""  # noqa: S608 - the columns are a constant
SETTINGS = "set client_encoding = 'UTF8'; set work_mem = '128MB'; set jit = off"


def sm3(data: bytes) -> bytes:
    """The SM3 hash (GB/T 32905)."""
    digest = Hash(SM3())
    digest.update(data)
    return digest.finalize()


GENESIS = sm3(b"minzheng-audit-chain/1")
"""What the first event is chained to."""


@dataclass(frozen=True)
class Checkpoint:
    """Length and end of the chain at a moment, as it was handed outside."""

    origin: str
    size: int
    head: str
    at: str
    algorithm: str
    key: int
    signature: bytes

    @property
    def message(self) -> bytes:
        """What is signed."""
        return checkpoint_message(self.origin, self.size, self.head, self.at)

    @classmethod
    def read(cls, line: str) -> "Checkpoint":
        """Read one line of JSON. Raises `ValueError`."""
        try:
            row = json.loads(line)
            signature = base64.b64decode(row.pop("signature"), validate=True)
            return cls(signature=signature, **row)
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(f"no checkpoint: {error}") from error

    def line(self) -> str:
        """One line of JSON."""
        row = self.__dict__ | {"signature": base64.b64encode(self.signature).decode()}
        return json.dumps(row, ensure_ascii=False, sort_keys=True)


def checkpoint_message(origin: str, size: int, head: str, at: str) -> bytes:
    """The signed text, one value a line."""
    return "\n".join((CHECKPOINT, origin, str(size), head, at, "")).encode()


@dataclass
class Finding:
    """What a verification found; sound if `problems` is empty."""

    size: int = 0
    head: str = GENESIS.hex()
    waiting: int = 0
    checkpoints: int = 0
    problems: list[str] = field(default_factory=list)

    def add(self, problem: str) -> None:
        """Note a problem; after the first hundred only that there are more."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)
        elif len(self.problems) == MOST_PROBLEMS:
            self.problems.append("……其余从略")


def verify(
    lines: Iterable[bytes], checkpoints: Iterable[Checkpoint], keys: Mapping[int, bytes] | None
) -> Finding:
    """Walk the chain once; `keys` are public keys by number, `None` leaves signatures unchecked."""
    finding = Finding()
    outside = list(checkpoints)
    heads: dict[int, str | None] = {each.size: None for each in outside}
    _walk(lines, heads, finding)
    for each in outside:
        _compare(each, heads[each.size], finding)
        if keys is not None:
            _check_signature(each, keys, finding)
    if len({each.origin for each in outside}) > 1:
        finding.add("这些检查点不是同一套系统的")
    return finding


def _walk(lines: Iterable[bytes], heads: dict[int, str | None], finding: Finding) -> None:
    """The tight loop: one hash a line."""
    fresh = Hash(SM3())
    before, expected = GENESIS, 0
    if 0 in heads:
        heads[0] = GENESIS.hex()
    for line in lines:
        sequence, stored, event = line.split(b"\t", 2)
        if sequence == b"unsealed":
            _note_unsealed(stored, event, finding)
            continue
        expected += 1
        running = fresh.copy()
        running.update(before + event.rstrip(b"\r\n"))
        before = running.finalize()
        if before.hex().encode() != stored or int(sequence) != expected:
            _note_break(int(sequence), expected, event, finding)
            before, expected = _resumed(stored), int(sequence)
        if expected in heads:
            heads[expected] = before.hex()
    finding.size, finding.head = expected, before.hex()


def _resumed(stored: bytes) -> bytes:
    """Go on from what is stored, to find the other breaks too."""
    try:
        return bytes.fromhex(stored.decode("ascii"))
    except ValueError:
        return b""


def _note_break(sequence: int, expected: int, event: bytes, finding: Finding) -> None:
    if sequence != expected:
        finding.add(f"缺少第{expected}号封存，其后是第{sequence}号")
    elif event.startswith(b"\\N\t"):
        finding.add(f"第{sequence}号封存的记录被删除")
    else:
        finding.add(f"第{sequence}号封存的记录或链值被改动")


def _note_unsealed(queued: bytes, event: bytes, finding: Finding) -> None:
    if queued == b"t":
        finding.waiting += 1
    else:
        name = event.split(b"\t", 1)[0].decode("ascii", "replace")
        finding.add(f"记录 {name} 不在链上，是后来插入的")


def _compare(checkpoint: Checkpoint, head: str | None, finding: Finding) -> None:
    finding.checkpoints += 1
    where = f"{checkpoint.at} 的检查点"
    if head is None:
        finding.add(f"{where}有{checkpoint.size}条，现在只有{finding.size}条：末尾被截去")
    elif head != checkpoint.head:
        finding.add(f"{where}：前{checkpoint.size}条已不是当时的记录")


def _check_signature(checkpoint: Checkpoint, keys: Mapping[int, bytes], finding: Finding) -> None:
    key = keys.get(checkpoint.key)
    if key is None or checkpoint.algorithm != ED25519:
        finding.add(f"{checkpoint.at} 的检查点由不明密钥签名")
        return
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(checkpoint.signature, checkpoint.message)
    except InvalidSignature:
        finding.add(f"{checkpoint.at} 的检查点签名不对")


def read_checkpoints(path: Path) -> list[Checkpoint]:
    """Checkpoints from a file with one in each line. Raises `ValueError`."""
    text = path.read_text("utf-8")
    return [Checkpoint.read(line) for line in text.splitlines() if line.strip()]


def read_keys(texts: Iterable[str]) -> dict[int, bytes]:
    """Public keys written as `number:hex`. Raises `ValueError`."""
    split = (text.strip().partition(":") for text in texts)
    return {int(number): bytes.fromhex(digits) for number, _, digits in split}


@contextmanager
def lines_of_database(url: str, psql: str = "psql") -> Iterator[Iterator[bytes]]:
    """The trail as `psql` reads it, in one transaction, so that sealing goes on meanwhile."""
    transaction = "start transaction isolation level repeatable read read only"
    parts = [part for text in (transaction, SETTINGS, SEALED, UNSEALED) for part in ("-c", text)]
    command = [psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", *parts, url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, bufsize=1 << 20) as program:  # noqa: S603 - the examiner names the program
        if program.stdout is None:
            raise OSError("psql has no output")
        yield iter(program.stdout)
    if program.returncode:
        raise OSError(f"psql ended with {program.returncode}")


def report(finding: Finding, signatures: bool) -> Iterator[str]:
    """The answer in lines."""
    yield f"已封存{finding.size}条，待封存{finding.waiting}条，链值 {finding.head}"
    checked = "已验签名" if signatures else "未验签名（没有给出公钥）"
    yield f"检查点{finding.checkpoints}个，{checked}"
    if not finding.checkpoints:
        yield "没有给出检查点：整条链若被重写，无从发现"
    yield from finding.problems
    yield TAMPERED if finding.problems else SOUND


def main(arguments: list[str] | None = None) -> int:
    """0 for a sound trail, 1 for a tampered one, 2 if it cannot be read."""
    parser = argparse.ArgumentParser(description="校验民政平台的审计记录，不依赖平台本身。")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--export", type=Path, help="minzheng audit export 写出的文件")
    source.add_argument("--database", help="psql 的连接串")
    parser.add_argument("--psql", default="psql", help="psql 程序的位置")
    parser.add_argument("--checkpoints", type=Path, help="收到的检查点文件")
    parser.add_argument(
        "--public-key", action="append", default=[], help="移交的公钥 编号:十六进制，可重复"
    )
    chosen = parser.parse_args(arguments)
    try:
        checkpoints = read_checkpoints(chosen.checkpoints) if chosen.checkpoints else []
        keys = read_keys(chosen.public_key) or None
        if chosen.export:
            with chosen.export.open("rb") as file:
                finding = verify(file, checkpoints, keys)
        else:
            with lines_of_database(chosen.database, chosen.psql) as lines:
                finding = verify(lines, checkpoints, keys)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"无法读取：{error}\n")
        return 2
    for line in report(finding, keys is not None):
        sys.stdout.write(f"{line}\n")
    return 1 if finding.problems else 0


if __name__ == "__main__":
    sys.exit(main())
