"""Requests for exports (导出申请)."""

from django.db import models
from django.db.models import F, Q

from minzheng.kernel.documents.api.storage import DIGEST_LENGTH, refers_to_files
from minzheng.kernel.exchange.states import ExportState
from minzheng.kernel.protection.fields import BlindIndexField, SecretField
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import by_division
from minzheng.kernel.registry.api.following import placed

REFERENCE_LENGTH = 24
REASON_LENGTH = 200


@refers_to_files("sm3")
@placed
@by_division
class ExportRequest(Placed):
    """One table that somebody wants to take out. `division` is whose rows it holds."""

    reference = models.CharField("编号", max_length=REFERENCE_LENGTH, unique=True)
    state = models.CharField("状态", max_length=10, choices=ExportState)
    subject = models.CharField("内容", max_length=20)
    columns = models.JSONField("列")
    unmasked = models.JSONField("不脱敏的列", default=list)
    purpose = models.CharField("用途", max_length=20)
    reason = models.CharField("说明", max_length=REASON_LENGTH)
    rows = models.PositiveIntegerField("行数")
    requested_by = models.UUIDField("申请人")
    requested_person = BlindIndexField(help_text="申请人本人，不论用哪个账号")
    requester = models.CharField("申请人姓名", max_length=100)
    requested_role = models.CharField("申请人岗位", max_length=30)
    requested_at = models.DateTimeField("申请时间")
    needs_approval = models.BooleanField("须审批")
    decided_by = models.UUIDField("审批人", null=True)
    decided_person = BlindIndexField(null=True)
    decided_at = models.DateTimeField("审批时间", null=True)
    refusal = models.CharField("不批准的原因", max_length=REASON_LENGTH, blank=True)
    sm3 = models.CharField(max_length=DIGEST_LENGTH, blank=True)
    size = models.PositiveIntegerField("字节数", default=0)
    canary = SecretField(kind="text", null=True)
    canary_index = BlindIndexField(null=True)
    ready_at = models.DateTimeField("生成时间", null=True)
    expires_at = models.DateTimeField("有效期至", null=True)
    fetched_at = models.DateTimeField("下载时间", null=True)
    fetches = models.PositiveIntegerField("下载次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "导出申请"
        indexes = [
            models.Index(fields=["division", "-requested_at", "id"], name="export_page"),
            models.Index(fields=["requested_person", "requested_at"], name="export_of_the_day"),
            models.Index(
                fields=["expires_at"], name="export_expiring", condition=~Q(expires_at=None)
            ),
            models.Index(fields=["canary_index"], name="export_canary"),
        ]
        constraints = [
            models.CheckConstraint(name="export_state", condition=Q(state__in=ExportState.values)),
            models.CheckConstraint(
                name="export_two_accounts",
                condition=Q(decided_by=None) | ~Q(decided_by=F("requested_by")),
            ),
            models.CheckConstraint(
                name="export_two_persons",
                condition=Q(decided_person=None) | ~Q(decided_person=F("requested_person")),
            ),
            models.CheckConstraint(
                name="export_approved_by_another",
                condition=Q(needs_approval=False)
                | Q(state__in=[ExportState.REQUESTED, ExportState.REFUSED])
                | Q(decided_by__isnull=False, decided_person__isnull=False),
            ),
            models.CheckConstraint(
                name="export_file_only_while_it_may_be_fetched",
                condition=Q(sm3="") | Q(state__in=[ExportState.READY, ExportState.FETCHED]),
            ),
            models.CheckConstraint(name="export_has_reason", condition=~Q(reason="")),
        ]
