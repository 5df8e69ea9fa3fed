"""Identity documents (身份证件): encrypted, found by keyed index, confirmed by the worker."""

from django.db import models

from minzheng.kernel.protection.fields import BlindIndexField, SecretField
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import by_division, seen_by_its_person
from minzheng.kernel.registry.following import follows_person, placed
from minzheng.kernel.registry.models.persons import Person


class DocumentKind(models.TextChoices):
    """Kinds of document; a number is unique within its kind."""

    RESIDENT = "resident", "居民身份证"
    RESIDENCE_PERMIT = "residence_permit", "港澳台居民居住证"
    FOREIGN_RESIDENT = "foreign_resident", "外国人永久居留身份证"
    PASSPORT = "passport", "护照"
    MILITARY = "military", "军官证、士兵证"
    BIRTH_CERTIFICATE = "birth_certificate", "出生医学证明"
    OTHER = "other", "其他证件"


class NumberState(models.TextChoices):
    """A number waits until the worker has looked whether somebody else holds it."""

    PENDING = "pending", "待核实"
    CONFIRMED = "confirmed", "已核实"
    DISPUTED = "disputed", "待上级核实"
    SUPERSEDED = "superseded", "已停用"


@follows_person()
@seen_by_its_person("person_id")
@by_division
class IdentityDocument(Placed):
    """A number with its history. Pending ones are compared with nothing: a refusal would tell."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="identities", db_index=False)
    kind = models.CharField("证件类型", max_length=20, choices=DocumentKind)
    number = SecretField(kind="identity")
    index = BlindIndexField()
    state = models.CharField(
        "状态", max_length=12, choices=NumberState, default=NumberState.PENDING
    )
    first_generation = models.BooleanField("登记时为15位号码", default=False)
    officially_confirmed = models.BooleanField("经公安机关确认", default=False)
    check_digit_wrong = models.BooleanField("校验位不符", default=False)
    valid_from = models.DateField("有效期起", null=True, blank=True)
    valid_to = models.DateField("有效期止", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "身份证件"
        indexes = [
            models.Index(fields=["person"], name="identity_person"),
            models.Index(fields=["index"], name="identity_index"),
            models.Index(
                fields=["created_at"], name="identity_pending", condition=models.Q(state="pending")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="identity_number_once",
                fields=["index"],
                condition=models.Q(state=NumberState.CONFIRMED),
            ),
            models.UniqueConstraint(
                name="identity_one_resident_number",
                fields=["person"],
                condition=models.Q(state=NumberState.CONFIRMED, kind=DocumentKind.RESIDENT),
            ),
            models.CheckConstraint(
                name="identity_wrong_digit_is_confirmed",
                condition=models.Q(check_digit_wrong=False) | models.Q(officially_confirmed=True),
            ),
        ]


class DisputeState(models.TextChoices):
    """A number that two persons hold."""

    OPEN = "open", "待处理"
    FIRST = "first", "归先登记人"
    SECOND = "second", "归后登记人"
    SAME = "same", "为同一人"


@placed
@by_division
class IdentityDispute(Placed):
    """A task of the nearest office that sees both persons: whose number is it?"""

    first = models.ForeignKey(IdentityDocument, models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey(IdentityDocument, models.CASCADE, related_name="+")
    state = models.CharField("状态", max_length=10, choices=DisputeState, default=DisputeState.OPEN)
    decided_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "证件号码争议"
        indexes = [models.Index(fields=["division", "state", "id"], name="dispute_page")]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="dispute_once"),
        ]
