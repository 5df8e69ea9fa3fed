"""Leads (线索): what somebody should look at; none of them changes an award."""

from django.db import models
from django.db.models import Q

from minzheng.kernel.entitlements.models.rows import (
    CODE_LENGTH,
    NAME_LENGTH,
    REASON_LENGTH,
    RULE_LENGTH,
    month,
)
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import by_division
from minzheng.kernel.registry.api.following import follows_household, follows_person


class LeadKind(models.TextChoices):
    """What a lead says."""

    UNCOVERED = "uncovered", "符合条件未享受"
    LAPSED = "lapsed", "已不符合条件"
    AMOUNT = "amount", "金额应调整"
    UNDECIDED = "undecided", "缺少资料"
    REVIEW = "review", "应当复核"
    EVENT = "event", "情况变化"


class LeadState(models.TextChoices):
    """Where a lead stands."""

    OPEN = "open", "待处理"
    TAKEN = "taken", "办理中"
    DISMISSED = "dismissed", "不办理"
    SETTLED = "settled", "已办结"


WAITING = Q(state__in=[LeadState.OPEN, LeadState.TAKEN])


@follows_household()
@follows_person()
@by_division
class Lead(Placed):
    """That a household or a person should be looked at, about one benefit, and why.

    It lies with one file: the household's where the benefit is the household's. One that waits is
    not opened again for the same reason. `then_fen` is what the rules say, `now_fen` what is due;
    `act_by` is the last day the law leaves, where it sets one. `case` is what came of it.
    """

    kind = models.CharField("类别", max_length=10, choices=LeadKind)
    benefit = models.CharField("待遇", max_length=RULE_LENGTH)
    household_id = models.UUIDField("家庭", null=True)
    person_id = models.UUIDField("人员", null=True)
    month = month("月份")
    run = models.UUIDField("全量测算", null=True)
    award = models.UUIDField("待遇资格", null=True)
    now_fen = models.BigIntegerField("现发金额（分）", null=True)
    then_fen = models.BigIntegerField("测算金额（分）", null=True)
    reason_code = models.CharField("原因代码", max_length=CODE_LENGTH)
    reason = models.CharField("原因", max_length=REASON_LENGTH)
    item = models.CharField("应办事项", max_length=CODE_LENGTH, blank=True)
    act_by = models.DateField("应办结日期", null=True)
    state = models.CharField("状态", max_length=10, choices=LeadState, default=LeadState.OPEN)
    opened_at = models.DateTimeField("产生时间")
    taken_by = models.UUIDField("办理人", null=True)
    taken_by_name = models.CharField("办理人姓名", max_length=NAME_LENGTH, blank=True)
    taken_at = models.DateTimeField("办理时间", null=True)
    case = models.UUIDField("办件", null=True)
    settled_at = models.DateTimeField("了结时间", null=True)
    settled_because = models.CharField("了结理由", max_length=REASON_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "线索"
        indexes = [
            models.Index(fields=["division", "kind", "id"], name="lead_page", condition=WAITING),
            models.Index(fields=["case"], name="lead_case", condition=~Q(case=None)),
            models.Index(
                fields=["household_id"], name="lead_household", condition=~Q(household_id=None)
            ),
            models.Index(fields=["person_id"], name="lead_person", condition=~Q(person_id=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "benefit", "household_id", "person_id", "reason_code"],
                condition=WAITING,
                nulls_distinct=False,
                name="lead_waits_once",
            ),
            models.CheckConstraint(name="lead_kind", condition=Q(kind__in=LeadKind.values)),
            models.CheckConstraint(name="lead_state", condition=Q(state__in=LeadState.values)),
            models.CheckConstraint(name="lead_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="lead_about_one_file",
                condition=Q(household_id__isnull=False, person_id=None)
                | Q(household_id=None, person_id__isnull=False),
            ),
            models.CheckConstraint(
                name="lead_dismissed_with_reason",
                condition=~Q(state=LeadState.DISMISSED) | ~Q(settled_because=""),
            ),
        ]
