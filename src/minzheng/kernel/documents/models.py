"""Documents (证明材料): what is known of a file; the content is in the store."""

from django.db import models
from django.db.models import Q

from minzheng.kernel.documents.kinds import EVIDENCE_CHOICES
from minzheng.kernel.documents.names import LONGEST_TITLE
from minzheng.kernel.documents.references import refers_to_files
from minzheng.kernel.documents.store import DIGEST_LENGTH
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import by_division, seen_by_its_person
from minzheng.kernel.registry.api.following import follows_household, follows_person


@refers_to_files("sm3")
@follows_household("household")
@follows_person("person")
@seen_by_its_person("person")
@by_division
class Document(Placed):
    """One file about one person or household, or about an event that has neither.

    It is never replaced: another one is added.
    """

    person = models.UUIDField("人员", null=True)
    household = models.UUIDField("家庭", null=True)
    case = models.UUIDField("办件", null=True, help_text="只在没有登记的人和家庭时填写")
    kind = models.CharField("材料类型", max_length=24, choices=EVIDENCE_CHOICES)
    title = models.CharField("名称", max_length=LONGEST_TITLE)
    media_type = models.CharField("格式", max_length=100)
    sm3 = models.CharField("SM3", max_length=DIGEST_LENGTH)
    store_key = models.CharField("密钥类别", max_length=20)
    size = models.PositiveIntegerField("字节数")
    added_by = models.UUIDField("上传人")
    added_at = models.DateTimeField("上传时间")
    kept_until = models.DateField("保存至")
    removed_by = models.UUIDField(null=True)
    removed_at = models.DateTimeField("撤下时间", null=True)
    removed_because = models.CharField("撤下原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "证明材料"
        indexes = [
            models.Index(fields=["person"], name="document_person", condition=~Q(person=None)),
            models.Index(
                fields=["household"], name="document_household", condition=~Q(household=None)
            ),
            models.Index(fields=["case"], name="document_case", condition=~Q(case=None)),
            models.Index(fields=["kept_until"], name="document_kept_until"),
        ]
        constraints = [
            models.CheckConstraint(
                name="document_of_one_subject",
                condition=Q(person=None, household__isnull=False, case=None)
                | Q(person__isnull=False, household=None, case=None)
                | Q(person=None, household=None, case__isnull=False),
            ),
            models.CheckConstraint(
                name="document_has_digest", condition=Q(sm3__regex="^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(
                name="document_removed_with_reason",
                condition=Q(removed_at=None, removed_by=None) | ~Q(removed_because=""),
            ),
        ]
