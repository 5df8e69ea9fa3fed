"""Bank accounts (银行账户) as versioned objects of two persons."""

from django.db import models
from django.db.models import F, Q

from minzheng.kernel.protection.fields import BlindIndexField, SecretField
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import by_division, seen_by_its_person
from minzheng.kernel.registry.following import follows_person
from minzheng.kernel.registry.models.persons import NAME_LENGTH, Person


class AccountState(models.TextChoices):
    """A version of a person's account."""

    PROPOSED = "proposed", "待复核"
    APPROVED = "approved", "已复核"
    REJECTED = "rejected", "已退回"
    SUPERSEDED = "superseded", "已停用"


@follows_person()
@seen_by_its_person("person_id")
@by_division
class BankAccount(Placed):
    """One version. Its number is never edited: a change is a new version, approved by another."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="accounts", db_index=False)
    version = models.PositiveIntegerField("版本")
    bank = models.CharField("开户银行", max_length=80)
    holder = models.CharField("户名", max_length=NAME_LENGTH)
    number = SecretField(kind="bank_account")
    index = BlindIndexField()
    state = models.CharField(
        "状态", max_length=12, choices=AccountState, default=AccountState.PROPOSED
    )
    reason = models.CharField("变更原因", max_length=200, blank=True)
    proposed_by = models.UUIDField()
    proposed_person = BlindIndexField(help_text="提出人本人，不论用哪个账号")
    proposed_at = models.DateTimeField()
    approved_by = models.UUIDField(null=True)
    approved_person = BlindIndexField(null=True)
    approved_at = models.DateTimeField(null=True)
    usable_from = models.DateField("可用日期", null=True, help_text="冷静期满之日")
    override_reason = models.CharField("免除冷静期的理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "银行账户"
        indexes = [
            models.Index(fields=["index"], name="bank_account_index"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "version"], name="bank_account_version_once"),
            models.UniqueConstraint(
                name="bank_account_one_approved",
                fields=["person"],
                condition=Q(state=AccountState.APPROVED),
            ),
            models.CheckConstraint(
                name="bank_account_two_accounts",
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="bank_account_two_persons",
                condition=Q(approved_person=None) | ~Q(approved_person=F("proposed_person")),
            ),
            models.CheckConstraint(
                name="bank_account_approved_by_somebody",
                condition=~Q(state=AccountState.APPROVED)
                | Q(
                    approved_by__isnull=False,
                    approved_person__isnull=False,
                    usable_from__isnull=False,
                ),
            ),
        ]
