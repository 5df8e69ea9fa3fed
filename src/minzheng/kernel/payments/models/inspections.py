"""Inspections (账务核对): whether every rule of payments and books held, county by county."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from minzheng.kernel.payments.models.rows import CODE_LENGTH
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import append_only, by_division

MOST_SUBJECTS = 20
"""So many ids are kept of what breaks a rule; how many there are is told whole."""


@append_only
@by_division
class Inspection(Placed):
    """What one inspection found in one county; `broken` names the rules, nothing if all held."""

    inspected_at = models.DateTimeField("核对时间")
    broken = ArrayField(models.CharField(max_length=8), verbose_name="不符的规则")
    count = models.PositiveIntegerField("不符数")
    subjects = ArrayField(models.CharField(max_length=CODE_LENGTH), verbose_name="不符的记录")

    class Meta:
        verbose_name = verbose_name_plural = "账务核对"
        indexes = [
            models.Index(fields=["division", "-id"], name="payment_inspection_last"),
        ]
        constraints = [
            models.CheckConstraint(
                name="payment_inspection_says_what",
                condition=Q(count=0, broken=[]) | Q(count__gt=0) & ~Q(broken=[]),
            ),
        ]
