"""Persons (人员), their names and what finds them."""

from typing import Any, ClassVar

from django.db import models

from minzheng.kernel.protection.labels import LABEL_CHOICES, Label
from minzheng.kernel.protection.models import LONGEST_DIVISION, LONGEST_LABEL, Placed, ScopedRows
from minzheng.kernel.protection.rows import by_division, seen_by_its_person
from minzheng.kernel.registry.following import follows_person, placed

NAME_LENGTH = 100
SORT_LENGTH = 80


class Sex(models.IntegerChoices):
    """GB/T 2261.1."""

    UNKNOWN = 0, "未知"
    MALE = 1, "男"
    FEMALE = 2, "女"
    UNSTATED = 9, "未说明"


@placed
@seen_by_its_person("id")
@by_division
class Person(Placed):
    """A human being. The key is ours; identity numbers are attributes with their own history."""

    name = models.CharField("姓名", max_length=NAME_LENGTH)
    name_sort = models.CharField("姓名排序键", max_length=SORT_LENGTH)
    sex = models.PositiveSmallIntegerField("性别", choices=Sex, default=Sex.UNKNOWN)
    birth_date = models.DateField("出生日期", null=True, blank=True)
    death_date = models.DateField("死亡日期", null=True, blank=True)
    ethnicity = models.CharField("民族", max_length=2, blank=True)
    no_identity = models.BooleanField("无身份证件", default=False)
    temporary_code = models.CharField("临时编号", max_length=20, blank=True)
    registration_division = models.CharField("户籍地", max_length=12, blank=True)
    residence_division = models.CharField("居住地", max_length=12, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed", db_index=False
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        indexes = [
            models.Index(
                fields=["division", "name_sort", "id"],
                name="person_page",
                condition=models.Q(merged_into=None),
            ),
            models.Index(
                fields=["merged_into"],
                name="person_merged",
                condition=models.Q(merged_into__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="person_dies_after_birth",
                condition=models.Q(birth_date=None)
                | models.Q(death_date__gte=models.F("birth_date")),
            ),
            models.CheckConstraint(name="person_sex", condition=models.Q(sex__in=Sex.values)),
            models.CheckConstraint(name="person_has_name", condition=~models.Q(name="")),
            models.CheckConstraint(
                name="person_temporary_code_only_without_identity",
                condition=models.Q(temporary_code="") | models.Q(no_identity=True),
            ),
            models.CheckConstraint(
                name="person_not_merged_into_itself",
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
            ),
            models.UniqueConstraint(
                name="person_temporary_code_once",
                fields=["temporary_code"],
                condition=~models.Q(temporary_code=""),
            ),
        ]


class NameKind(models.TextChoices):
    """Why a person has a further name."""

    FORMER = "former", "曾用名"
    ALIAS = "alias", "别名"
    VARIANT = "variant", "异体或不同写法"


@follows_person()
@by_division
class PersonName(Placed):
    """A further name by which a person is found."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="names", db_index=False)
    name = models.CharField("姓名", max_length=NAME_LENGTH)
    kind = models.CharField("类别", max_length=10, choices=NameKind)

    class Meta:
        verbose_name = verbose_name_plural = "别名"
        indexes = [models.Index(fields=["person"], name="person_name_person")]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="person_name_once"),
            models.CheckConstraint(name="person_name_not_empty", condition=~models.Q(name="")),
        ]


class TokenRow(models.Model):
    """One keyed piece of a name. Its key is also the index that a search reads, in list order.

    The subject is no foreign key: a million persons have ten million rows, each rebuilt from the
    names, and the checks would double the time of an import.
    """

    token = models.BigIntegerField()
    division = models.CharField(max_length=LONGEST_DIVISION)
    name_sort = models.CharField(max_length=SORT_LENGTH)
    subject = models.UUIDField()
    label = models.CharField(
        max_length=LONGEST_LABEL, choices=LABEL_CHOICES, default=Label.ORDINARY
    )
    pk = models.CompositePrimaryKey("token", "division", "name_sort", "subject")

    objects: ClassVar[Any] = ScopedRows.as_manager()

    class Meta:
        abstract = True


@follows_person("subject")
@by_division
class NameToken(TokenRow):
    """A piece of a person's name."""

    class Meta:
        verbose_name = verbose_name_plural = "姓名检索"
        indexes = [models.Index(fields=["subject"], name="name_token_subject")]
