"""Tasks of posts, clocks and what stops them."""

from datetime import date

from django.db import models
from django.db.models import Q

from minzheng.kernel.casework.models.rows import (
    CODE_LENGTH,
    NAME_LENGTH,
    REASON_LENGTH,
    CaseRow,
    codes,
    office_code,
)
from minzheng.kernel.protection.fields import BlindIndexField
from minzheng.kernel.protection.rows import by_division, seen_with

NO_LIMIT = date(9999, 12, 31)
"""The last day of a task for which the law sets none: it sorts behind all others."""


class TaskState(models.TextChoices):
    """Where a task stands. Taking one is a claim that others see, not a right."""

    OPEN = "open", "待办"
    TAKEN = "taken", "办理中"
    DONE = "done", "已办"
    CANCELLED = "cancelled", "已取消"


LIVE = Q(state__in=[TaskState.OPEN, TaskState.TAKEN])


@by_division
class Task(CaseRow):
    """Something that a post has to do: an office and a permission, never a person.

    `not_by` names steps of the case whose doer may not do this one: by person, whatever the
    account, and held by a trigger too.
    """

    step = models.CharField("环节", max_length=CODE_LENGTH)
    stage = models.CharField("阶段", max_length=CODE_LENGTH, blank=True)
    title = models.CharField("任务", max_length=NAME_LENGTH)
    item = models.CharField("事项", max_length=CODE_LENGTH)
    number = models.CharField("办件编号", max_length=40)
    who = models.CharField("申请人姓名", max_length=NAME_LENGTH)
    urgent = models.BooleanField("急难", default=False)
    office = office_code("机关")
    permission = models.CharField("权限", max_length=40)
    not_by = codes("不得由以下环节的办理人办理")
    state = models.CharField("状态", max_length=10, choices=TaskState, default=TaskState.OPEN)
    opened_at = models.DateTimeField("产生时间")
    opened_on = models.DateField("产生日期")
    due_on = models.DateField("期限", default=NO_LIMIT)
    promised_on = models.DateField("承诺期限", null=True)
    taken_by = models.UUIDField("认领人", null=True)
    taken_by_name = models.CharField("认领人姓名", max_length=NAME_LENGTH, blank=True)
    taken_at = models.DateTimeField("认领时间", null=True)
    done_by = models.UUIDField("办理人", null=True)
    done_by_person = BlindIndexField(null=True)
    done_by_name = models.CharField("办理人姓名", max_length=NAME_LENGTH, blank=True)
    done_at = models.DateTimeField("办理时间", null=True)
    done_on = models.DateField("办理日期", null=True)
    result = models.CharField("结果", max_length=CODE_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "任务"
        indexes = [
            # The inbox of an office in its order, with what row security asks of each row.
            models.Index(
                fields=["office", "due_on", "id"],
                include=["division", "label", "permission", "item", "step"],
                condition=LIVE,
                name="task_inbox",
            ),
            models.Index(fields=["case"], name="task_of_case"),
            models.Index(fields=["office", "done_on"], name="task_done", condition=~LIVE),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "step"], condition=LIVE, name="task_live_once"),
            models.CheckConstraint(name="task_state", condition=Q(state__in=TaskState.values)),
            models.CheckConstraint(
                name="task_taken_by_somebody",
                condition=~Q(state=TaskState.TAKEN) | Q(taken_by__isnull=False),
            ),
            models.CheckConstraint(
                name="task_done_by_somebody",
                condition=~Q(state=TaskState.DONE)
                | Q(done_by__isnull=False, done_at__isnull=False, done_on__isnull=False),
            ),
        ]


class ClockKind(models.TextChoices):
    """The law's limit, and the shorter one that the bureau promises."""

    STATUTORY = "statutory", "法定"
    PROMISED = "promised", "承诺"


@seen_with("case_id", "casework_case")
@by_division
class Clock(CaseRow):
    """A limit that runs for a case. `due_on` counts the suspensions so far."""

    code = models.CharField("时限", max_length=CODE_LENGTH)
    title = models.CharField("名称", max_length=NAME_LENGTH)
    kind = models.CharField("类型", max_length=10, choices=ClockKind)
    started_on = models.DateField("起算日期")
    due_on = models.DateField("届满日期")
    extended_on = models.DateField("延长日期", null=True)
    extended_because = models.CharField("延长理由", max_length=REASON_LENGTH, blank=True)
    stopped_on = models.DateField("停止日期", null=True)
    alarmed_on = models.DateField("提醒日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "时限"
        indexes = [
            models.Index(fields=["case"], name="clock_of_case"),
            models.Index(fields=["due_on"], name="clock_running", condition=Q(stopped_on=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "code", "kind"],
                condition=Q(stopped_on=None),
                name="clock_runs_once",
            ),
            models.CheckConstraint(
                name="clock_extended_with_reason",
                condition=Q(extended_on=None) | ~Q(extended_because=""),
            ),
        ]


class SuspensionKind(models.TextChoices):
    """Why days do not count."""

    COMPLETION = "completion", "补正材料"
    PUBLICITY = "publicity", "公示"
    APPRAISAL = "appraisal", "民主评议"
    ASSESSMENT = "assessment", "能力评估、鉴定"
    INQUIRY = "inquiry", "异地协查"
    OTHER = "other", "其他依法中止的情形"


@seen_with("case_id", "casework_case")
@by_division
class Suspension(CaseRow):
    """Days that do not count, from the first to the last one."""

    kind = models.CharField("事由", max_length=12, choices=SuspensionKind)
    from_on = models.DateField("起")
    to_on = models.DateField("止", null=True)
    basis = models.CharField("依据", max_length=REASON_LENGTH)
    by = models.UUIDField("决定人", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "时限中止"
        indexes = [models.Index(fields=["case"], name="suspension_of_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(to_on=None), name="suspension_runs_once"
            ),
            models.CheckConstraint(
                name="suspension_ends_after_start",
                condition=Q(to_on=None) | Q(to_on__gte=models.F("from_on")),
            ),
            models.CheckConstraint(name="suspension_has_basis", condition=~Q(basis="")),
        ]
