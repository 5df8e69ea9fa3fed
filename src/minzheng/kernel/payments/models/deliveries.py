"""Deliveries (服务和实物待遇): what an award gives in a month, what was used of it, and where."""

from django.db import models
from django.db.models import F, Q

from minzheng.kernel.payments.models.providers import Provider
from minzheng.kernel.payments.models.rows import (
    CODE_LENGTH,
    RULE_LENGTH,
    TEXT_LENGTH,
    account,
    fen,
    month,
    person,
)
from minzheng.kernel.payments.models.settlements import Settlement
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import (
    by_division,
    seen_by_its_household,
    seen_by_its_person,
)
from minzheng.kernel.registry.api.following import follows_household, follows_person, placed


class DeliveryState(models.TextChoices):
    """Whether anything may still be used of it."""

    OPEN = "open", "可使用"
    EXPIRED = "expired", "已到期"


@follows_household("household_id")
@follows_person("person_id")
@seen_by_its_person("person_id")
@seen_by_its_household("household_id")
@by_division
class Delivery(Placed):
    """What one award gives for one month in services or things, in fen, and until when.

    Made by the monthly order, raised when more becomes due, never paid in cash. The database keeps
    `used_fen` from the redemptions. It goes with the file.
    """

    award_id = models.UUIDField("享受资格")
    line_id = models.UUIDField("待遇明细")
    benefit = models.CharField("待遇", max_length=RULE_LENGTH)
    household_id = models.UUIDField("家庭", null=True)
    person_id = models.UUIDField("人员", null=True)
    month = month("月份")
    amount_fen = fen("额度")
    used_fen = fen("已使用", default=0)
    valid_until = models.DateField("有效期至")
    state = models.CharField(
        "状态", max_length=10, choices=DeliveryState, default=DeliveryState.OPEN
    )
    ordered_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = verbose_name_plural = "服务和实物待遇"
        indexes = [
            models.Index(fields=["month", "division", "id"], name="delivery_page"),
            models.Index(
                fields=["valid_until"], name="delivery_open", condition=Q(state=DeliveryState.OPEN)
            ),
            models.Index(
                fields=["person_id"], name="delivery_person", condition=~Q(person_id=None)
            ),
            models.Index(
                fields=["household_id"], name="delivery_household", condition=~Q(household_id=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["award_id", "month"], name="delivery_once"),
            # Referred to by redemptions: see `migrations/rules/delivering`.
            models.UniqueConstraint(fields=["id", "label"], name="delivery_place"),
            models.CheckConstraint(
                name="delivery_state", condition=Q(state__in=DeliveryState.values)
            ),
            models.CheckConstraint(name="delivery_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="delivery_within_the_month",
                condition=Q(amount_fen__gt=0)
                & Q(used_fen__gte=0)
                & Q(used_fen__lte=F("amount_fen")),
            ),
        ]


@placed
@by_division
class Redemption(Placed):
    """What a provider gave out of a delivery: its price, and what the benefit bears of that.

    Its id comes from whoever enters it, so that twice is once. A mistake is taken back by another
    row with the opposite sign. It stays with the town in which it was entered.
    """

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="redemptions")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    mode = models.CharField("服务方式", max_length=CODE_LENGTH)
    content = models.CharField("服务内容", max_length=TEXT_LENGTH)
    price_fen = fen("价格")
    amount_fen = fen("补贴承担")
    used_on = models.DateField("服务日期")
    voucher = models.CharField("凭据号", max_length=TEXT_LENGTH)
    reverses = models.UUIDField("冲销的核销", null=True)
    settlement = models.ForeignKey(
        Settlement, models.PROTECT, null=True, related_name="redemptions"
    )
    recorded_by = account("登记人")
    recorded_person = person()
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "服务核销"
        indexes = [
            models.Index(
                fields=["provider", "used_on"],
                name="redemption_to_settle",
                condition=Q(settlement=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "label"], name="redemption_place"),
            models.UniqueConstraint(
                fields=["reverses"], name="redemption_reversed_once", condition=~Q(reverses=None)
            ),
            models.CheckConstraint(
                name="redemption_sign",
                condition=Q(reverses=None, amount_fen__gt=0, price_fen__gte=F("amount_fen"))
                | Q(reverses__isnull=False, amount_fen__lt=0, price_fen__lte=F("amount_fen")),
            ),
        ]


class DisputeOutcome(models.TextChoices):
    """What came of a dispute."""

    OPEN = "open", "待处理"
    UPHELD = "upheld", "属实，已冲销"
    DISMISSED = "dismissed", "不属实"


@placed
@by_division
class Dispute(Placed):
    """Somebody says that a redemption is wrong. Until another person has looked, it waits."""

    redemption = models.ForeignKey(Redemption, models.PROTECT, related_name="disputes")
    reason = models.CharField("争议内容", max_length=TEXT_LENGTH)
    outcome = models.CharField(
        "处理结果", max_length=10, choices=DisputeOutcome, default=DisputeOutcome.OPEN
    )
    finding = models.CharField("核查情况", max_length=TEXT_LENGTH, blank=True)
    raised_by = account("提出登记人")
    raised_person = person()
    raised_at = models.DateTimeField("提出时间")
    settled_by = account("处理人", null=True)
    settled_person = person(null=True)
    settled_at = models.DateTimeField("处理时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "服务争议"
        constraints = [
            models.UniqueConstraint(
                name="dispute_open_once",
                fields=["redemption"],
                condition=Q(outcome=DisputeOutcome.OPEN),
            ),
            models.CheckConstraint(
                name="dispute_outcome", condition=Q(outcome__in=DisputeOutcome.values)
            ),
            models.CheckConstraint(
                name="dispute_settled_by_another",
                condition=Q(outcome=DisputeOutcome.OPEN, settled_by=None)
                | Q(
                    ~Q(outcome=DisputeOutcome.OPEN),
                    ~Q(finding=""),
                    ~Q(settled_by=F("raised_by")),
                    ~Q(settled_person=F("raised_person")),
                    settled_by__isnull=False,
                    settled_person__isnull=False,
                    settled_at__isnull=False,
                ),
            ),
        ]
