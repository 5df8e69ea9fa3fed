"""What strangers see of payments, and may say to it: published tables, and no other row.

Nobody is known here and no scope sees anything; `PublicTable` is the one table that is read.
"""

from uuid import UUID

from minzheng.base.divisions import Level
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.casework.api.publicity import Over, drop_objection
from minzheng.kernel.payments.models import PublicTable
from minzheng.kernel.payments.table_results import ShownTable

__all__ = ["ShownTable", "object_to_table", "table_on_board", "tables_in"]


def tables_in(village: str) -> tuple[ShownTable, ...]:
    """The tables that are up in one village now, and those of its town, the newest first."""
    rows = PublicTable.objects.filter(
        division__in=(village, village[: Level.TOWNSHIP]), ends_at__gt=clock.now(), over=False
    )
    return tuple(map(_shown, rows.order_by("-month", "-id")))


def table_on_board(table: UUID) -> ShownTable:
    """One that is up. Raises `Unseen`, and `Over` from the second on which it has ended."""
    found = PublicTable.objects.filter(pk=table).first()
    if found is None:
        raise Unseen
    if found.over or found.ends_at <= clock.now():
        raise Over
    return _shown(found)


def object_to_table(
    table: UUID, *, text: str, name: str = "", contact: str = "", request: UUID, address: str
) -> None:
    """Drop in what somebody has to say; the same `request` twice is one.

    Raises `Unseen`, `Over`, `Refused`, `TooMany`.
    """
    shown = table_on_board(table)
    drop_objection(
        shown.id, text=text, name=name, contact=contact, request=request, address=address
    )


def _shown(row: PublicTable) -> ShownTable:
    return ShownTable(
        id=row.pk,
        division=row.division,
        title=row.title,
        office=row.office,
        month=Month.of(row.month),
        columns=tuple(row.columns),
        shown=tuple(map(tuple, row.shown)),
        posted_on=row.posted_on,
        last_day=row.last_day,
    )
