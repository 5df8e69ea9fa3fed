"""Whom an award covers, and which office paid for it before the file moved."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from minzheng.kernel.entitlements.models.rows import RULE_LENGTH, AwardRow, month
from minzheng.kernel.protection.fields import BlindIndexField
from minzheng.kernel.protection.models import LONGEST_DIVISION
from minzheng.kernel.protection.rows import by_division, seen_with

GROUP_LENGTH = 2 * RULE_LENGTH + 1


@seen_with("award_id", "entitlements_award")
@by_division
class Cover(AwardRow):
    """That an award covers a person in some months, for one thing that nobody has twice.

    `exclusion_group` is the benefit itself, or a pair of benefits that nobody has together; there
    is one row for each. `index` is the keyed hash of the identity number, so that two files of one
    human being meet; of the file where there is no number. `months` excludes the month after the
    last one. The constraint holds across all divisions, whoever looks.
    """

    person_id = models.UUIDField("人员")
    index = BlindIndexField()
    exclusion_group = models.CharField("互斥组", max_length=GROUP_LENGTH)
    months = DateRangeField("月份")

    class Meta:
        verbose_name = verbose_name_plural = "保障人员"
        indexes = [
            models.Index(fields=["award"], name="cover_of_award"),
            models.Index(fields=["person_id"], name="cover_of_person"),
        ]
        constraints = [
            ExclusionConstraint(
                name="cover_once",
                expressions=[
                    ("index", RangeOperators.EQUAL),
                    ("exclusion_group", RangeOperators.EQUAL),
                    ("months", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(name="cover_has_a_start", condition=Q(months__lower_inf=False)),
        ]


@by_division
class FormerPayer(AwardRow):
    """The county that pays for some months though the file has moved on (domain rules D13)."""

    payer = models.CharField("发放地", max_length=LONGEST_DIVISION)
    from_month = month("起始月份")
    to_month = month("终止月份")

    class Meta:
        verbose_name = verbose_name_plural = "原发放地"
        constraints = [
            ExclusionConstraint(
                name="former_payer_once",
                expressions=[
                    ("award", RangeOperators.EQUAL),
                    (
                        models.Func(
                            F("from_month"),
                            F("to_month"),
                            models.Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                name="former_payer_months",
                condition=Q(from_month__day=1, to_month__day=1, to_month__gte=F("from_month")),
            ),
        ]
