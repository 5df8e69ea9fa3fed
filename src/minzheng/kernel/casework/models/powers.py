"""Delegated power to decide (委托审核确认): dated, by county and item, by two persons."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from minzheng.kernel.casework.models.rows import CODE_LENGTH, NAME_LENGTH, REASON_LENGTH
from minzheng.kernel.protection.fields import BlindIndexField
from minzheng.kernel.protection.models import LONGEST_DIVISION, Identified
from minzheng.kernel.protection.rows import unprotected


class DelegationState(models.TextChoices):
    """Where a delegation stands."""

    PROPOSED = "proposed", "待批准"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "未批准"
    ENDED = "ended", "已收回"


class _Days(Func):
    """The days from the first to the last one, both included."""

    function = "daterange"
    output_field = DateRangeField()


@unprotected("which office decides what from when on; read by every office, about no person")
class Delegation(Identified):
    """That the towns of a county decide an item themselves, from a day on."""

    county = models.CharField("县（区）", max_length=LONGEST_DIVISION)
    item = models.CharField("事项", max_length=CODE_LENGTH)
    state = models.CharField(
        "状态", max_length=10, choices=DelegationState, default=DelegationState.PROPOSED
    )
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)
    document = models.CharField("委托文件", max_length=REASON_LENGTH)
    proposed_by = models.UUIDField("提出人")
    proposed_by_name = models.CharField("提出人姓名", max_length=NAME_LENGTH)
    proposed_person = BlindIndexField()
    proposed_at = models.DateTimeField("提出时间")
    approved_by = models.UUIDField("批准人", null=True)
    approved_by_name = models.CharField("批准人姓名", max_length=NAME_LENGTH, blank=True)
    approved_person = BlindIndexField(null=True)
    approved_at = models.DateTimeField("批准时间", null=True)
    ended_because = models.CharField("收回原因", max_length=REASON_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "委托审核确认"
        indexes = [models.Index(fields=["county", "item"], name="delegation_of_county")]
        constraints = [
            models.CheckConstraint(
                name="delegation_two_persons",
                condition=Q(approved_person=None) | ~Q(approved_person=F("proposed_person")),
            ),
            models.CheckConstraint(
                name="delegation_approved_by_another",
                condition=~Q(state=DelegationState.APPROVED)
                | Q(approved_by__isnull=False, approved_person__isnull=False),
            ),
            models.CheckConstraint(
                name="delegation_ends_after_start",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
            ExclusionConstraint(
                name="delegation_one_at_a_time",
                expressions=[
                    ("county", RangeOperators.EQUAL),
                    ("item", RangeOperators.EQUAL),
                    (
                        _Days("valid_from", "valid_to", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state=DelegationState.APPROVED),
            ),
        ]
