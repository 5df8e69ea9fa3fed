"""Imports (导入): a job, the files that belong to it, the parts in which it is loaded."""

from django.db import models

from minzheng.kernel.documents.api.storage import DIGEST_LENGTH, refers_to_files
from minzheng.kernel.exchange.states import ImportState, PartState
from minzheng.kernel.protection.fields import BlindIndexField, SecretField
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import by_division
from minzheng.kernel.registry.api.following import placed

LABELS_LENGTH = 80
FAILURE_LENGTH = 200


@placed
@by_division
class ImportJob(Placed):
    """One import. `division` is the area in which every household of it lies."""

    title = models.CharField("来源", max_length=100)
    source_sm3 = models.CharField("来源SM3", max_length=DIGEST_LENGTH)
    state = models.CharField(
        "状态", max_length=12, choices=ImportState, default=ImportState.RECEIVED
    )
    on = models.DateField("登记日期", help_text="家庭、成员和情况自该日起算")
    skip_bad = models.BooleanField("跳过有错误的家庭", default=False)
    ordered_by = models.UUIDField("导入人")
    ordered_person = BlindIndexField(null=True)
    orderer = models.CharField("导入人姓名", max_length=100)
    labels = models.CharField("可见标签", max_length=LABELS_LENGTH)
    stage = models.CharField("进行到", max_length=50, blank=True)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("总数", null=True)
    counts = models.JSONField("数量", default=dict)
    problems = SecretField(kind="text", null=True)
    failure = models.CharField("失败原因", max_length=FAILURE_LENGTH, blank=True)
    created_at = models.DateTimeField("上传时间")
    checked_at = models.DateTimeField("核对时间", null=True)
    finished_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入"
        indexes = [models.Index(fields=["division", "-created_at", "id"], name="import_page")]
        constraints = [
            models.CheckConstraint(
                name="import_state", condition=models.Q(state__in=ImportState.values)
            )
        ]


class FilePurpose(models.TextChoices):
    """Why a file belongs to an import."""

    SOURCE = "source", "上传的文件"
    PROBLEMS = "problems", "问题清单"


@refers_to_files("sm3")
@placed
@by_division
class ImportFile(Placed):
    """A file of an import; once it is no longer needed its digest is emptied and it is swept."""

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="files")
    purpose = models.CharField(max_length=10, choices=FilePurpose)
    name = models.CharField("文件名", max_length=120)
    sm3 = models.CharField(max_length=DIGEST_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入文件"


@refers_to_files("sm3")
@placed
@by_division
class ImportPart(Placed):
    """Some whole households of an import, loaded in one transaction."""

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField("序号")
    state = models.CharField(max_length=8, choices=PartState, default=PartState.PENDING)
    sm3 = models.CharField(max_length=DIGEST_LENGTH, blank=True)
    households = models.PositiveIntegerField("户")
    persons = models.PositiveIntegerField("人")
    counts = models.JSONField("数量", default=dict)
    findings = SecretField(kind="text", null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入分片"
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="import_part_once"),
            models.CheckConstraint(
                name="import_part_kept_until_done",
                condition=models.Q(state=PartState.DONE) | ~models.Q(sm3=""),
            ),
        ]
