"""The worker's part of an export: the file is made once, kept encrypted, and taken away in time."""

import secrets
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from minzheng.base.clock import BUSINESS_ZONE
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit import api as audit
from minzheng.kernel.documents.api.storage import put
from minzheng.kernel.exchange.exports.canary import Canary, canary_row, new_canary
from minzheng.kernel.exchange.exports.columns import SUBJECTS, Subject, shown
from minzheng.kernel.exchange.exports.limits import FETCHED_WITHIN, GROWN
from minzheng.kernel.exchange.models import ExportRequest
from minzheng.kernel.exchange.ports import Cell, ExportSheet, sheet_writer
from minzheng.kernel.exchange.states import ExportState, move
from minzheng.kernel.registry.api.extracts import Extract

PURPOSE = "job"
_AT_ONCE = 500


def make_export(identifier: UUID) -> None:
    """Make the file of an approved request. Done twice, the second time changes nothing."""
    with working(PURPOSE):
        found = ExportRequest.objects.filter(pk=identifier).first()
    if found is None or found.state != ExportState.APPROVED:
        return
    # Everything is read in one transaction: the table is of one moment.
    with working(PURPOSE, found.division):
        canary = new_canary()
        rows = list(_rows(SUBJECTS[found.subject], found, canary))
    if len(rows) > found.rows + GROWN:
        with working(PURPOSE, found.division):
            move(found, ExportState.REFUSED, refusal="申请之后行数增加太多，请重新申请。")
        return
    content = sheet_writer()(_sheet(found, rows))
    digest = put(content)
    with working(PURPOSE, found.division):
        _ready(found, digest, len(content), canary)


def expire_exports() -> int:
    """Let go of files whose time is over; the sweep of the store removes them."""
    with working(PURPOSE):
        over = ExportRequest.objects.filter(
            expires_at__lte=clock.now(), state__in=[ExportState.READY, ExportState.FETCHED]
        )
        due = list(over.order_by("expires_at")[:_AT_ONCE])
        for each in due:
            move(each, ExportState.EXPIRED, sm3="", size=0)
        return len(due)


def _ready(found: Any, digest: str, size: int, canary: Canary) -> None:
    now = clock.now()
    request = ExportRequest.objects.select_for_update().get(pk=found.pk)
    if request.state != ExportState.APPROVED:
        # A second worker was first: what this one has made is named by no row and is swept.
        return
    request.canary = f"{canary.name} {canary.born.isoformat()}"
    request.canary_index = canary.index
    request.save(update_fields=["canary", "canary_index"])
    move(
        request,
        ExportState.READY,
        sm3=digest,
        size=size,
        ready_at=now,
        expires_at=now + FETCHED_WITHIN,
    )
    payload: dict[str, audit.JSON] = {
        "reference": request.reference,
        "rows": request.rows,
        "sm3": digest,
    }
    audit.record(
        "export.make",
        subject_type="export",
        subject=request.pk,
        division=request.division,
        payload=payload,
    )


def _rows(subject: Subject, found: Any, canary: Canary) -> Iterator[list[Cell]]:
    """The rows as they leave, the canary somewhere among them."""
    unmasked = frozenset(found.unmasked)
    place = secrets.randbelow(found.rows + 1)
    last: Extract | None = None
    released = False
    for number, row in enumerate(subject.rows(found.division, frozenset(found.columns))):
        if number >= place and not released:
            yield shown(subject, found.columns, unmasked, canary_row(canary, row))
            released = True
        yield shown(subject, found.columns, unmasked, row)
        last = row
    if last is not None and not released:
        yield shown(subject, found.columns, unmasked, canary_row(canary, last))


def _sheet(found: Any, rows: list[list[Cell]]) -> ExportSheet:
    subject = SUBJECTS[found.subject]
    at = clock.now().astimezone(BUSINESS_ZONE)
    return ExportSheet(
        title=subject.title,
        watermark=(
            f"导出编号 {found.reference}　导出人 {found.requester}　{at:%Y-%m-%d %H:%M}",
            f"用途：{found.reason}　本文件带有追踪标记，仅限申请用途，请勿转发，用毕销毁。",
        ),
        headings=[subject.columns[name].title for name in found.columns],
        rows=rows,
    )
