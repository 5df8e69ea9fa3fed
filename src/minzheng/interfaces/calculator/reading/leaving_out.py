"""Which households are left out when errors are to be skipped, and why.

A household is whole or it is not evaluated.  A row that names no known household probably belongs
to the one before it, so that one is left out too: to evaluate a family without one of its members
would be worse than not to evaluate it.
"""

from dataclasses import dataclass

import pyarrow as pa

from minzheng.interfaces.calculator.reading.problems import ProblemLog
from minzheng.interfaces.calculator.reading.second_pass import StagedTables
from minzheng.rules.batch.snapshot import TABLES


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A household that was not evaluated: its id, its row in the table of households, and why."""

    household_id: str
    row: int
    reasons: tuple[str, ...]


_BAD_SCHEMA = pa.schema([("row", pa.int64()), ("wrong", pa.string())])

_FAULTY = """
CREATE TABLE faulty AS
WITH
  person AS (
    SELECT p.row, p.person_id, h.household_id
    FROM persons p LEFT JOIN (SELECT DISTINCT household_id FROM households) h USING (household_id)),
  housed AS (SELECT row, household_id FROM person WHERE household_id IS NOT NULL),
  bad_person AS (
    SELECT coalesce(p.household_id, before.household_id) AS household_id, bad.wrong
    FROM bad_persons bad
    JOIN person p ON p.row = bad.row
    ASOF LEFT JOIN housed before ON bad.row > before.row),
  spoilt_person AS (
    -- Rows of the file that could not even be split into cells.
    SELECT before.household_id, bad.wrong
    FROM (SELECT * FROM bad_persons WHERE row NOT IN (SELECT row FROM persons)) bad
    ASOF JOIN housed before ON bad.row > before.row),
  supported AS (
    SELECT s.row, p.household_id FROM supporters s JOIN person p USING (person_id)
    WHERE p.household_id IS NOT NULL),
  bad_supporter AS (
    SELECT coalesce(s.household_id, before.household_id) AS household_id, bad.wrong
    FROM bad_supporters bad
    LEFT JOIN supported s ON s.row = bad.row
    ASOF LEFT JOIN supported before ON bad.row > before.row)
SELECT household_id, list_sort(list(DISTINCT wrong)) AS reasons
FROM (SELECT h.household_id, bad.wrong FROM bad_households bad JOIN households h ON h.row = bad.row
      UNION ALL SELECT * FROM bad_person
      UNION ALL SELECT * FROM spoilt_person
      UNION ALL SELECT * FROM bad_supporter)
WHERE household_id IS NOT NULL GROUP BY household_id
"""


def mark_faulty(tables: StagedTables, log: ProblemLog) -> None:
    """Make the table ``faulty`` of households that have an error, with the reasons."""
    for entity, table in TABLES.items():
        bad = log.bad_rows[entity]
        columns = [pa.array(bad.keys(), pa.int64()), pa.array(bad.values(), pa.string())]
        tables.add(f"bad_{table}", pa.table(columns, schema=_BAD_SCHEMA))
    tables.run(_FAULTY)


def left_out(tables: StagedTables) -> tuple[LeftOut, ...]:
    """The faulty households in the order of the input; rows without a usable id have none."""
    sql = """
        SELECT coalesce(h.household_id, ''), min(h.row),
               coalesce(any_value(f.reasons), list(DISTINCT bad.wrong))
        FROM households h
        LEFT JOIN faulty f ON f.household_id = h.household_id
        LEFT JOIN bad_households bad ON bad.row = h.row AND h.household_id IS NULL
        WHERE f.household_id IS NOT NULL OR bad.row IS NOT NULL
        GROUP BY h.household_id, CASE WHEN h.household_id IS NULL THEN h.row END
        ORDER BY 2"""
    return tuple(
        LeftOut(str(household), int(str(row)), tuple(map(str, _listed(reasons))))
        for household, row, reasons in tables.rows(sql)
    )


def _listed(reasons: object) -> list[object]:
    return reasons if isinstance(reasons, list) else []
