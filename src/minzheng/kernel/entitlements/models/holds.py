"""Holds on payments, and changes of who is paid: two persons each."""

from django.db import models
from django.db.models import F, Q

from minzheng.kernel.entitlements.models.rows import (
    NAME_LENGTH,
    REASON_LENGTH,
    AwardRow,
    month,
)
from minzheng.kernel.protection.fields import BlindIndexField
from minzheng.kernel.protection.rows import by_division, seen_with


class HoldKind(models.TextChoices):
    """What stands against paying."""

    DEATH = "death", "死亡"
    PRISON = "prison", "服刑"
    VEHICLE = "vehicle", "车辆"
    BUSINESS = "business", "工商登记"
    PENSION = "pension", "养老金"
    CREMATION = "cremation", "火化"
    ACCOUNT = "account", "领款账户"
    GRACE = "grace", "渐退期满"
    MANUAL = "manual", "人工暂缓"


@by_division
class Hold(AwardRow):
    """That nothing is paid out from a month on until somebody has looked.

    It ends no award and takes nothing away: what is due stays due, and is paid when the hold is
    lifted. `person_id` is whom the sign is about, `source` where it comes from. Somebody else than
    who raised it says that the sign is right, or lifts it.
    """

    kind = models.CharField("原因", max_length=10, choices=HoldKind)
    person_id = models.UUIDField("涉及人员", null=True)
    from_month = month("暂缓起始月份")
    since = models.DateField("事实发生日期")
    source = models.CharField("来源", max_length=NAME_LENGTH)
    note = models.CharField("说明", max_length=REASON_LENGTH, blank=True)
    raised_by = models.UUIDField("登记人", null=True)
    raised_by_person = BlindIndexField(null=True)
    raised_by_name = models.CharField("登记人姓名", max_length=NAME_LENGTH, blank=True)
    raised_at = models.DateTimeField("登记时间")
    confirmed_by = models.UUIDField("核实人", null=True)
    confirmed_by_person = BlindIndexField(null=True)
    confirmed_by_name = models.CharField("核实人姓名", max_length=NAME_LENGTH, blank=True)
    confirmed_at = models.DateTimeField("核实时间", null=True)
    released_by = models.UUIDField("解除人", null=True)
    released_by_person = BlindIndexField(null=True)
    released_by_name = models.CharField("解除人姓名", max_length=NAME_LENGTH, blank=True)
    released_at = models.DateTimeField("解除时间", null=True)
    release_reason = models.CharField("解除理由", max_length=REASON_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "暂缓发放"
        indexes = [
            models.Index(fields=["award"], name="hold_of_award", condition=Q(released_at=None)),
            models.Index(
                fields=["division", "id"], name="hold_page", condition=Q(released_at=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["award", "kind", "person_id"],
                condition=Q(released_at=None),
                nulls_distinct=False,
                name="hold_once",
            ),
            models.CheckConstraint(name="hold_kind", condition=Q(kind__in=HoldKind.values)),
            models.CheckConstraint(name="hold_month", condition=Q(from_month__day=1)),
            models.CheckConstraint(
                name="hold_confirmed_by_another",
                condition=Q(confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_by_person__isnull=False)
                & (Q(raised_by_person=None) | ~Q(raised_by_person=F("confirmed_by_person"))),
            ),
            models.CheckConstraint(
                name="hold_released_by_another_with_reason",
                condition=Q(released_at=None)
                | Q(released_by__isnull=False, released_by_person__isnull=False)
                & ~Q(release_reason="")
                & (Q(raised_by_person=None) | ~Q(raised_by_person=F("released_by_person"))),
            ),
        ]


class ChangeState(models.TextChoices):
    """Where a change of payee stands."""

    PROPOSED = "proposed", "待复核"
    APPROVED = "approved", "已复核"
    REJECTED = "rejected", "已退回"


@seen_with("award_id", "entitlements_award")
@by_division
class PayeeChange(AwardRow):
    """Somebody else is to be paid: proposed by one person, approved by another."""

    before_id = models.UUIDField("原领款人", null=True)
    payee_id = models.UUIDField("领款人")
    reason = models.CharField("理由", max_length=REASON_LENGTH)
    evidence = models.UUIDField("依据材料", null=True)
    state = models.CharField(
        "状态", max_length=10, choices=ChangeState, default=ChangeState.PROPOSED
    )
    proposed_by = models.UUIDField("提出人")
    proposed_by_person = BlindIndexField()
    proposed_by_name = models.CharField("提出人姓名", max_length=NAME_LENGTH)
    proposed_at = models.DateTimeField("提出时间")
    settled_by = models.UUIDField("复核人", null=True)
    settled_by_person = BlindIndexField(null=True)
    settled_by_name = models.CharField("复核人姓名", max_length=NAME_LENGTH, blank=True)
    settled_at = models.DateTimeField("复核时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "领款人变更"
        constraints = [
            models.UniqueConstraint(
                fields=["award"],
                condition=Q(state=ChangeState.PROPOSED),
                name="payee_change_one_at_a_time",
            ),
            models.CheckConstraint(
                name="payee_change_state", condition=Q(state__in=ChangeState.values)
            ),
            models.CheckConstraint(name="payee_change_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="payee_change_of_two_persons",
                condition=Q(state=ChangeState.PROPOSED)
                | Q(settled_by__isnull=False, settled_by_person__isnull=False)
                & ~Q(settled_by_person=F("proposed_by_person")),
            ),
        ]
