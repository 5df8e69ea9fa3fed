"""Providers (服务机构): who may give a benefit, and to which account they are paid."""

from django.db import models
from django.db.models import F, Q

from minzheng.kernel.payments.models.rows import (
    NAME_LENGTH,
    RULE_LENGTH,
    TEXT_LENGTH,
    account,
    month,
    person,
)
from minzheng.kernel.protection.fields import BlindIndexField, SecretField
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import by_division, unprotected
from minzheng.kernel.registry.api.following import placed

LONGEST_NAME = 200


class ProviderState(models.TextChoices):
    """Where an approval stands."""

    PROPOSED = "proposed", "待复核"
    APPROVED = "approved", "已确定"
    REJECTED = "rejected", "未通过"
    ENDED = "ended", "已终止"


@placed
@unprotected("an organisation and a benefit, no person: towns read whom their county has approved")
class Provider(Placed):
    """An organisation of the registry that a county lets give one benefit.

    Proposed by one person, approved by another. `name` is that of the register at the proposal.
    """

    organisation_id = models.UUIDField("机构")
    name = models.CharField("名称", max_length=LONGEST_NAME)
    benefit = models.CharField("待遇", max_length=RULE_LENGTH)
    from_month = month("起始月份")
    to_month = month("最后月份", null=True)
    state = models.CharField(
        "状态", max_length=10, choices=ProviderState, default=ProviderState.PROPOSED
    )
    basis = models.CharField("依据", max_length=TEXT_LENGTH)
    reason = models.CharField("说明", max_length=TEXT_LENGTH, blank=True)
    proposed_by = account("提出人")
    proposed_person = person()
    proposed_at = models.DateTimeField("提出时间")
    approved_by = account("复核人", null=True)
    approved_person = person(null=True)
    approved_at = models.DateTimeField("复核时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "服务机构"
        indexes = [
            models.Index(fields=["division", "benefit", "id"], name="provider_page"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="provider_once",
                fields=["division", "organisation_id", "benefit"],
                condition=Q(state__in=[ProviderState.PROPOSED, ProviderState.APPROVED]),
            ),
            models.CheckConstraint(
                name="provider_state", condition=Q(state__in=ProviderState.values)
            ),
            models.CheckConstraint(
                name="provider_months",
                condition=Q(from_month__day=1) & (Q(to_month=None) | Q(to_month__day=1)),
            ),
            models.CheckConstraint(
                name="provider_two_persons",
                condition=Q(approved_by=None)
                | ~Q(approved_by=F("proposed_by")) & ~Q(approved_person=F("proposed_person")),
            ),
            models.CheckConstraint(
                name="provider_approved_by_somebody",
                condition=~Q(state__in=[ProviderState.APPROVED, ProviderState.ENDED])
                | Q(
                    approved_by__isnull=False,
                    approved_person__isnull=False,
                    approved_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="provider_ended_in_a_month",
                condition=~Q(state=ProviderState.ENDED) | Q(to_month__isnull=False),
            ),
        ]


class ProviderAccountState(models.TextChoices):
    """A version of a provider's account."""

    PROPOSED = "proposed", "待复核"
    APPROVED = "approved", "已复核"
    REJECTED = "rejected", "已退回"
    SUPERSEDED = "superseded", "已停用"


@placed
@by_division
class ProviderAccount(Placed):
    """One version of the account to which a county pays an organisation; of two persons.

    The number is never edited: a change is a new version, usable after its cooling-off.
    """

    organisation_id = models.UUIDField("机构")
    version = models.PositiveIntegerField("版本")
    bank = models.CharField("开户银行", max_length=80)
    holder = models.CharField("户名", max_length=NAME_LENGTH)
    number = SecretField("账号", kind="bank_account")
    index = BlindIndexField()
    state = models.CharField(
        "状态",
        max_length=12,
        choices=ProviderAccountState,
        default=ProviderAccountState.PROPOSED,
    )
    reason = models.CharField("变更原因", max_length=TEXT_LENGTH, blank=True)
    proposed_by = account("提出人")
    proposed_person = person()
    proposed_at = models.DateTimeField("提出时间")
    approved_by = account("复核人", null=True)
    approved_person = person(null=True)
    approved_at = models.DateTimeField("复核时间", null=True)
    usable_from = models.DateField("可用日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "服务机构账户"
        constraints = [
            models.UniqueConstraint(
                name="provider_account_version_once",
                fields=["division", "organisation_id", "version"],
            ),
            models.UniqueConstraint(
                name="provider_account_one_approved",
                fields=["division", "organisation_id"],
                condition=Q(state=ProviderAccountState.APPROVED),
            ),
            models.CheckConstraint(
                name="provider_account_state", condition=Q(state__in=ProviderAccountState.values)
            ),
            models.CheckConstraint(
                name="provider_account_two_persons",
                condition=Q(approved_by=None)
                | ~Q(approved_by=F("proposed_by")) & ~Q(approved_person=F("proposed_person")),
            ),
            models.CheckConstraint(
                name="provider_account_approved_by_somebody",
                condition=~Q(
                    state__in=[ProviderAccountState.APPROVED, ProviderAccountState.SUPERSEDED]
                )
                | Q(
                    approved_by__isnull=False,
                    approved_person__isnull=False,
                    approved_at__isnull=False,
                    usable_from__isnull=False,
                ),
            ),
        ]
