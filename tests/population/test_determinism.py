"""The same area, size and seed give the same bytes."""

import hashlib
from pathlib import Path

import pyarrow as pa

from minzheng.adapters.population.city import Block, allot, load_counties
from minzheng.adapters.population.writing import drawn
from tests.population.conftest import draw


def digests(folder: Path) -> dict[str, str]:
    """The hash of every file under a folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.*"))
    }


def test_same_bytes_whatever_the_threads(tmp_path: Path) -> None:
    threads = pa.cpu_count()
    draw(tmp_path / "many", 3_000)
    try:
        pa.set_cpu_count(1)
        draw(tmp_path / "one", 3_000)
    finally:
        pa.set_cpu_count(threads)
    assert digests(tmp_path / "many") == digests(tmp_path / "one")


def test_another_seed_is_another_city_with_the_same_awkward_households(tmp_path: Path) -> None:
    draw(tmp_path / "a", 1_000, seed=1)
    draw(tmp_path / "b", 1_000, seed=2)
    a, b = digests(tmp_path / "a"), digests(tmp_path / "b")
    same = {name for name in a if a[name] == b[name]}
    assert {name for name in same if name.startswith("persons")} == {"persons/320411-000.parquet"}


def test_parts_do_not_depend_on_each_other() -> None:
    blocks = allot(load_counties("320400"), 2_000)
    forth = [fingerprint(block) for block in blocks]
    back = [fingerprint(block) for block in reversed(blocks)]
    assert forth == back[::-1]
    assert len(set(forth)) == len(blocks)


def fingerprint(block: Block) -> str:
    """Something of every topic of a part, hashed."""
    draft = drawn(block, 7)
    names = ("birth_date", "disability_grade", "wage", "risk_events", "father_state")
    return hashlib.sha256(b"".join(draft.person[name].tobytes() for name in names)).hexdigest()
