"""Published tables (发放公示) at the desk: prepared by one person, let out by another, taken down.

What strangers read is another table, which only an approved one gets into.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from minzheng.base.divisions import Level
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework.api.offices import name_of
from minzheng.kernel.casework.api.publicity import moment_after
from minzheng.kernel.payments import tabling, viewing
from minzheng.kernel.payments.models import PaymentTable, PublicTable, TableKind, TableState
from minzheng.kernel.payments.sheets import sheet
from minzheng.kernel.payments.table_results import TableFile, TableRow
from minzheng.kernel.payments.tabling import Made
from minzheng.kernel.payments.terms import terms_on
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.listing import Page, one, page_of, seen

__all__ = [
    "TableFile",
    "TableRow",
    "approve_table",
    "list_tables",
    "prepare_table",
    "table_file",
    "table_sheet",
    "withdraw_table",
]

PUBLISH, APPROVE, READ = "notice.publish", "notice.approve", "case.read"
LONGEST_REASON = 300


@command(permission=PUBLISH, action="table.prepare")
def prepare_table(actor: Actor, *, division: str, benefit: str, month: Month) -> UUID:
    """Put together what would be published. Nobody sees it before another person has approved.

    Raises `Refused`, and `Conflict` where there is one already.
    """
    if Month.of(clock.today()) < month:
        raise Refused("这个月还没有到。")
    found = tabling.made(division, benefit, month)
    row = PaymentTable(
        division=division,
        kind=found.kind,
        benefit=benefit,
        month=month.first_day,
        **_content(found),
        prepared_by=actor.account,
        prepared_person=actor.person,
        prepared_name=actor.name,
        prepared_at=clock.now(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as problem:
        raise Conflict("这里这个月这项待遇的公示已经编制。要重新编制，请先撤下。") from problem
    touched("payment_table", row.pk, division)
    return row.pk


@command(permission=APPROVE, action="table.approve")
def approve_table(actor: Actor, *, table: UUID) -> None:
    """Let it out: from now on everybody may read it. Raises `Refused`, `Conflict`, `Unseen`.

    What was paid or came back since, or was sealed, is not what was prepared: it is refused.
    """
    row = one(PaymentTable.objects, table, lock=True)
    touched("payment_table", row.pk, row.division)
    if row.state != TableState.PREPARED:
        raise Conflict("该公示已经审核或者已经撤下。")
    if actor.person == row.prepared_person:
        raise Refused("编制的人不能自己审核。请由另一人审核。")
    now = tabling.made(row.division, row.benefit, Month.of(row.month))
    if _content(now)["shown"] != row.shown:
        raise Conflict("编制以后发放情况有变化。请撤下，重新编制。")
    today = clock.today()
    row.approved_by, row.approved_person, row.approved_name = (
        actor.account,
        actor.person,
        actor.name,
    )
    row.state, row.posted_on = TableState.POSTED, today
    row.last_day = today + timedelta(days=terms_on(today, row.division).table_days)
    row.ends_at = moment_after(row.last_day)
    row.save()
    PublicTable(
        id=row.pk,
        division=row.division,
        title=title_of(row),
        office=name_of(row.division[: Level.TOWNSHIP]),
        month=row.month,
        columns=row.columns,
        shown=row.shown,
        posted_on=row.posted_on,
        last_day=row.last_day,
        ends_at=row.ends_at,
    ).save(force_insert=True)


@command(permission=PUBLISH, action="table.withdraw")
def withdraw_table(actor: Actor, *, table: UUID, because: str) -> None:
    """Take it down, or give up what was prepared. Raises `Refused`, `Conflict`, `Unseen`."""
    row = one(PaymentTable.objects, table, lock=True)
    touched("payment_table", row.pk, row.division)
    if row.state not in (TableState.PREPARED, TableState.POSTED):
        raise Conflict("该公示已经结束。")
    if not because.strip():
        raise Refused("请写明撤下的原因。")
    row.state, row.closed_at = TableState.WITHDRAWN, clock.now()
    row.closed_because = because.strip()[:LONGEST_REASON]
    row.save(update_fields=["state", "closed_at", "closed_because"])
    PublicTable.objects.filter(pk=row.pk).update(shown=[], over=True)


@query(permission=READ, action="table.read")
def list_tables(
    actor: Actor, *, division: str = "", state: str = "", after: str = "", limit: int = 50
) -> Page[TableRow]:
    """The tables of a division within the scope."""
    rows = seen(PaymentTable.objects, division)
    rows = rows.filter(state=state) if state in TableState.values else rows
    touched("list", None, division or actor.division)
    return page_of(rows, ("division", "month", "id"), after, limit, lambda found: map(_row, found))


@query(permission=READ, action="table.read")
def table_file(actor: Actor, *, table: UUID) -> TableFile:
    """One table as it is or would be published. Raises `Unseen`."""
    row = one(PaymentTable.objects, table)
    touched("payment_table", row.pk, row.division)
    return TableFile(
        row=_row(row),
        title=title_of(row),
        columns=tuple(row.columns),
        shown=tuple(map(tuple, row.shown)),
        prepared_name=row.prepared_name,
        prepared_at=row.prepared_at,
        approved_name=row.approved_name,
        closed_at=row.closed_at,
        closed_because=row.closed_because,
        may=_hands(actor, row),
    )


@query(permission=READ, action="table.read")
def table_sheet(actor: Actor, *, table: UUID) -> bytes:
    """The sheets for the board, a PDF on A4, while it is up. Raises `Refused`, `Unseen`."""
    row = one(PaymentTable.objects, table)
    touched("payment_table", row.pk, row.division, payload={"printed": True})
    if row.state != TableState.POSTED or row.posted_on is None or row.last_day is None:
        raise Refused("没有张贴，或者已经结束，不能打印。")
    return sheet(
        title=title_of(row),
        place=divisions.names([row.division]).get(row.division, ""),
        office=name_of(row.division[: Level.TOWNSHIP]),
        columns=row.columns,
        rows=row.shown,
        days=(row.posted_on, row.last_day),
    )


def title_of(row: PaymentTable) -> str:
    """2026年11月最低生活保障金发放名单."""
    month = Month.of(row.month)
    kind = TableKind(row.kind).label
    return f"{month.year}年{month.month}月{viewing.title_of(row.benefit)}{kind}"


def _content(found: Made) -> dict[str, Any]:
    return {
        "columns": list(found.columns),
        "shown": [list(each) for each in found.shown],
        "award_ids": list(found.awards),
        "count": found.count,
        "total_fen": found.total_fen,
    }


def _hands(actor: Actor, row: PaymentTable) -> frozenset[str]:
    may = set()
    if row.state == TableState.PREPARED and actor.person != row.prepared_person:
        may |= {"approve"} if actor.may(APPROVE) else set()
    if row.state in (TableState.PREPARED, TableState.POSTED) and actor.may(PUBLISH):
        may.add("withdraw")
    return frozenset(may | ({"print"} if row.state == TableState.POSTED else set()))


def _row(each: PaymentTable) -> TableRow:
    return TableRow(
        id=each.pk,
        division=each.division,
        kind=each.kind,
        kind_title=each.get_kind_display(),
        benefit=each.benefit,
        benefit_title=viewing.title_of(each.benefit),
        month=Month.of(each.month),
        count=each.count,
        total_fen=each.total_fen,
        state=each.state,
        state_title=each.get_state_display(),
        posted_on=each.posted_on,
        last_day=each.last_day,
    )
