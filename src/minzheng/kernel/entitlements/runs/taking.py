"""One moment of the city: everybody's facts and everything that is due, as files."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pyarrow as pa
import pyarrow.csv as pv
import pyarrow.parquet as pq
from django.db import connection, transaction

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.runs.comparing import AWARDS
from minzheng.kernel.entitlements.runs.places import Place
from minzheng.kernel.registry.api.snapshots import Progress, write_snapshot

PURPOSE = "全量测算"

_AWARDS = """
copy (
  select a.id, a.benefit, a.household_id, a.person_id,
    case
      when a.start_month > %(month)s then 'coming'
      when a.end_month < %(month)s then 'ended'
      when a.state = 'suspended' then 'suspended'
      else 'running'
    end, coalesce(d.amount_fen, 0),
    (extract(year from l.from_month) * 12 + extract(month from l.from_month) - 1)::int
  from entitlements_award a left join entitlements_due(%(month)s) d on d.award = a.id
  left join entitlements_awardline l on l.id = d.line
  order by a.id
) to stdout with (format csv)
"""


def take(place: Place, month: Month, division: str, progress: Progress) -> datetime:
    """Write the files of a run anew; answers of which moment they are."""
    place.empty()
    with of_one_moment(), working(PURPOSE, division):
        moment = clock.now()
        pq.write_table(_awards(month), place.awards)
        write_snapshot(place.snapshot_folder, month=month, area=division, progress=progress)
    return moment


@contextmanager
def of_one_moment() -> Iterator[None]:
    """A transaction that sees the database as it was when it began.

    Within another one it is that one's: how much that sees was settled at its beginning.
    """
    begins = not connection.in_atomic_block
    with transaction.atomic():
        if begins:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read")
        yield


def _awards(month: Month) -> pa.Table:
    with (
        connection.cursor() as cursor,
        cursor.copy(_AWARDS, {"month": month.first_day}) as rows,
    ):
        content = b"".join(rows)
    if not content:
        return AWARDS.empty_table()
    return pv.read_csv(
        pa.BufferReader(content),
        read_options=pv.ReadOptions(column_names=AWARDS.names),
        convert_options=pv.ConvertOptions(
            column_types=dict(zip(AWARDS.names, AWARDS.types, strict=True)),
            strings_can_be_null=True,
            null_values=[""],
        ),
    )
