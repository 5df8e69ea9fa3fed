"""Instructions (发放明细): one payment for one month, with the account as it stood."""

from django.db import models
from django.db.models import Q

from minzheng.kernel.payments.models.batches import Batch
from minzheng.kernel.payments.models.rows import (
    CODE_LENGTH,
    NAME_LENGTH,
    NUMBER_LENGTH,
    RULE_LENGTH,
    TEXT_LENGTH,
    account,
    fen,
    month,
    person,
)
from minzheng.kernel.payments.models.settlements import Settlement
from minzheng.kernel.payments.states import LIVE, Component, LineState
from minzheng.kernel.protection.fields import BlindIndexField
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import (
    by_division,
    seen_by_its_household,
    seen_by_its_person,
)
from minzheng.kernel.registry.api.following import follows_household, follows_person

_SETTLED = (LineState.PAID, LineState.RETURNED, LineState.REPAIRED, LineState.VOIDED)


@follows_household("household_id")
@follows_person("payee_id")
@seen_by_its_person(
    "payee_id", "person_id", only="state in ('pending', 'paid', 'returned', 'voided')"
)
@seen_by_its_household("household_id")
@by_division
class Instruction(Placed):
    """What one award gets for one month in one batch, or a provider for what it gave.

    To pay is what is due less what is live: the unique index is the last word on that. `turn`
    counts the payments for one month, so that the rest of a month can follow its first payment,
    and of two who order it at once one is refused. The account is a snapshot: `number` is the
    ciphertext of the approved version `account_id`, bound to it, so that no other version's number
    opens in its place. The division is the one in which the award lay; it stays when the file
    moves, because the money was that office's.
    """

    batch = models.ForeignKey(
        Batch, models.DO_NOTHING, related_name="lines", db_constraint=False, db_index=False
    )
    sequence = models.PositiveIntegerField("序号")
    end_to_end_id = models.CharField("支付编号", max_length=NUMBER_LENGTH)
    award_id = models.UUIDField("享受资格", null=True)
    line_id = models.UUIDField("待遇明细", null=True)
    settlement = models.ForeignKey(
        Settlement, models.PROTECT, null=True, related_name="lines", db_index=False
    )
    benefit = models.CharField("待遇", max_length=RULE_LENGTH)
    household_id = models.UUIDField("家庭", null=True)
    person_id = models.UUIDField("人员", null=True)
    payee_id = models.UUIDField("领款人", null=True)
    period = month("所属月份")
    component = models.CharField("构成", max_length=10, choices=Component)
    turn = models.PositiveSmallIntegerField("第几次", default=1, db_default=1)
    amount_fen = fen("金额")
    state = models.CharField("状态", max_length=10, choices=LineState, default=LineState.PENDING)
    hold_reason = models.CharField("暂缓原因", max_length=CODE_LENGTH, blank=True)
    account_id = models.UUIDField("账户版本", null=True)
    bank = models.CharField("开户银行", max_length=80, blank=True)
    holder = models.CharField("户名", max_length=NAME_LENGTH, blank=True)
    number = models.BinaryField("账号密文", null=True)
    account_index = BlindIndexField(null=True)
    repairs = models.UUIDField("重发的原明细", null=True)
    settled_on = models.DateField("银行处理日期", null=True)
    outcome_reason = models.CharField("银行说明", max_length=TEXT_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "发放明细"
        indexes = [
            models.Index(fields=["batch", "sequence"], name="instruction_page"),
            models.Index(fields=["payee_id", "period"], name="instruction_payee"),
            models.Index(
                fields=["person_id"],
                name="instruction_person",
                condition=~Q(person_id=None),
            ),
            models.Index(
                fields=["household_id"],
                name="instruction_household",
                condition=~Q(household_id=None),
            ),
            models.Index(
                fields=["division", "id"],
                name="instruction_returned",
                condition=Q(state=LineState.RETURNED),
            ),
            models.Index(
                fields=["award_id"],
                name="instruction_repaired",
                condition=Q(state=LineState.REPAIRED),
            ),
            models.Index(
                fields=["repairs"], name="instruction_repairs", condition=~Q(repairs=None)
            ),
        ]
        constraints = [
            # Not `unique=True`, which makes a second index for LIKE.
            models.UniqueConstraint(fields=["end_to_end_id"], name="instruction_end_to_end_id"),
            models.UniqueConstraint(
                name="instruction_once",
                fields=["award_id", "period", "component", "line_id", "turn"],
                condition=Q(state__in=LIVE),
            ),
            models.UniqueConstraint(
                name="instruction_settlement_once",
                fields=["settlement"],
                condition=~Q(settlement=None) & Q(state__in=LIVE),
            ),
            models.CheckConstraint(
                name="instruction_for_an_award_or_a_provider",
                condition=Q(settlement=None, award_id__isnull=False, line_id__isnull=False)
                | Q(
                    settlement__isnull=False,
                    award_id=None,
                    line_id=None,
                    household_id=None,
                    person_id=None,
                    payee_id=None,
                ),
            ),
            models.UniqueConstraint(
                name="instruction_repaired_once",
                fields=["repairs"],
                condition=~Q(repairs=None) & Q(state__in=LIVE),
            ),
            models.CheckConstraint(
                name="instruction_state", condition=Q(state__in=LineState.values)
            ),
            models.CheckConstraint(
                name="instruction_component", condition=Q(component__in=Component.values)
            ),
            models.CheckConstraint(name="instruction_positive", condition=Q(amount_fen__gt=0)),
            models.CheckConstraint(name="instruction_month", condition=Q(period__day=1)),
            models.CheckConstraint(
                name="instruction_held_for_a_reason",
                condition=~Q(state=LineState.HELD) | ~Q(hold_reason=""),
            ),
            models.CheckConstraint(
                name="instruction_paid_to_an_account",
                condition=~Q(state__in=[LineState.PENDING, *_SETTLED])
                | Q(
                    account_id__isnull=False,
                    number__isnull=False,
                    account_index__isnull=False,
                )
                & (Q(payee_id__isnull=False) | Q(settlement__isnull=False)),
            ),
            models.CheckConstraint(
                name="instruction_settled_on_a_day",
                condition=~Q(state__in=_SETTLED) | Q(settled_on__isnull=False),
            ),
        ]


@by_division
class Finding(Placed):
    """What a check found before approval; somebody settles it with a sentence."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="findings", db_index=False)
    round = models.PositiveIntegerField("检查次数")
    check_code = models.CharField("检查项", max_length=CODE_LENGTH)
    instruction_id = models.UUIDField("发放明细", null=True)
    text = models.CharField("说明", max_length=TEXT_LENGTH)
    settled_text = models.CharField("处理意见", max_length=TEXT_LENGTH, blank=True)
    settled_by = account("处理人", null=True)
    settled_person = person(null=True)
    settled_at = models.DateTimeField("处理时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "发放前检查"
        indexes = [
            models.Index(fields=["batch", "check_code", "id"], name="payment_finding_page"),
        ]
        constraints = [
            models.CheckConstraint(
                name="payment_finding_settled_by_somebody",
                condition=Q(settled_by=None, settled_text="")
                | Q(settled_person__isnull=False, settled_at__isnull=False) & ~Q(settled_text=""),
            ),
        ]


@by_division
class Comparison(Placed):
    """When the recipients of a county were last compared with the records of somebody else."""

    source = models.CharField("来源", max_length=CODE_LENGTH)
    compared_on = models.DateField("比对日期")
    recorded_by = account("登记人")
    recorded_person = person()
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "数据比对"
        indexes = [
            models.Index(
                fields=["division", "source", "-compared_on"], name="payment_comparison_last"
            ),
        ]
