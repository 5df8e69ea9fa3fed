"""Imprest floats (备用金): money that towns hold for small urgent aid, and what became of it."""

from django.db import models
from django.db.models import F, Q

from minzheng.kernel.payments.models.funds import Book
from minzheng.kernel.payments.models.rows import (
    RULE_LENGTH,
    TEXT_LENGTH,
    account,
    fen,
    person,
)
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import append_only, by_division
from minzheng.kernel.registry.api.following import placed


class MovementKind(models.TextChoices):
    """What happened to a float."""

    TOP_UP = "top_up", "拨入"
    SPEND = "spend", "支付救助"
    GIVE_BACK = "give_back", "缴回"
    REVERSAL = "reversal", "更正支付"


@placed
@by_division
class ImprestFloat(Placed):
    """The float of one town, in the keeping of one person. The database keeps its balance."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="+", db_index=False)
    limit_fen = fen("限额")
    warn_fen = fen("低于此额提醒")
    balance_fen = fen("余额", default=0)
    custodian = account("保管人")
    custodian_person = person()
    closed = models.BooleanField("已停用", default=False)
    opened_at = models.DateTimeField("设立时间")

    class Meta:
        verbose_name = verbose_name_plural = "备用金"
        constraints = [
            models.UniqueConstraint(
                fields=["division"], name="imprest_float_once", condition=Q(closed=False)
            ),
            models.CheckConstraint(
                name="imprest_float_bounds",
                condition=Q(limit_fen__gt=0) & Q(warn_fen__gte=0) & Q(warn_fen__lte=F("limit_fen")),
            ),
            models.CheckConstraint(
                name="imprest_float_balance",
                condition=Q(balance_fen__gte=0) & Q(balance_fen__lte=F("limit_fen")),
            ),
            models.CheckConstraint(
                name="imprest_float_closed_empty", condition=Q(closed=False) | Q(balance_fen=0)
            ),
        ]


@placed
@by_division
class ImprestMovement(Placed):
    """Money into or out of a float; `amount_fen` is what the balance grows by.

    Its id comes from whoever enters it, so that twice is once. What was spent names the case and
    the benefit that it was paid for, and no person: who that is stands in the case. It is in the
    county's books from its settlement (报账) on.
    """

    imprest = models.ForeignKey(
        ImprestFloat, models.PROTECT, related_name="movements", db_index=False
    )
    kind = models.CharField("类别", max_length=10, choices=MovementKind)
    amount_fen = fen("金额")
    moved_on = models.DateField("日期")
    voucher = models.CharField("票据号", max_length=TEXT_LENGTH)
    case_id = models.UUIDField("办件", null=True)
    benefit = models.CharField("待遇", max_length=RULE_LENGTH, blank=True)
    reverses = models.UUIDField("更正的支付", null=True)
    journal = models.UUIDField("凭证", null=True)
    recorded_by = account("登记人")
    recorded_person = person()
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "备用金收支"
        indexes = [
            models.Index(fields=["imprest", "id"], name="imprest_movement_page"),
            models.Index(
                fields=["case_id"], name="imprest_movement_case", condition=~Q(case_id=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["reverses"], name="imprest_reversed_once", condition=~Q(reverses=None)
            ),
            models.CheckConstraint(
                name="imprest_movement_kind", condition=Q(kind__in=MovementKind.values)
            ),
            models.CheckConstraint(
                name="imprest_movement_sign",
                condition=Q(kind__in=["top_up", "reversal"], amount_fen__gt=0)
                | Q(kind__in=["spend", "give_back"], amount_fen__lt=0),
            ),
            models.CheckConstraint(
                name="imprest_movement_for_a_case",
                condition=Q(kind__in=["spend", "reversal"], case_id__isnull=False) & ~Q(benefit="")
                | Q(kind__in=["top_up", "give_back"], case_id=None, benefit=""),
            ),
            models.CheckConstraint(
                name="imprest_movement_reverses",
                condition=Q(kind="reversal", reverses__isnull=False)
                | ~Q(kind="reversal") & Q(reverses=None),
            ),
        ]


@append_only
@by_division
class ImprestCount(Placed):
    """That somebody else than the custodian counted the float (对账)."""

    imprest = models.ForeignKey(ImprestFloat, models.PROTECT, related_name="counts", db_index=False)
    counted_on = models.DateField("对账日期")
    book_fen = fen("账面余额")
    counted_fen = fen("实有金额")
    note = models.CharField("差异说明", max_length=TEXT_LENGTH, blank=True)
    counted_by = account("对账人")
    counted_person = person()
    counted_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "备用金对账"
        indexes = [
            models.Index(fields=["imprest", "-id"], name="imprest_count_page"),
        ]
        constraints = [
            models.CheckConstraint(
                name="imprest_count_explained",
                condition=Q(counted_fen__gte=0) & (Q(counted_fen=F("book_fen")) | ~Q(note="")),
            ),
        ]
