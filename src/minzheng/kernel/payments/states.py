"""What may follow what, for a batch and for each of its lines; the database holds the same tables.

A batch is `unknown` from the moment before its file leaves until the bank has said something: a
crash in between leaves exactly that, and nobody sends again unasked.
"""

from collections.abc import Mapping

from django.db import models


class BatchKind(models.TextChoices):
    """What a batch pays."""

    REGULAR = "regular", "月度发放"
    BACKPAY = "backpay", "补发"
    ONCE = "once", "一次性发放"
    PRICE_RISE = "price_rise", "价格临时补贴"
    REPAIR = "repair", "退汇重发"
    IMPREST = "imprest", "备用金"
    PROVIDER = "provider", "服务结算"


class BatchState(models.TextChoices):
    """Where a batch stands."""

    DRAFT = "draft", "编制中"
    CHECKED = "checked", "已检查"
    APPROVED = "approved", "已批准"
    FROZEN = "frozen", "已锁定"
    FILED = "filed", "已生成文件"
    SENT = "sent", "已送银行"
    UNKNOWN = "unknown", "待银行确认"
    CONFIRMED = "confirmed", "已到账核对"
    CANCELLED = "cancelled", "已撤销"


class LineState(models.TextChoices):
    """Where a line stands."""

    PENDING = "pending", "待发放"
    HELD = "held", "暂缓"
    PAID = "paid", "已发放"
    RETURNED = "returned", "已退回"
    REPAIRED = "repaired", "已重发"
    CANCELLED = "cancelled", "已撤销"
    VOIDED = "voided", "已作废"


class Component(models.TextChoices):
    """Of what a payment for a month consists."""

    REGULAR = "regular", "当月"
    BACKPAY = "backpay", "补发"


LIVE = (LineState.PENDING, LineState.PAID, LineState.RETURNED)
"""What counts as ordered: due for a month less these is still to be paid."""

BATCH_MOVES: Mapping[BatchState, tuple[BatchState, ...]] = {
    BatchState.DRAFT: (BatchState.CHECKED, BatchState.CANCELLED),
    BatchState.CHECKED: (BatchState.DRAFT, BatchState.APPROVED, BatchState.CANCELLED),
    BatchState.APPROVED: (BatchState.FROZEN, BatchState.CANCELLED),
    BatchState.FROZEN: (BatchState.FILED, BatchState.CANCELLED),
    BatchState.FILED: (BatchState.SENT, BatchState.UNKNOWN),
    BatchState.UNKNOWN: (BatchState.FILED, BatchState.SENT, BatchState.CONFIRMED),
    BatchState.SENT: (BatchState.CONFIRMED, BatchState.UNKNOWN),
    BatchState.CONFIRMED: (),
    BatchState.CANCELLED: (),
}
"""From `unknown` back to `filed` only on the word of the bank that it never got the file."""

LINE_MOVES: Mapping[LineState, Mapping[LineState, tuple[BatchState, ...]]] = {
    LineState.PENDING: {
        LineState.HELD: (BatchState.DRAFT, BatchState.APPROVED),
        LineState.PAID: (BatchState.SENT, BatchState.UNKNOWN, BatchState.CONFIRMED),
        LineState.RETURNED: (BatchState.SENT, BatchState.UNKNOWN, BatchState.CONFIRMED),
        LineState.CANCELLED: (BatchState.CANCELLED,),
    },
    LineState.HELD: {
        LineState.PENDING: (BatchState.DRAFT,),
        LineState.CANCELLED: (BatchState.CANCELLED,),
    },
    LineState.PAID: {LineState.RETURNED: (BatchState.SENT, BatchState.CONFIRMED)},
    LineState.RETURNED: {
        LineState.REPAIRED: (BatchState.SENT, BatchState.CONFIRMED),
        LineState.VOIDED: (BatchState.SENT, BatchState.CONFIRMED),
    },
    LineState.REPAIRED: {LineState.RETURNED: (BatchState.SENT, BatchState.CONFIRMED)},
    LineState.CANCELLED: {},
    LineState.VOIDED: {},
}
"""Which state of a line may follow which, and in which states of its batch."""


def may_move(before: BatchState, after: BatchState) -> bool:
    """Whether a batch may go from one state to another."""
    return after in BATCH_MOVES[before]
