"""Batches (发放批次): what is paid together, and what they are made of by fund."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from minzheng.kernel.documents.api.storage import refers_to_files
from minzheng.kernel.payments.models.funds import Book, Fund
from minzheng.kernel.payments.models.rows import (
    CODE_LENGTH,
    HASH_LENGTH,
    NUMBER_LENGTH,
    RULE_LENGTH,
    TEXT_LENGTH,
    account,
    fen,
    month,
    person,
)
from minzheng.kernel.payments.states import BatchKind, BatchState
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import append_only, by_division
from minzheng.kernel.registry.api.following import placed

APPROVED_STATES = (
    BatchState.APPROVED,
    BatchState.FROZEN,
    BatchState.FILED,
    BatchState.SENT,
    BatchState.UNKNOWN,
    BatchState.CONFIRMED,
)


@placed
@by_division
class Batch(Placed):
    """Payments of one county that are checked, approved and sent together.

    `number` is what the bank knows it by. `lines_hash` is the SM3 of its canonical lines;
    `approved_hash` is the one that the approver signed. All lines bear one label when drafted:
    whoever may not see protected files pays none of them.
    """

    number = models.CharField("批次号", max_length=NUMBER_LENGTH, unique=True)
    book = models.ForeignKey(Book, models.PROTECT, related_name="+", db_index=False)
    month = month("月份")
    kind = models.CharField("类别", max_length=16, choices=BatchKind)
    benefits = ArrayField(models.CharField(max_length=RULE_LENGTH), verbose_name="待遇")
    state = models.CharField("状态", max_length=12, choices=BatchState, default=BatchState.DRAFT)
    count = models.PositiveIntegerField("笔数", default=0)
    total_fen = fen("金额", default=0)
    held_count = models.PositiveIntegerField("暂缓笔数", default=0)
    held_fen = fen("暂缓金额", default=0)
    lines_hash = models.CharField("明细摘要", max_length=HASH_LENGTH, blank=True)
    approved_hash = models.CharField("批准的明细摘要", max_length=HASH_LENGTH, blank=True)
    maker = account("编制人")
    maker_person = person()
    made_at = models.DateTimeField("编制时间")
    checked_at = models.DateTimeField("检查时间", null=True)
    approver = account("批准人", null=True)
    approver_person = person(null=True)
    approved_at = models.DateTimeField("批准时间", null=True)
    frozen_by = account("确认人", null=True)
    frozen_person = person(null=True)
    frozen_on = models.DateField("确认日期", null=True)
    journal = models.UUIDField("凭证", null=True)
    receipt = models.CharField("银行回执", max_length=TEXT_LENGTH, blank=True)
    sent_at = models.DateTimeField("送出时间", null=True)
    reason = models.CharField("说明", max_length=TEXT_LENGTH, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = "发放批次"
        indexes = [
            models.Index(fields=["division", "-id"], name="payment_batch_page"),
            models.Index(fields=["state", "id"], name="payment_batch_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="payment_batch_state", condition=Q(state__in=BatchState.values)
            ),
            models.CheckConstraint(
                name="payment_batch_kind", condition=Q(kind__in=BatchKind.values)
            ),
            models.CheckConstraint(name="payment_batch_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="payment_batch_two_accounts",
                condition=Q(approver=None) | ~Q(approver=F("maker")),
            ),
            models.CheckConstraint(
                name="payment_batch_two_persons",
                condition=Q(approver_person=None) | ~Q(approver_person=F("maker_person")),
            ),
            models.CheckConstraint(
                name="payment_batch_approved_by_somebody",
                condition=~Q(state__in=APPROVED_STATES)
                | Q(
                    approver__isnull=False,
                    approver_person__isnull=False,
                    approved_at__isnull=False,
                    approved_hash=F("lines_hash"),
                )
                & ~Q(lines_hash=""),
            ),
            models.CheckConstraint(
                name="payment_batch_frozen_by_somebody",
                condition=~Q(state__in=APPROVED_STATES[1:])
                | Q(
                    frozen_by__isnull=False,
                    frozen_person__isnull=False,
                    frozen_on__isnull=False,
                    journal__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="payment_batch_sent_with_receipt",
                condition=~Q(state__in=[BatchState.SENT, BatchState.CONFIRMED])
                | Q(sent_at__isnull=False) & ~Q(receipt=""),
            ),
        ]


@append_only
@by_division
class BatchFund(Placed):
    """What a fund bears of a batch, benefit by benefit; written when it is frozen."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="funds")
    benefit = models.CharField("待遇", max_length=RULE_LENGTH)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", db_index=False)
    amount_fen = fen("金额")

    class Meta:
        verbose_name = verbose_name_plural = "批次资金"
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "benefit", "fund"], name="payment_batch_fund_once"
            ),
            models.CheckConstraint(
                name="payment_batch_fund_positive", condition=Q(amount_fen__gt=0)
            ),
        ]


@refers_to_files("digest")
@append_only
@by_division
class BankFile(Placed):
    """The one file of a batch. Made again, it has the same bytes and hence the same digest."""

    batch = models.OneToOneField(Batch, models.PROTECT, related_name="file")
    format = models.CharField("格式", max_length=CODE_LENGTH)
    name = models.CharField("文件名", max_length=TEXT_LENGTH)
    digest = models.CharField("摘要值", max_length=HASH_LENGTH, unique=True)
    key = models.CharField("密钥类别", max_length=CODE_LENGTH)
    size = models.PositiveIntegerField("字节数")
    count = models.PositiveIntegerField("笔数")
    total_fen = fen("金额")
    made_by = account("生成人")
    made_person = person()
    made_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = verbose_name_plural = "银行文件"


@append_only
@by_division
class Attempt(Placed):
    """That a file was about to be handed to a bank: written before, so that no crash hides it."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="attempts", db_index=False)
    number = models.PositiveSmallIntegerField("次数")
    begun_by = account("送出人")
    begun_at = models.DateTimeField("送出时间")

    class Meta:
        verbose_name = verbose_name_plural = "送出记录"
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="payment_attempt_once"),
        ]
