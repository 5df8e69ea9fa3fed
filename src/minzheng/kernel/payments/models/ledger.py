"""The ledger (账簿): accounts, journals, entries. Debit is positive, credit negative, in fen."""

from django.db import models
from django.db.models import F, Q

from minzheng.kernel.payments.models.funds import Book, Fund
from minzheng.kernel.payments.models.rows import (
    CODE_LENGTH,
    HASH_LENGTH,
    NAME_LENGTH,
    TEXT_LENGTH,
    account,
    fen,
    person,
)
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import (
    Classification,
    Kind,
    append_only,
    by_division,
    classified_as,
    unprotected,
)
from minzheng.kernel.protection.third_party import Access
from minzheng.kernel.registry.api.following import placed


class AccountKind(models.TextChoices):
    """What an account of the ledger is about."""

    CASH = "cash", "银行存款"
    APPROPRIATION = "appropriation", "拨款"
    EXPENSE = "expense", "救助支出"
    PAYABLE = "payable", "应付救助款"
    RECEIVABLE = "receivable", "应收追回款"
    IMPREST = "imprest", "备用金"
    SUSPENSE = "suspense", "待查款项"
    WRITTEN_OFF = "written_off", "核销"


OF_A_FUND = (AccountKind.APPROPRIATION, AccountKind.EXPENSE)


class JournalKind(models.TextChoices):
    """Why a journal was posted."""

    ALLOTMENT = "allotment", "下达资金"
    ORDER = "order", "确认发放"
    PAYMENT = "payment", "银行回盘"
    RETURN = "return", "退汇"
    VOIDING = "voiding", "退汇作废"
    SUSPENSE = "suspense", "待查款项"
    RECOVERY = "recovery", "追回"
    WRITE_OFF = "write_off", "核销"
    IMPREST = "imprest", "备用金"
    PROVIDER = "provider", "服务结算"
    CORRECTION = "correction", "更正"
    REVERSAL = "reversal", "冲销"


@placed
@by_division
class LedgerAccount(Placed):
    """An account of one book."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="accounts", db_index=False)
    code = models.CharField("科目编码", max_length=CODE_LENGTH)
    title = models.CharField("科目名称", max_length=NAME_LENGTH)
    kind = models.CharField("类别", max_length=16, choices=AccountKind)
    fund = models.ForeignKey(Fund, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = verbose_name_plural = "科目"
        constraints = [
            models.UniqueConstraint(fields=["book", "code"], name="ledger_account_code_once"),
            models.CheckConstraint(
                name="ledger_account_kind", condition=Q(kind__in=AccountKind.values)
            ),
            models.CheckConstraint(
                name="ledger_account_fund",
                condition=Q(kind__in=OF_A_FUND, fund__isnull=False)
                | ~Q(kind__in=OF_A_FUND) & Q(fund=None),
            ),
        ]


@append_only
@by_division
class Journal(Placed):
    """One act in the books. Its id comes from whoever posts, so that posting twice is once.

    `ref` is the number of what it is about. It takes entries only in the transaction that made it;
    `posted_at` is the server's time, whatever is written. A mistake is reversed, never edited.
    """

    book = models.ForeignKey(
        Book, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    kind = models.CharField("类别", max_length=12, choices=JournalKind)
    ref = models.CharField("关联编号", max_length=CODE_LENGTH)
    business_date = models.DateField("业务日期")
    memo = models.CharField("摘要", max_length=TEXT_LENGTH)
    posted_by = account("记账人")
    posted_person = person(null=True)
    posted_at = models.DateTimeField("记账时间")
    posted_in = models.BigIntegerField("记账事务")
    reverses = models.UUIDField("冲销的凭证", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "凭证"
        indexes = [
            models.Index(fields=["division", "business_date", "id"], name="journal_page"),
            models.Index(fields=["ref"], name="journal_ref"),
            models.Index(fields=["posted_at"], name="journal_posted"),
        ]
        constraints = [
            # Referred to by entries: see `migrations/ledger_rules`.
            models.UniqueConstraint(fields=["id", "division", "label"], name="journal_place"),
            models.UniqueConstraint(
                fields=["reverses"], name="journal_reversed_once", condition=~Q(reverses=None)
            ),
            models.CheckConstraint(
                name="journal_kind",
                condition=Q(kind__in=JournalKind.values)
                & (
                    Q(kind=JournalKind.REVERSAL, reverses__isnull=False)
                    | ~Q(kind=JournalKind.REVERSAL) & Q(reverses=None)
                ),
            ),
            models.CheckConstraint(
                name="journal_not_its_own_reversal",
                condition=Q(reverses=None) | ~Q(reverses=F("id")),
            ),
        ]


@append_only
@by_division
class Entry(Placed):
    """An amount on an account. `about` is a receivable, a float or a line in suspense."""

    journal = models.ForeignKey(
        Journal, models.DO_NOTHING, related_name="entries", db_constraint=False, db_index=False
    )
    account = models.ForeignKey(LedgerAccount, models.PROTECT, related_name="+", db_index=False)
    amount_fen = fen("金额")
    instruction_id = models.UUIDField("发放明细", null=True)
    about = models.UUIDField("关联对象", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "分录"
        indexes = [
            models.Index(fields=["journal"], name="entry_journal"),
            models.Index(fields=["account"], name="entry_account"),
            models.Index(
                fields=["instruction_id"],
                name="entry_instruction",
                condition=~Q(instruction_id=None),
            ),
            models.Index(fields=["about"], name="entry_about", condition=~Q(about=None)),
        ]
        constraints = [
            models.CheckConstraint(name="entry_not_nothing", condition=~Q(amount_fen=0)),
        ]


@append_only
@unprotected("which journal a statement added entries to: ids of journals only")
class Posting(models.Model):
    """That one statement added entries to a journal; at the commit the journal is counted.

    Written by the database itself. A row per statement, not per entry: a payroll of a hundred
    thousand lines is counted once.
    """

    id = models.BigAutoField(primary_key=True)
    journal = models.UUIDField("凭证")

    class Meta:
        verbose_name = verbose_name_plural = "记账动作"


@append_only
@classified_as(
    Classification(
        Kind.UNPROTECTED,
        "hashes and counts of the ledger by day, nothing about persons; the worker alone adds",
        application=Access(),
        worker=Access(add=True),
    )
)
class LedgerDay(models.Model):
    """What was posted on a day, as one hash over the hash of the day before (I8).

    The same hash is the subject of an event of the audit trail, and so lies under its next
    checkpoint, outside.
    """

    day = models.DateField("日期", primary_key=True)
    journals = models.BigIntegerField("凭证数")
    entries = models.BigIntegerField("分录数")
    hash = models.CharField("摘要值", max_length=HASH_LENGTH)
    sealed_at = models.DateTimeField("封存时间")

    class Meta:
        verbose_name = verbose_name_plural = "账簿日摘要"
