"""Third pass: dense numbers for households and persons, and one part per county.

Households are numbered by county and then in the order of the input, persons within their household
by member number, supporters after the persons whom they support; all from 1.
"""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from minzheng.interfaces.calculator.reading.contacts import CONTACT_COLUMNS, FOLDER
from minzheng.interfaces.calculator.reading.second_pass import StagedTables
from minzheng.rules.batch.snapshot import KEYS, Snapshot, SnapshotWriter
from minzheng.rules.facts import Entity, Vocabulary

HOUSEHOLDS_PER_PART = 100_000
"""A county with more is cut into several parts, so that none outgrows the memory."""

_NUMBERS = """
CREATE TABLE numbered AS
SELECT *, CASE WHEN nth > getvariable('per_part')
               THEN county || '-' || (1 + (nth - 1) // getvariable('per_part'))
               ELSE county END AS part
FROM (SELECT row, household_id, division[:6] AS county,
             row_number() OVER (ORDER BY division[:6], row) AS household_no,
             row_number() OVER (PARTITION BY division[:6] ORDER BY row) AS nth
      FROM households
      WHERE household_id IS NOT NULL AND household_id NOT IN (SELECT household_id FROM faulty));
CREATE TABLE persons_numbered AS
SELECT p.row, n.part, n.household_no, p.person_id, p.household_id,
       row_number() OVER (ORDER BY n.household_no, p.given NULLS LAST, p.row) AS person_no,
       row_number() OVER (PARTITION BY n.household_no ORDER BY p.given NULLS LAST, p.row) AS nth,
       p.given,
       bool_or(p.given IS NULL) OVER (PARTITION BY n.household_no) AS afresh
FROM members p JOIN numbered n USING (household_id);
CREATE TABLE supporters_numbered AS
SELECT s.row, p.part, p.household_no, p.person_no,
       row_number() OVER (ORDER BY p.person_no, s.row) AS supporter_no
FROM supporters s JOIN persons_numbered p USING (person_id);
"""

_MEMBERS = "CREATE VIEW members AS SELECT *, member_number AS given FROM persons"
_MEMBERS_WITHOUT_NUMBER = "CREATE VIEW members AS SELECT *, NULL::INTEGER AS given FROM persons"
_PARTS = "SELECT DISTINCT part FROM numbered ORDER BY part"

# The range of rows lets DuckDB skip what lies elsewhere when the input is sorted by county.
_PART = """
SELECT {columns} FROM {table} staged JOIN {numbers} n ON n.row = staged.row
WHERE n.part = $part AND staged.row BETWEEN
  (SELECT min(row) FROM {numbers} WHERE part = $part) AND
  (SELECT max(row) FROM {numbers} WHERE part = $part)
ORDER BY n.{order}
"""

_ORDERS = {
    Entity.HOUSEHOLD: ("households", "numbered", "household_no"),
    Entity.PERSON: ("persons", "persons_numbered", "person_no"),
    Entity.SUPPORTER: ("supporters", "supporters_numbered", "supporter_no"),
}

_SPECIAL = {
    # Members without a document get an id that says which member of which household they are.
    "person_id": "coalesce(n.person_id, n.household_id || '#' || n.nth) AS person_id",
    # Where any number is missing the household is numbered afresh, in the order of those given.
    "member_number": "CASE WHEN n.afresh THEN n.nth ELSE n.given END AS member_number",
    "name": "coalesce(staged.name, '') AS name",
}


def write_snapshot(
    tables: StagedTables,
    into: Path,
    *,
    area: str,
    vocabulary: Vocabulary,
    advance: Callable[[int], None],
) -> Snapshot:
    """Write the households that are not in the table ``faulty``, county by county."""
    given = tables.has(Entity.PERSON, "member_number")
    tables.run(_MEMBERS if given else _MEMBERS_WITHOUT_NUMBER)
    tables.run(f"SET VARIABLE per_part = {HOUSEHOLDS_PER_PART}")
    tables.run(_NUMBERS)
    writer = SnapshotWriter(into, area=area, vocabulary=vocabulary)
    parts = [str(part) for (part,) in tables.rows(_PARTS)]
    written = 0
    for part in parts:
        read = {entity: _part(tables, entity, part, vocabulary) for entity in Entity}
        written += writer.write_part(part, read).persons
        _write_contacts(tables, into, part)
        advance(written)
    return writer.close()


def _write_contacts(tables: StagedTables, into: Path, part: str) -> None:
    """Write what the input says of one part's persons; no file when it says nothing."""
    present = [key.name for key in CONTACT_COLUMNS if tables.has(Entity.PERSON, key.name)]
    if not present:
        return
    listed = ", ".join(f'staged."{name}"' for name in present)
    sql = (
        f"SELECT n.person_no, {listed} FROM persons staged"  # noqa: S608 - names from the list above
        " JOIN persons_numbered n ON n.row = staged.row"
        f" WHERE n.part = $part AND coalesce({listed}) IS NOT NULL ORDER BY n.person_no"
    )
    found = tables.table(sql, {"part": part})
    (into / FOLDER).mkdir(exist_ok=True)
    pq.write_table(found, into / FOLDER / f"{part}.parquet", compression="zstd")


def _part(tables: StagedTables, entity: Entity, part: str, vocabulary: Vocabulary) -> pa.Table:
    table, numbers, order = _ORDERS[entity]
    facts = set(vocabulary.of(entity))
    present = [
        name
        for name in (tables.staged[entity].columns if entity in tables.staged else ())
        if name in facts
    ]
    if entity is Entity.PERSON and "member_number" in facts:
        present = [*(name for name in present if name != "member_number"), "member_number"]
    keys = [name for name, _ in KEYS[entity]]
    columns = ", ".join(_column(entity, name) for name in (*keys, *present))
    sql = _PART.format(columns=columns, table=table, numbers=numbers, order=order)
    return tables.table(sql, {"part": part})


def _column(entity: Entity, name: str) -> str:
    if entity is Entity.PERSON and name in _SPECIAL:
        return _SPECIAL[name]
    return f"n.{name}" if name.endswith("_no") else f'staged."{name}"'
