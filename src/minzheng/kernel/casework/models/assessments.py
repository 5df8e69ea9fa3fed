"""Assessments of a person by two assessors (能力评估、生活自理能力评估)."""

from django.db import models
from django.db.models import F, Q

from minzheng.kernel.casework.models.rows import CODE_LENGTH, CaseRow
from minzheng.kernel.casework.models.visits import LONGEST_REASON, Pair
from minzheng.kernel.protection.fields import BlindIndexField, SecretField
from minzheng.kernel.protection.rows import by_division


class AssessmentState(models.TextChoices):
    """An assessment counts once the second assessor has confirmed it."""

    RECORDED = "recorded", "待另一评估人员确认"
    CONFIRMED = "confirmed", "已确认"
    VOID = "void", "已作废"


class AssessmentReason(models.TextChoices):
    """Why a person is assessed, GB/T 42195-2022."""

    FIRST = "first", "首次评估"
    REGULAR = "regular", "常规评估"
    CHANGE = "change", "即时评估（状况变化）"
    DISPUTE = "dispute", "复评（对结果有异议）"
    OTHER = "other", "其他"


@by_division
class Assessment(Pair, CaseRow):
    """Scores of one form for one person. `level` is what the rules make of them, never typed in."""

    person = models.UUIDField("被评估人")
    step = models.CharField("环节", max_length=CODE_LENGTH)
    form = models.CharField("评估表", max_length=20)
    reason = models.CharField("评估原因", max_length=12, choices=AssessmentReason)
    assessed_on = models.DateField("评估日期")
    venue = models.CharField("地点", max_length=100)
    informant = SecretField(kind="text", verbose_name="信息提供者", null=True)
    scores = SecretField(kind="text", verbose_name="得分")
    total = models.SmallIntegerField("总分", null=True)
    level = models.SmallIntegerField("等级")
    level_title = models.CharField(max_length=40)
    rule = models.CharField("所用规则", max_length=100)
    state = models.CharField(
        max_length=12, choices=AssessmentState, default=AssessmentState.RECORDED
    )
    void_because = models.CharField("作废原因", max_length=LONGEST_REASON, blank=True)
    recorded_by = models.UUIDField()
    recorded_person = BlindIndexField()
    recorded_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_person = BlindIndexField(null=True)
    confirmed_at = models.DateTimeField("确认时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "评估"
        indexes = [
            models.Index(fields=["case"], name="assessment_of_case"),
            models.Index(fields=["person"], name="assessment_person"),
        ]
        constraints = [
            models.CheckConstraint(
                name="assessment_two_persons",
                condition=~Q(first_person=F("second_person")) & ~Q(first=F("second")),
            ),
            models.CheckConstraint(
                name="assessment_confirmed_by_another",
                condition=Q(confirmed_by=None, confirmed_person=None, confirmed_at=None)
                | (
                    Q(confirmed_person__isnull=False, confirmed_at__isnull=False)
                    & ~Q(confirmed_by=None)
                    & ~Q(confirmed_by=F("recorded_by"))
                    & ~Q(confirmed_person=F("recorded_person"))
                ),
            ),
            models.CheckConstraint(
                name="assessment_void_with_reason",
                condition=~Q(state=AssessmentState.VOID) | ~Q(void_because=""),
            ),
        ]
