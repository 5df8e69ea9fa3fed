"""Hearings (听取意见): before anything is cut or stopped, the household is told and may speak."""

from django.db import models
from django.db.models import F, Q

from minzheng.kernel.casework.models.rows import CODE_LENGTH, NAME_LENGTH, REASON_LENGTH, CaseRow
from minzheng.kernel.protection.fields import BlindIndexField, SecretField
from minzheng.kernel.protection.rows import by_division, seen_with


class HearingMethod(models.TextChoices):
    """How the household is heard."""

    WRITTEN = "written", "书面陈述"
    OFFICE = "office", "到场陈述"
    HOME = "home", "上门听取"
    PHONE = "phone", "电话听取"


class HearingOutcome(models.TextChoices):
    """What came of it."""

    NONE = "none", "待听取"
    HEARD = "heard", "已听取"
    WAIVED = "waived", "书面放弃"
    EXPIRED = "expired", "逾期未陈述"


@seen_with("case_id", "casework_case")
@by_division
class Hearing(CaseRow):
    """One hearing about one proposal; a harsher decision than the one announced needs another.

    `notified_on` is the day on which the notice was served, from which `answer_by` is counted.
    """

    outcome_proposed = models.CharField("拟作决定", max_length=CODE_LENGTH)
    amount_proposed = models.BigIntegerField("拟定金额（分）", null=True)
    because = models.CharField("拟作决定的理由", max_length=REASON_LENGTH)
    method = models.CharField("方式", max_length=10, choices=HearingMethod)
    planned_on = models.DateField("告知书日期")
    planned_by = models.UUIDField()
    notified_on = models.DateField("告知送达日期", null=True)
    answer_by = models.DateField("陈述期限", null=True)
    outcome = models.CharField(
        "结果", max_length=10, choices=HearingOutcome, default=HearingOutcome.NONE
    )
    held_on = models.DateField("听取日期", null=True)
    statement = SecretField("陈述内容", kind="text", null=True)
    document = models.UUIDField("笔录或者书面材料", null=True)
    closed_on = models.DateField("记录日期", null=True)
    recorded_by = models.UUIDField(null=True)
    recorded_by_person = BlindIndexField(null=True)
    recorded_by_name = models.CharField(max_length=NAME_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "听取意见"
        indexes = [models.Index(fields=["case"], name="hearing_of_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(outcome=HearingOutcome.NONE),
                name="hearing_one_open",
            ),
            models.CheckConstraint(
                name="hearing_closed_after_notice",
                condition=Q(outcome=HearingOutcome.NONE, closed_on=None)
                | (
                    ~Q(outcome=HearingOutcome.NONE)
                    & Q(notified_on__isnull=False, closed_on__gte=F("notified_on"))
                ),
            ),
            models.CheckConstraint(
                name="hearing_heard_on_a_day",
                condition=~Q(outcome=HearingOutcome.HEARD)
                | Q(held_on__gte=F("notified_on"), recorded_by_person__isnull=False),
            ),
            models.CheckConstraint(
                name="hearing_waived_in_writing",
                condition=~Q(outcome=HearingOutcome.WAIVED) | Q(document__isnull=False),
            ),
            models.CheckConstraint(
                name="hearing_expired_after_the_last_day",
                condition=~Q(outcome=HearingOutcome.EXPIRED)
                | Q(answer_by__isnull=False, closed_on__gt=F("answer_by")),
            ),
            models.CheckConstraint(
                name="hearing_leaves_time",
                condition=Q(answer_by=None) | Q(answer_by__gt=F("notified_on")),
            ),
        ]
