"""Cases that are handed over, and applications taken in for another place (跨区通办).

The window keeps a receipt, which lies in its own division and holds what it typed itself. What
lies at the place that is responsible is an incoming application; the worker carries from one to
the other, because nobody of either place sees the other one.
"""

from django.db import models
from django.db.models import Q

from minzheng.kernel.casework.models.rows import (
    CODE_LENGTH,
    NAME_LENGTH,
    REASON_LENGTH,
    CaseRow,
    office_code,
)
from minzheng.kernel.protection.fields import BlindIndexField, SecretField
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import by_division
from minzheng.kernel.registry.api.following import placed


@by_division
class Handover(CaseRow):
    """That a case went from one office to another, with the reason."""

    from_office = office_code("转出机关")
    to_office = office_code("转入机关")
    reason = models.CharField("原因", max_length=REASON_LENGTH)
    at = models.DateTimeField("时间")
    by = models.UUIDField("经办人")
    by_name = models.CharField("经办人姓名", max_length=NAME_LENGTH)

    class Meta:
        verbose_name = verbose_name_plural = "转办"
        indexes = [models.Index(fields=["case"], name="handover_of_case")]


class Typed(Placed):
    """What a window typed about somebody of another place."""

    item = models.CharField("事项", max_length=CODE_LENGTH)
    target = office_code("办理地")
    name = SecretField("姓名", kind="text")
    identity = SecretField("证件号码", kind="identity")
    index = BlindIndexField()
    phone = SecretField("联系电话", kind="phone", null=True)
    answers = SecretField("申报内容", kind="text", null=True)
    note = SecretField("说明", kind="text", null=True)
    received_at = models.DateTimeField("收件时间")
    received_on = models.DateField("收件日期")
    window = office_code("收件窗口")

    class Meta:
        abstract = True


class ReceiptState(models.TextChoices):
    """How far the other place has got: all that a window learns."""

    WAITING = "waiting", "等待送达办理地"
    DELIVERED = "delivered", "已送达办理地"
    ACCEPTED = "accepted", "已受理"
    RETURNED = "returned", "需要补正"
    DECLINED = "declined", "不予受理"
    CLOSED = "closed", "已办结"


@placed
@by_division
class Receipt(Typed):
    """The window's own copy, with the state that the other place reports."""

    number = models.CharField("收件编号", max_length=40, unique=True)
    state = models.CharField(
        "状态", max_length=10, choices=ReceiptState, default=ReceiptState.WAITING
    )
    state_on = models.DateField("状态日期")
    missing = models.CharField("需要补正的内容", max_length=REASON_LENGTH, blank=True)
    taken_by = models.UUIDField("收件人")

    class Meta:
        verbose_name = verbose_name_plural = "异地代收回执"
        indexes = [models.Index(fields=["division", "-received_at", "id"], name="receipt_page")]


class IncomingState(models.TextChoices):
    """What the responsible place has done with an application from a window."""

    OPEN = "open", "待登记"
    OPENED = "opened", "已登记"
    DECLINED = "declined", "退回"


@placed
@by_division
class Incoming(Typed):
    """An application that a window of another place took in."""

    receipt = models.UUIDField("回执", unique=True)
    number = models.CharField("收件编号", max_length=40)
    state = models.CharField(
        "状态", max_length=10, choices=IncomingState, default=IncomingState.OPEN
    )
    case_id = models.UUIDField("办件", null=True)
    reason = models.CharField("退回原因", max_length=REASON_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "异地代收的申请"
        indexes = [
            models.Index(
                fields=["division", "received_on", "id"],
                condition=Q(state=IncomingState.OPEN),
                name="incoming_page",
            ),
            models.Index(fields=["case_id"], condition=~Q(case_id=None), name="incoming_of_case"),
        ]
