"""Price rises (价格临时补贴): for which month of the index a county pays, and how far that is."""

from django.db import models
from django.db.models import Q

from minzheng.kernel.payments.models.rows import (
    RULE_LENGTH,
    TEXT_LENGTH,
    account,
    month,
    person,
)
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import by_division
from minzheng.kernel.registry.api.following import placed


class PriceRiseState(models.TextChoices):
    """Where the list of those who are paid stands."""

    ORDERED = "ordered", "正在生成名单"
    OPENED = "opened", "名单已生成"
    FAILED = "failed", "没有完成"


@placed
@by_division
class PriceRise(Placed):
    """That a county pays a benefit for one month of the index. Names no person.

    Ordered again, it is the same row: only those are added who were not on the list.
    """

    benefit = models.CharField("待遇", max_length=RULE_LENGTH)
    index_month = month("价格指数月份")
    document = models.CharField("启动文件", max_length=TEXT_LENGTH)
    state = models.CharField(
        "状态", max_length=10, choices=PriceRiseState, default=PriceRiseState.ORDERED
    )
    opened = models.PositiveIntegerField("列入人数", default=0)
    refused = models.PositiveIntegerField("已享受同类待遇人数", default=0)
    failure = models.CharField("没有完成的原因", max_length=TEXT_LENGTH, blank=True)
    ordered_by = account("启动人")
    ordered_person = person()
    ordered_at = models.DateTimeField("启动时间")
    finished_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "价格临时补贴启动"
        constraints = [
            models.UniqueConstraint(
                fields=["division", "benefit", "index_month"], name="price_rise_once"
            ),
            models.CheckConstraint(
                name="price_rise_state",
                condition=Q(state=PriceRiseState.ORDERED, finished_at=None, failure="")
                | Q(state=PriceRiseState.OPENED, finished_at__isnull=False, failure="")
                | Q(state=PriceRiseState.FAILED, finished_at__isnull=False) & ~Q(failure=""),
            ),
            models.CheckConstraint(
                name="price_rise_month", condition=Q(index_month__day=1) & ~Q(document="")
            ),
        ]
