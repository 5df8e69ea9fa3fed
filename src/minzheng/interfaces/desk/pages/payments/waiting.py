"""Payments on the workbench: what waits for whom, batch by batch and hand by hand."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from minzheng.base.months import Month
from minzheng.interfaces.desk.pages.tasks import Task
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.payments.api import (
    floats,
    outstanding,
    reading,
    repairs,
    returns,
    sending,
    voidings,
)


def payroll(actor: Actor) -> Mapping[str, Any] | None:
    """Where the batches of this month stand, for those who look after them: one query."""
    if not actor.may("payment.read"):
        return None
    month = Month.of(clock.today())
    totals = reading.batch_totals(actor, month=month)
    return {"month": month, "key": str(month), "totals": totals}


def _batches(work: str) -> Callable[[Actor, int], int]:
    return lambda actor, most: reading.count_waiting(actor, work=work, most=most)


PAYMENT_TASKS: Sequence[Task] = (
    Task(
        "payment.read", _("久无银行答复的批次"), _("送出超过5分钟，马上向银行查询，不要重复送出"),
        "alarm",
        "payments", lambda actor, most: sending.count_unanswered(actor, most=most),
        "?state=unknown",
    ),
    Task(
        "payment.prepare", _("待检查的批次"), _("核对账户、暂缓、死亡和资金"), "cash",
        "payments", _batches("check"), "?state=draft",
    ),
    Task(
        "payment.prepare", _("检查发现待处理的批次"), _("逐项写明怎样核实的，才能批准"),
        "alert-triangle",
        "payments", _batches("settle"), "?state=checked",
    ),
    Task(
        "payment.approve", _("待批准的批次"), _("核对金额和明细摘要后批准"), "writing-sign",
        "payments", _batches("approve"), "?state=checked",
    ),
    Task(
        "payment.send", _("待确认发放的批次"), _("锁定明细并记账"), "lock",
        "payments", _batches("freeze"), "?state=approved",
    ),
    Task(
        "payment.send", _("待送银行的批次"), _("生成银行文件，凭回执登记已送出"), "building-bank",
        "payments", _batches("send"), "?state=filed",
    ),
    Task(
        "payment.send", _("待银行答复的批次"), _("先向银行查询，不要重复送出"), "help-circle",
        "payments", _batches("ask"), "?state=unknown",
    ),
    Task(
        "payment.return", _("待查款项"), _("银行回盘与委托不一致，向银行查明"), "question-mark",
        "suspense", lambda actor, most: returns.count_suspense(actor, most=most),
    ),
    Task(
        "payment.prepare", _("退回待重发的发放"), _("变更账户以后编制重发批次"), "arrow-back-up",
        "repairs", lambda actor, most: repairs.count_repairs(actor, most=most),
    ),
    Task(
        "payment.approve", _("待批准的退汇作废"), _("核对不再应发的依据，由提出人以外的人办理"),
        "arrow-back-up",
        "repairs", lambda actor, most: voidings.count_voidings(actor, most=most),
    ),
    Task(
        "recovery.propose", _("多发待提出追回的"), _("近三个月的，核实原因以后提出"),
        "receipt-refund",
        "overpaid", None, late="overpaid_count",
    ),
    Task(
        "recovery.approve", _("待确认的追回和核销"), _("核对月份和依据，由提出人以外的人办理"),
        "gavel",
        "receivables", lambda actor, most: outstanding.count_proposed(actor, most=most),
    ),
    Task(
        "recovery.propose", _("到期没有返还的追回款"), _("联系返还义务人，重新约定或者提出核销"),
        "calendar-due",
        "receivables", lambda actor, most: outstanding.count_overdue(actor, most=most),
        "?state=confirmed",
    ),
    Task(
        "recovery.receive", _("到期没有返还的追回款"), _("收到以后登记收款"), "calendar-due",
        "receivables", lambda actor, most: outstanding.count_overdue(actor, most=most),
        "?state=confirmed",
    ),
    Task(
        "imprest.read", _("有提醒的备用金"), _("余额不足、没有对账或者手续没有补齐"), "pig-money",
        "floats", lambda actor, most: floats.count_warned(actor),
    ),
)  # fmt: skip
"""In the order of a month: from the draft to what came back."""
