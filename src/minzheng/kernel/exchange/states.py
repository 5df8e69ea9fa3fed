"""The states of imports, exports and checks, as tables: what may follow what."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models

from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.exchange.checks.states import CHECK_TRANSITIONS


class ImportState(models.TextChoices):
    """Where an import stands."""

    RECEIVED = "received", "等待读取"
    READING = "reading", "正在读取核对"
    REFUSED = "refused", "有错误，未导入"
    CHECKED = "checked", "已核对，待确认"
    ORDERED = "ordered", "等待导入"
    RUNNING = "running", "正在导入"
    DONE = "done", "已完成"
    CANCELLED = "cancelled", "已取消"


class PartState(models.TextChoices):
    """A part is loaded whole, in one transaction, or not at all."""

    PENDING = "pending", "未导入"
    DONE = "done", "已导入"


class ExportState(models.TextChoices):
    """Where a request for an export stands."""

    REQUESTED = "requested", "待审批"
    APPROVED = "approved", "已批准，正在生成"
    REFUSED = "refused", "未批准"
    READY = "ready", "可以下载"
    FETCHED = "fetched", "已下载"
    EXPIRED = "expired", "已过期"


_I, _E = ImportState, ExportState

TRANSITIONS: Mapping[type[models.TextChoices], Mapping[str, frozenset[str]]] = {
    ImportState: {
        _I.RECEIVED: frozenset({_I.READING, _I.CANCELLED}),
        # A worker that died while reading begins again.
        _I.READING: frozenset({_I.READING, _I.CHECKED, _I.REFUSED}),
        _I.CHECKED: frozenset({_I.ORDERED, _I.CANCELLED}),
        _I.ORDERED: frozenset({_I.RUNNING, _I.CANCELLED}),
        _I.RUNNING: frozenset({_I.RUNNING, _I.DONE}),
        _I.REFUSED: frozenset(),
        _I.DONE: frozenset(),
        _I.CANCELLED: frozenset(),
    },
    ExportState: {
        _E.REQUESTED: frozenset({_E.APPROVED, _E.REFUSED}),
        _E.APPROVED: frozenset({_E.READY, _E.REFUSED}),
        _E.READY: frozenset({_E.FETCHED, _E.EXPIRED}),
        _E.FETCHED: frozenset({_E.FETCHED, _E.EXPIRED}),
        _E.REFUSED: frozenset(),
        _E.EXPIRED: frozenset(),
    },
    **CHECK_TRANSITIONS,
}

Row = TypeVar("Row", bound=models.Model)


def move(row: Any, to: models.TextChoices, **changes: Any) -> None:
    """Bring a row into another state, with what changes in the same breath. Raises `Conflict`.

    The state is compared by the database: of two who try, one moves it.
    """
    allowed = [before for before, after in TRANSITIONS[type(to)].items() if to in after]
    if row.state not in allowed:
        raise Conflict("状态已经变化，请刷新后再试。")
    rows = type(row)._default_manager.filter(pk=row.pk, state=row.state)
    if not rows.update(state=to, **changes):
        raise Conflict("状态已经变化，请刷新后再试。")
    row.state = to.value
    for name, value in changes.items():
        setattr(row, name, value)
