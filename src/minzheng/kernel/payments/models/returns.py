"""Returns (回盘): what a bank says became of a batch, word by word."""

from django.db import models
from django.db.models import Q

from minzheng.kernel.documents.api.storage import refers_to_files
from minzheng.kernel.payments.models.batches import Batch
from minzheng.kernel.payments.models.rows import (
    CODE_LENGTH,
    HASH_LENGTH,
    NAME_LENGTH,
    NUMBER_LENGTH,
    TEXT_LENGTH,
    account,
    fen,
    person,
)
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import by_division
from minzheng.kernel.registry.api.following import placed


class Outcome(models.TextChoices):
    """What came of one word of a bank."""

    PAID = "paid", "已入账"
    RETURNED = "returned", "未入账退回"
    GIVEN_BACK = "given_back", "入账后退回"
    REPEATED = "repeated", "重复"
    UNKNOWN = "unknown", "没有此笔"
    DIFFERS = "differs", "金额、账号或者结果不符"
    LATE = "late", "明细已不能变动"


EFFECTIVE = (Outcome.PAID, Outcome.RETURNED, Outcome.GIVEN_BACK)
"""These have changed a line; of one payment and sequence there is one."""
UNCLEAR = (Outcome.UNKNOWN, Outcome.DIFFERS, Outcome.LATE)
"""These have not, and somebody asks the bank; what it says it paid stands in suspense."""


@placed
@refers_to_files("digest")
@by_division
class Return(Placed):
    """One file of a bank about one batch. The same file is taken once.

    `refusal` says why a file that came by itself was not taken; one that a person hands in and that
    is refused leaves no row, because the person reads why. Once what stood in the way is mended the
    same file can be taken after all, beside what was said of it first.
    """

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="returns")
    bank = models.CharField("银行", max_length=NAME_LENGTH)
    name = models.CharField("文件名", max_length=TEXT_LENGTH)
    format = models.CharField("格式", max_length=CODE_LENGTH)
    digest = models.CharField("摘要值", max_length=HASH_LENGTH)
    key = models.CharField("密钥类别", max_length=CODE_LENGTH)
    count = models.PositiveIntegerField("笔数", default=0)
    total_fen = fen("金额", default=0)
    paid_count = models.PositiveIntegerField("入账笔数", default=0)
    paid_fen = fen("入账金额", default=0)
    returned_count = models.PositiveIntegerField("退回笔数", default=0)
    returned_fen = fen("退回金额", default=0)
    unclear_count = models.PositiveIntegerField("待查笔数", default=0)
    unclear_fen = fen("待查金额", default=0)
    refusal = models.CharField("未登记原因", max_length=TEXT_LENGTH, blank=True)
    taken_by = account("登记人")
    taken_person = person(null=True)
    taken_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "回盘文件"
        constraints = [
            models.UniqueConstraint(
                fields=["bank", "digest"], name="bank_return_once", condition=Q(refusal="")
            ),
            models.UniqueConstraint(
                fields=["bank", "digest"], name="bank_return_refused_once", condition=~Q(refusal="")
            ),
            models.CheckConstraint(
                name="bank_return_taken_or_refused",
                condition=~Q(refusal="") & Q(count=0) | Q(refusal="", count__gt=0),
            ),
        ]


@placed
@by_division
class BankWord(Placed):
    """One line of a return, and what came of it. It names no person: only the payment's number.

    Lies where the batch lies and bears its label, so that whoever takes the file sees all of it.
    """

    bank_return = models.ForeignKey(
        Return, models.DO_NOTHING, related_name="words", db_constraint=False, db_index=False
    )
    place = models.PositiveIntegerField("行号")
    end_to_end_id = models.CharField("支付编号", max_length=NUMBER_LENGTH)
    sequence = models.PositiveIntegerField("序号")
    amount_fen = fen("金额")
    paid = models.BooleanField("入账")
    reason = models.CharField("银行说明", max_length=TEXT_LENGTH, blank=True)
    outcome = models.CharField("结果", max_length=12, choices=Outcome)
    instruction_id = models.UUIDField("发放明细", null=True)
    settled_text = models.CharField("处理意见", max_length=TEXT_LENGTH, blank=True)
    settled_by = account("处理人", null=True)
    settled_person = person(null=True)
    settled_at = models.DateTimeField("处理时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "回盘明细"
        indexes = [
            models.Index(fields=["bank_return", "place"], name="bank_word_page"),
            models.Index(
                fields=["instruction_id"],
                name="bank_word_instruction",
                condition=~Q(instruction_id=None),
            ),
            models.Index(
                fields=["division", "id"],
                name="bank_word_waits",
                condition=Q(outcome__in=UNCLEAR, settled_by=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["end_to_end_id", "sequence"],
                name="bank_word_once",
                condition=Q(outcome__in=EFFECTIVE),
            ),
            models.CheckConstraint(
                name="bank_word_outcome", condition=Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(name="bank_word_positive", condition=Q(amount_fen__gt=0)),
            models.CheckConstraint(
                name="bank_word_settled_by_somebody",
                condition=Q(settled_by=None, settled_text="")
                | Q(settled_at__isnull=False) & ~Q(settled_text=""),
            ),
        ]
