"""Divisions (行政区划), public knowledge: a tree without a fixed depth that changes by date."""

from django.db import models

from minzheng.kernel.protection.models import Identified
from minzheng.kernel.protection.rows import unprotected


class DivisionKind(models.TextChoices):
    """What a unit is; only administrative ones have a code of GB/T 2260 or 10114."""

    ADMINISTRATIVE = "administrative", "行政区划"
    COMMUNITY = "community", "村（社区）"
    ZONE = "zone", "非行政区划的功能区"


@unprotected("区划是公开信息，登录前也要显示")
class Division(models.Model):
    """One unit under one code. An abolished one stays, with its last day, so that it resolves."""

    code = models.CharField("代码", primary_key=True, max_length=12)
    name = models.CharField("名称", max_length=80)
    level = models.PositiveSmallIntegerField("层级")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below", verbose_name="上级"
    )
    kind = models.CharField(
        "类别", max_length=20, choices=DivisionKind, default=DivisionKind.ADMINISTRATIVE
    )
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("撤销日期", null=True, blank=True, help_text="自该日起不再使用")

    class Meta:
        verbose_name = verbose_name_plural = "行政区划"
        constraints = [
            models.CheckConstraint(
                name="division_code_form",
                condition=models.Q(code__regex=r"^([0-9]{6}|[0-9]{9}|[0-9]{12})$"),
            ),
            models.CheckConstraint(
                name="division_ends_after_start",
                condition=models.Q(valid_to__gt=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ChangeKind(models.TextChoices):
    """What happened to divisions."""

    RENAME = "rename", "更名"
    MERGE = "merge", "合并"
    SPLIT = "split", "分设"
    MOVE = "move", "变更隶属或代码"


class ChangeState(models.TextChoices):
    """A change is ordered by an officer and carried out by the worker."""

    ORDERED = "ordered", "待执行"
    DONE = "done", "已执行"
    CANCELLED = "cancelled", "已撤回"


@unprotected("区划变更是公开信息，不含个人信息")
class DivisionChange(Identified):
    """A dated change: units before and after, who ordered it, how many rows were re-homed."""

    kind = models.CharField("类型", max_length=10, choices=ChangeKind)
    on = models.DateField("生效日期")
    approval = models.CharField("批准文号", max_length=100, blank=True)
    before = models.JSONField("变更前", default=list)
    after = models.JSONField("变更后", default=list)
    recoded = models.JSONField("代码对照", default=dict, blank=True)
    households = models.JSONField("按户指定的去向", default=dict, blank=True)
    state = models.CharField(max_length=10, choices=ChangeState, default=ChangeState.ORDERED)
    ordered_by = models.UUIDField(null=True)
    moved_rows = models.PositiveBigIntegerField("调整的记录数", default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "区划变更"
        ordering = ["-on", "-id"]


@unprotected("新旧代码对照是公开信息")
class Succession(models.Model):
    """One old code and one of the codes that took over from it."""

    change = models.ForeignKey(DivisionChange, models.PROTECT, related_name="successions")
    old = models.CharField("原代码", max_length=12, db_index=True)
    new = models.CharField("新代码", max_length=12, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "新旧代码对照"
        constraints = [
            models.UniqueConstraint(fields=["change", "old", "new"], name="succession_once")
        ]
