"""Settlements (结算单): what a county owes a provider for a month."""

from django.db import models
from django.db.models import Q

from minzheng.kernel.payments.models.providers import Provider
from minzheng.kernel.payments.models.rows import (
    NAME_LENGTH,
    NUMBER_LENGTH,
    TEXT_LENGTH,
    account,
    fen,
    month,
    person,
)
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import by_division
from minzheng.kernel.registry.api.following import placed


class SettlementState(models.TextChoices):
    """Where a settlement stands; whether it is paid is said by its line in a batch."""

    PREPARED = "prepared", "待对账"
    AGREED = "agreed", "已对账"
    WITHDRAWN = "withdrawn", "已撤回"


@placed
@by_division
class Settlement(Placed):
    """Every redemption of one provider that waited at the end of a month, as one sum.

    The provider agrees with it before it is paid; a wrong one is withdrawn and made anew. All its
    redemptions bear its label, so that protected people are settled by those who see them.
    """

    number = models.CharField("结算单号", max_length=NUMBER_LENGTH, unique=True)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="settlements")
    month = month("月份")
    count = models.PositiveIntegerField("笔数")
    price_fen = fen("服务价格")
    amount_fen = fen("结算金额")
    state = models.CharField(
        "状态", max_length=10, choices=SettlementState, default=SettlementState.PREPARED
    )
    prepared_by = account("编制人")
    prepared_person = person()
    prepared_at = models.DateTimeField("编制时间")
    agreed_name = models.CharField("机构确认人", max_length=NAME_LENGTH, blank=True)
    agreed_on = models.DateField("机构确认日期", null=True)
    agreed_by = account("登记人", null=True)
    agreed_person = person(null=True)
    reason = models.CharField("撤回原因", max_length=TEXT_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "服务结算单"
        indexes = [
            models.Index(fields=["division", "-id"], name="settlement_page"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="settlement_once",
                fields=["provider", "month", "label"],
                condition=~Q(state=SettlementState.WITHDRAWN),
            ),
            models.CheckConstraint(
                name="settlement_state", condition=Q(state__in=SettlementState.values)
            ),
            models.CheckConstraint(
                name="settlement_positive", condition=Q(amount_fen__gt=0, month__day=1)
            ),
            models.CheckConstraint(
                name="settlement_agreed_by_somebody",
                condition=~Q(state=SettlementState.AGREED)
                | Q(
                    ~Q(agreed_name=""),
                    agreed_on__isnull=False,
                    agreed_by__isnull=False,
                    agreed_person__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="settlement_withdrawn_for_a_reason",
                condition=~Q(state=SettlementState.WITHDRAWN) | ~Q(reason=""),
            ),
        ]
