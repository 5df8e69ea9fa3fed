"""What others say to a case: objections, and conferences of those who work on it."""

from django.db import models
from django.db.models import Q

from minzheng.kernel.casework.models.rows import (
    NAME_LENGTH,
    REASON_LENGTH,
    CaseRow,
    office_code,
)
from minzheng.kernel.protection.fields import SecretField
from minzheng.kernel.protection.rows import by_division, seen_with


class ObjectionSource(models.TextChoices):
    """Who objects."""

    PUBLIC = "public", "公示期间群众提出"
    APPLICANT = "applicant", "申请人提出"
    REPORT = "report", "信访举报"


class ObjectionState(models.TextChoices):
    """Where an objection stands."""

    OPEN = "open", "待处理"
    UPHELD = "upheld", "成立"
    REJECTED = "rejected", "不成立"
    WITHDRAWN = "withdrawn", "已撤回"


@seen_with("case_id", "casework_case", only="source = 'applicant'")
@by_division
class Objection(CaseRow):
    """Somebody says that something about a case is wrong. Who it was is kept in the text."""

    source = models.CharField("来源", max_length=12, choices=ObjectionSource)
    text = SecretField("内容", kind="text")
    received_at = models.DateTimeField("收到时间")
    received_on = models.DateField("收到日期")
    due_on = models.DateField("期限", null=True)
    state = models.CharField(
        "状态", max_length=10, choices=ObjectionState, default=ObjectionState.OPEN
    )
    answer = SecretField("处理结果", kind="text", null=True)
    answered_by = models.UUIDField("处理人", null=True)
    answered_on = models.DateField("处理日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "异议"
        indexes = [models.Index(fields=["case"], name="objection_of_case")]
        constraints = [
            models.CheckConstraint(
                name="objection_answered_by_somebody",
                condition=Q(state=ObjectionState.OPEN)
                | Q(answered_by__isnull=False, answered_on__isnull=False),
            )
        ]


class ConferenceState(models.TextChoices):
    """Where a conference stands."""

    CALLED = "called", "待召开"
    HELD = "held", "已召开"
    CANCELLED = "cancelled", "已取消"


@by_division
class Conference(CaseRow):
    """A conference on a case (个案会商): who came, what was said, what was agreed."""

    state = models.CharField(
        "状态", max_length=10, choices=ConferenceState, default=ConferenceState.CALLED
    )
    planned_on = models.DateField("召开日期")
    place = models.CharField("地点", max_length=NAME_LENGTH, blank=True)
    subject = models.CharField("议题", max_length=REASON_LENGTH)
    attendees = models.JSONField("参加人", default=list)
    record = SecretField("会商记录", kind="text", null=True)
    agreed = SecretField("会商结论", kind="text", null=True)
    called_by = models.UUIDField("召集人")
    called_by_name = models.CharField("召集人姓名", max_length=NAME_LENGTH)
    held_on = models.DateField("实际召开日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "个案会商"
        indexes = [models.Index(fields=["case"], name="conference_of_case")]


class AssignmentState(models.TextChoices):
    """Where something that a conference agreed on stands."""

    OPEN = "open", "待完成"
    DONE = "done", "已完成"
    DROPPED = "dropped", "不再需要"


@by_division
class ConferenceTask(CaseRow):
    """Something that a conference agreed on, followed to its end."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="tasks")
    text = models.CharField("事项", max_length=REASON_LENGTH)
    office = office_code("责任单位")
    responsible = models.CharField("责任单位或责任人", max_length=NAME_LENGTH)
    due_on = models.DateField("完成期限")
    state = models.CharField(
        "状态", max_length=10, choices=AssignmentState, default=AssignmentState.OPEN
    )
    result = models.CharField("完成情况", max_length=REASON_LENGTH, blank=True)
    done_by = models.UUIDField("确认人", null=True)
    done_on = models.DateField("完成日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "会商议定事项"
        indexes = [
            models.Index(fields=["case"], name="conference_task_of_case"),
            models.Index(
                fields=["office", "due_on", "id"],
                condition=Q(state=AssignmentState.OPEN),
                name="conference_task_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="conference_task_ended_with_result",
                condition=Q(state=AssignmentState.OPEN) | ~Q(result=""),
            )
        ]
