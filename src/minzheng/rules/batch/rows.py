"""Households read back from a snapshot as the scalar evaluators meet them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from minzheng.rules.batch.snapshot import TABLES, Part, Snapshot
from minzheng.rules.evaluation.people import Subject, Value, household
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.parameter_set import Numbers

Row = Mapping[str, Value]


def households_of(
    snapshot: Snapshot, parts: Iterable[Part], numbers: Numbers, wanted: Iterable[int]
) -> dict[int, Subject]:
    """By ``household_no``: the wanted households, whole.  Members are named by ``person_no``."""
    chosen = pa.array(sorted(set(wanted)), pa.int64())
    files = tuple(parts)
    tables = {
        entity: [row for part in files for row in _rows(snapshot.file(entity, part), chosen)]
        for entity in TABLES
    }
    supporters: dict[int, list[Row]] = {}
    for row in tables[Entity.SUPPORTER]:
        supporters.setdefault(row["person_no"], []).append(row)
    members: dict[int, list[tuple[str, Row, list[Row]]]] = {}
    for row in tables[Entity.PERSON]:
        number = row["person_no"]
        whole = (str(number), row, supporters.get(number, []))
        members.setdefault(row["household_no"], []).append(whole)
    return {
        row["household_no"]: household(row, members[row["household_no"]], numbers)
        for row in tables[Entity.HOUSEHOLD]
    }


def _rows(path: Path, chosen: pa.Array) -> list[dict[str, int]]:
    table = pq.read_table(path, filters=pc.field("household_no").isin(chosen))
    found: list[dict[str, int]] = table.to_pylist()
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """Where a household stands in a snapshot."""

    part: Part
    household_no: int
    division: str


def find_household(snapshot: Snapshot, household_id: str) -> Found | None:
    """A household by the id that the input gave it, or ``None``."""
    for part in snapshot.parts:
        found = pq.read_table(
            snapshot.file(Entity.HOUSEHOLD, part),
            columns=["household_no", "division"],
            filters=pc.field("household_id") == household_id,
        ).to_pylist()
        if found:
            return Found(part, found[0]["household_no"], found[0]["division"])
    return None
