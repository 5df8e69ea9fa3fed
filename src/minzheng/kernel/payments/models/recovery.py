"""Recovery (追回): what was paid and was not due, who owes it, what came in or was given up."""

from django.db import models
from django.db.models import F, Q

from minzheng.kernel.payments.models.funds import Book
from minzheng.kernel.payments.models.rows import (
    RULE_LENGTH,
    TEXT_LENGTH,
    account,
    fen,
    month,
    person,
)
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import (
    append_only,
    by_division,
    seen_by_its_person,
    seen_with,
)
from minzheng.kernel.registry.api.following import follows_person, placed

BASIS_LENGTH = 1000


class Ground(models.TextChoices):
    """Why something was paid that was not due."""

    DEATH = "death", "死亡后仍发放"
    ENDED = "ended", "不再符合条件后仍发放"
    AMOUNT = "amount", "金额多发"
    FALSE_STATEMENT = "false_statement", "骗取救助"
    MISTAKE = "mistake", "经办差错"


class DebtorRole(models.TextChoices):
    """As what somebody owes it. Heirs answer within what they inherited (Civil Code 1161)."""

    PAYEE = "payee", "领款人"
    HEIR = "heir", "继承人"
    GUARDIAN = "guardian", "监护人"


class ReceivableState(models.TextChoices):
    """Where a receivable stands."""

    PROPOSED = "proposed", "待确认"
    CONFIRMED = "confirmed", "追回中"
    SETTLED = "settled", "已结清"
    WITHDRAWN = "withdrawn", "已撤回"


@follows_person("debtor_id")
@seen_by_its_person("debtor_id", only="state in ('confirmed', 'settled')")
@by_division
class Receivable(Placed):
    """What one person is to pay back of one award. Never taken off what is due to him (D18).

    Whoever finds it is not whoever confirms it. `received_fen` and `written_off_fen` are kept by
    the database from receipts and write-offs. It stays with the office that paid.
    """

    book = models.ForeignKey(Book, models.PROTECT, related_name="+", db_index=False)
    award_id = models.UUIDField("享受资格")
    benefit = models.CharField("待遇", max_length=RULE_LENGTH)
    debtor_id = models.UUIDField("返还义务人")
    role = models.CharField("身份", max_length=10, choices=DebtorRole)
    ground = models.CharField("原因", max_length=20, choices=Ground)
    basis = models.CharField("事实和依据", max_length=BASIS_LENGTH)
    amount_fen = fen("应追回金额")
    received_fen = fen("已追回金额", default=0)
    written_off_fen = fen("已核销金额", default=0)
    state = models.CharField(
        "状态", max_length=10, choices=ReceivableState, default=ReceivableState.PROPOSED
    )
    proposed_by = account("提出人")
    proposed_person = person()
    proposed_at = models.DateTimeField("提出时间")
    confirmed_by = account("确认人", null=True)
    confirmed_person = person(null=True)
    confirmed_at = models.DateTimeField("确认时间", null=True)
    journal = models.UUIDField("凭证", null=True)
    withdrawn_because = models.CharField("撤回原因", max_length=TEXT_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "追回款"
        indexes = [
            models.Index(fields=["division", "state", "id"], name="receivable_page"),
            models.Index(fields=["award_id"], name="receivable_award"),
            models.Index(fields=["debtor_id"], name="receivable_debtor"),
        ]
        constraints = [
            models.CheckConstraint(
                name="receivable_state", condition=Q(state__in=ReceivableState.values)
            ),
            models.CheckConstraint(name="receivable_positive", condition=Q(amount_fen__gt=0)),
            models.CheckConstraint(
                name="receivable_no_more_than_owed",
                condition=Q(received_fen__gte=0)
                & Q(written_off_fen__gte=0)
                & Q(amount_fen__gte=F("received_fen") + F("written_off_fen")),
            ),
            models.CheckConstraint(
                name="receivable_two_persons",
                condition=Q(confirmed_by=None)
                | ~Q(confirmed_by=F("proposed_by")) & ~Q(confirmed_person=F("proposed_person")),
            ),
            models.CheckConstraint(
                name="receivable_confirmed_by_somebody",
                condition=Q(state__in=[ReceivableState.PROPOSED, ReceivableState.WITHDRAWN])
                | Q(
                    confirmed_by__isnull=False,
                    confirmed_person__isnull=False,
                    confirmed_at__isnull=False,
                    journal__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="receivable_settled_whole",
                condition=~Q(state=ReceivableState.SETTLED)
                | Q(amount_fen=F("received_fen") + F("written_off_fen")),
            ),
        ]


@append_only
@by_division
class ReceivableMonth(Placed):
    """What of one month is to be paid back: no more than what was paid beyond what was due."""

    receivable = models.ForeignKey(Receivable, models.PROTECT, related_name="months")
    award_id = models.UUIDField("享受资格")
    period = month("所属月份")
    paid_fen = fen("已发金额")
    due_fen = fen("应发金额")
    amount_fen = fen("应追回金额")

    class Meta:
        verbose_name = verbose_name_plural = "追回月份"
        indexes = [
            models.Index(fields=["award_id", "period"], name="receivable_month_award"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["receivable", "period"], name="receivable_month_once"),
            models.CheckConstraint(
                name="receivable_month_positive",
                condition=Q(amount_fen__gt=0, period__day=1),
            ),
        ]


@append_only
@seen_with("receivable_id", "payments_receivable")
@by_division
class Instalment(Placed):
    """A part that is to be paid by a day. A new plan takes the place of the one before."""

    receivable = models.ForeignKey(Receivable, models.PROTECT, related_name="instalments")
    plan = models.PositiveSmallIntegerField("计划次数")
    number = models.PositiveSmallIntegerField("期次")
    due_on = models.DateField("应还日期")
    amount_fen = fen("金额")
    agreed_by = account("登记人")
    agreed_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "分期返还"
        constraints = [
            models.UniqueConstraint(
                fields=["receivable", "plan", "number"], name="instalment_once"
            ),
            models.CheckConstraint(name="instalment_positive", condition=Q(amount_fen__gt=0)),
        ]


@append_only
@seen_with("receivable_id", "payments_receivable")
@by_division
class Receipt(Placed):
    """Money that came back. Its id is the journal's, so that entering it twice is once."""

    receivable = models.ForeignKey(Receivable, models.PROTECT, related_name="receipts")
    amount_fen = fen("金额")
    received_on = models.DateField("收款日期")
    voucher = models.CharField("票据号", max_length=TEXT_LENGTH)
    recorded_by = account("登记人")
    recorded_person = person()
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "追回收款"
        constraints = [
            models.CheckConstraint(name="receipt_positive", condition=Q(amount_fen__gt=0)),
        ]


class WriteOffState(models.TextChoices):
    """Where a write-off stands."""

    PROPOSED = "proposed", "待批准"
    APPROVED = "approved", "已核销"
    REFUSED = "refused", "不予核销"


@placed
@by_division
class WriteOff(Placed):
    """That a part is given up for hardship. Proposed by one person, approved by another."""

    receivable = models.ForeignKey(Receivable, models.PROTECT, related_name="write_offs")
    amount_fen = fen("金额")
    reason = models.CharField("困难情况和依据", max_length=BASIS_LENGTH)
    state = models.CharField(
        "状态", max_length=10, choices=WriteOffState, default=WriteOffState.PROPOSED
    )
    proposed_by = account("提出人")
    proposed_person = person()
    proposed_at = models.DateTimeField("提出时间")
    decided_by = account("批准人", null=True)
    decided_person = person(null=True)
    decided_at = models.DateTimeField("批准时间", null=True)
    decided_in = models.CharField("批准机关", max_length=12, blank=True)
    decided_because = models.CharField("批准意见", max_length=TEXT_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "追回款核销"
        constraints = [
            models.UniqueConstraint(
                fields=["receivable"],
                name="write_off_waits_once",
                condition=Q(state=WriteOffState.PROPOSED),
            ),
            models.CheckConstraint(
                name="write_off_state", condition=Q(state__in=WriteOffState.values)
            ),
            models.CheckConstraint(name="write_off_positive", condition=Q(amount_fen__gt=0)),
            models.CheckConstraint(
                name="write_off_two_persons",
                condition=Q(decided_by=None)
                | ~Q(decided_by=F("proposed_by")) & ~Q(decided_person=F("proposed_person")),
            ),
            models.CheckConstraint(
                name="write_off_decided_by_somebody",
                condition=Q(state=WriteOffState.PROPOSED)
                | Q(
                    decided_by__isnull=False,
                    decided_person__isnull=False,
                    decided_at__isnull=False,
                ),
            ),
        ]
