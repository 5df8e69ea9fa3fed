"""What a case still lacks, and the evidence that was handed in for it."""

from django.db import models
from django.db.models import Q

from minzheng.kernel.casework.models.rows import CODE_LENGTH, CaseRow
from minzheng.kernel.protection.fields import SecretField
from minzheng.kernel.protection.rows import by_division, seen_with


@seen_with("case_id", "casework_case")
@by_division
class Completion(CaseRow):
    """Everything that is missing, said once (一次性告知): a case has one open list at a time."""

    asked_at = models.DateTimeField("告知时间")
    asked_on = models.DateField("告知日期")
    asked_by = models.UUIDField("告知人")
    missing = models.JSONField("应补正的内容")
    note = SecretField("说明", kind="text", null=True)
    met_at = models.DateTimeField("补齐时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "补正告知"
        indexes = [models.Index(fields=["case"], name="completion_of_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(met_at=None), name="completion_open_once"
            )
        ]


class ProofState(models.TextChoices):
    """What became of a piece of evidence."""

    HELD = "held", "已收"
    REFUSED = "refused", "不符合要求"
    WITHDRAWN = "withdrawn", "已撤下"


@seen_with("case_id", "casework_case")
@by_division
class CaseProof(CaseRow):
    """A document that proves something in a case."""

    proof = models.CharField("材料", max_length=CODE_LENGTH)
    document = models.UUIDField("文件")
    title = models.CharField("名称", max_length=120)
    state = models.CharField("状态", max_length=10, choices=ProofState, default=ProofState.HELD)
    added_at = models.DateTimeField("收取时间")
    added_by = models.UUIDField("收取人", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "办件材料"
        indexes = [models.Index(fields=["case"], name="proof_of_case")]
        constraints = [
            models.UniqueConstraint(fields=["case", "proof", "document"], name="proof_once")
        ]
