"""Differences as rows: where their files lie now, with the label that these have now."""

import io
from uuid import UUID

import pyarrow as pa
import pyarrow.csv as pv
from django.db import connection

from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.registry.api.snapshots import place_rows

_TABLE = "run_difference"
_COLUMNS = (
    "kind",
    "benefit",
    "household_id",
    "person_id",
    "award",
    "now_fen",
    "then_fen",
    "reason_code",
)

_HOLD = f"""
create temporary table {_TABLE} (
  id uuid, kind text, benefit text, household_id uuid, person_id uuid, award uuid,
  now_fen bigint, then_fen bigint, reason_code text, division text, label text
) on commit drop
"""

_FILL = f"""
copy {_TABLE} (id, {", ".join(_COLUMNS)}) from stdin with (format csv)
"""

# Whose file has gone since the snapshot has no difference any more.
_WRITE = f"""
insert into entitlements_rundifference (id, run_id, division, label, {", ".join(_COLUMNS)})
select id, %(run)s, division, label, {", ".join(_COLUMNS)} from {_TABLE}
where division is not null order by division, id
"""  # noqa: S608 - names of our own tables


def write_differences(run: UUID, found: pa.Table) -> int:
    """Write the differences of a part in the transaction that is open; answers how many."""
    if not found.num_rows:
        return 0
    # One chunk: of an empty one before others the writer makes rubbish (pyarrow 26).
    rows = found.select(list(_COLUMNS)).combine_chunks()
    rows = rows.add_column(0, "id", _ids(found.num_rows))
    text = io.BytesIO()
    options = pv.WriteOptions(include_header=False)
    pv.write_csv(rows, text, options)
    with connection.cursor() as cursor:
        cursor.execute(f"drop table if exists {_TABLE}")
        cursor.execute(_HOLD)
        with cursor.copy(_FILL) as copy:
            copy.write(text.getvalue())
        place_rows(_TABLE)
        cursor.execute(_WRITE, {"run": run})
        return int(cursor.rowcount)


def _ids(count: int) -> pa.Array:
    return pa.array([str(uuid7()) for _ in range(count)], pa.string())
