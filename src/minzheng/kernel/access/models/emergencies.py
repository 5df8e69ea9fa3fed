"""Break-glass (紧急查询): one person seen for half an hour, with a reason, under review."""

from django.db import models

from minzheng.kernel.access.models.accounts import Account
from minzheng.kernel.access.models.posts import LONGEST_CODE, Post
from minzheng.kernel.protection.fields import BlindIndexField, SecretField
from minzheng.kernel.protection.models import LONGEST_DIVISION, Identified
from minzheng.kernel.protection.rows import Classification, Kind, classified_as
from minzheng.kernel.protection.third_party import Access


class Verdict(models.TextChoices):
    """What the review of an emergency view found."""

    JUSTIFIED = "justified", "属正当使用"
    UNJUSTIFIED = "unjustified", "不属正当使用"


@classified_as(
    Classification(
        Kind.UNPROTECTED,
        "a blind index and ciphertext; tells the database whom an account may see for a while",
        application=Access(add=True, changed_columns=("views",)),
        worker=Access(),
    )
)
class EmergencyGrant(Identified):
    """That an account may see one person until `expires`, though he lies outside its scope."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="账号")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="岗位")
    division = models.CharField("查询人区划", max_length=LONGEST_DIVISION)
    person = BlindIndexField("被查人证件索引")
    reason = SecretField(kind="text", verbose_name="理由")
    opened = models.DateTimeField("开始时间")
    expires = models.DateTimeField("失效时间")
    views = models.PositiveIntegerField("查看次数", default=0)

    class Meta:
        verbose_name = "紧急查询"

    def __str__(self) -> str:
        return str(self.id)


@classified_as(
    Classification(
        Kind.UNPROTECTED,
        "says that a grant awaits review, and names nobody",
        application=Access(add=True, change=True),
        worker=Access(add=True),
    )
)
class EmergencyAlert(Identified):
    """What the security administrator sees of a grant at once, and later judges.

    A trigger of the grant's table writes it: there is no grant without an alert. `holder` is the
    person who looked, so that the database refuses his own verdict.
    """

    grant = models.OneToOneField(
        EmergencyGrant, models.PROTECT, related_name="alert", verbose_name="紧急查询"
    )
    holder = BlindIndexField("查询人索引")
    raised = models.DateTimeField("告警时间")
    reviewed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核查人"
    )
    reviewed_by_person = BlindIndexField(null=True, blank=True)
    reviewed_at = models.DateTimeField("核查时间", null=True, blank=True)
    verdict = models.CharField(
        "核查结论", max_length=LONGEST_CODE, blank=True, choices=Verdict.choices
    )
    remark = models.CharField("核查意见", max_length=500, blank=True)

    class Meta:
        verbose_name = "紧急查询告警"

    def __str__(self) -> str:
        return str(self.id)
