"""Households (家庭): of the registration book, and those whose means are counted together."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from minzheng.catalogue.codes import Relation
from minzheng.kernel.protection.fields import BlindIndexField, SecretField
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import by_division, seen_by_its_household, seen_by_its_person
from minzheng.kernel.registry.following import follows_person, placed
from minzheng.kernel.registry.models.persons import NAME_LENGTH, Person

RELATIONS = [(each.value, each.title) for each in Relation]


class HouseholdKind(models.TextChoices):
    """Two notions that are never assumed to be equal."""

    ASSISTANCE = "assistance", "共同生活的家庭"
    REGISTRATION = "registration", "户籍户"


@placed
@seen_by_its_household("id")
@by_division
class Household(Placed):
    """A household; its kind never changes."""

    kind = models.CharField("类型", max_length=12, choices=HouseholdKind)
    number = models.CharField("家庭编号", max_length=40)
    address = SecretField(kind="address", null=True)
    valid_from = models.DateField("立户日期")
    valid_to = models.DateField("销户日期", null=True, blank=True, help_text="自该日起不再存在")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "家庭"
        indexes = [models.Index(fields=["division", "number", "id"], name="household_page")]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "kind", "number"], name="household_number_once"
            ),
            # Referred to by memberships, so that their kind is always that of the household.
            models.UniqueConstraint(fields=["id", "kind"], name="household_kind"),
            models.CheckConstraint(
                name="household_kind_known", condition=models.Q(kind__in=HouseholdKind.values)
            ),
            models.CheckConstraint(
                name="household_ends_after_start",
                condition=models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]


@follows_person()
@seen_by_its_household("household_id")
@seen_by_its_person("person_id")
@by_division
class Membership(Placed):
    """Who belonged to which household as what, from when until when (the last day excluded)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships", db_index=False)
    # The constraint is on (household, kind): see the migration.
    household = models.ForeignKey(
        Household,
        models.DO_NOTHING,
        related_name="memberships",
        db_constraint=False,
        db_index=False,
    )
    kind = models.CharField("家庭类型", max_length=12, choices=HouseholdKind)
    relation = models.PositiveSmallIntegerField("与户主关系", choices=RELATIONS)
    number = models.PositiveSmallIntegerField("成员序号", default=1)
    valid = DateRangeField("期间")
    reason = models.CharField("事由", max_length=100, blank=True)
    evidence = models.UUIDField("依据材料", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "家庭成员"
        indexes = [
            models.Index(fields=["person"], name="membership_person"),
            models.Index(fields=["household"], name="membership_household"),
        ]
        constraints = [
            ExclusionConstraint(
                name="membership_one_household_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="membership_has_days", condition=models.Q(valid__isempty=False)
            ),
            models.CheckConstraint(
                name="membership_has_a_start", condition=models.Q(valid__lower_inf=False)
            ),
        ]


@follows_person()
@by_division
class Supporter(Placed):
    """A statutory supporter of a person, inside or outside the registry."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="supporters", db_index=False)
    registered = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="supports", db_index=False
    )
    relation = models.PositiveSmallIntegerField("与被赡养人关系", choices=RELATIONS)
    name = models.CharField("姓名", max_length=NAME_LENGTH, blank=True)
    birth_date = models.DateField("出生日期", null=True, blank=True)
    number = SecretField(kind="identity", null=True)
    index = BlindIndexField(null=True)
    position = models.PositiveSmallIntegerField("序号", default=1)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "法定赡养抚养扶养义务人"
        indexes = [
            models.Index(fields=["person"], name="supporter_person"),
            models.Index(
                fields=["registered"],
                name="supporter_registered",
                condition=models.Q(registered__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="supporter_is_somebody_else",
                condition=models.Q(registered=None) | ~models.Q(registered=models.F("person")),
            ),
        ]
