"""A file that goes to an office which does not see where it lies: proposed there, accepted here.

Two rows, because each side sees its own only. The worker, who sees both, tells one what the other
has done, and moves the file.
"""

from django.db import models
from django.db.models import Q

from minzheng.kernel.protection.fields import SecretField
from minzheng.kernel.protection.models import LONGEST_DIVISION, Placed
from minzheng.kernel.protection.rows import by_division
from minzheng.kernel.registry.following import placed

REASON_LENGTH = 200


class TransferState(models.TextChoices):
    """Where a transfer stands, as the giving side is told."""

    PROPOSED = "proposed", "等待对方接收"
    DONE = "done", "已迁出"
    DECLINED = "declined", "对方退回"
    ENDED = "ended", "已终止"


class OfferState(models.TextChoices):
    """Where it stands, as the taking side is told."""

    WAITING = "waiting", "待接收"
    ACCEPTED = "accepted", "已同意，正在迁入"
    DECLINED = "declined", "已退回"
    DONE = "done", "已迁入"
    ENDED = "ended", "对方已终止"


@placed
@by_division
class Transfer(Placed):
    """What the giving side proposed; it stays with that side, and holds no name."""

    person = models.UUIDField("人员", null=True)
    household = models.UUIDField("家庭", null=True)
    destination = models.CharField("迁往", max_length=LONGEST_DIVISION)
    reason = models.CharField("理由", max_length=REASON_LENGTH)
    state = models.CharField(max_length=10, choices=TransferState, default=TransferState.PROPOSED)
    answer = models.CharField("结果说明", max_length=REASON_LENGTH, blank=True)
    proposed_by = models.UUIDField("提出人")
    proposed_at = models.DateTimeField("提出时间", auto_now_add=True)
    settled_at = models.DateTimeField("办结时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "档案迁出"
        indexes = [
            models.Index(fields=["division", "-proposed_at", "id"], name="transfer_page"),
            models.Index(fields=["id"], name="transfer_open", condition=Q(state="proposed")),
        ]
        constraints = [
            models.CheckConstraint(
                name="transfer_of_one",
                condition=Q(person=None, household__isnull=False)
                | Q(person__isnull=False, household=None),
            ),
            models.UniqueConstraint(
                fields=["person"],
                name="transfer_of_a_person_once_at_a_time",
                condition=Q(state="proposed"),
            ),
            models.UniqueConstraint(
                fields=["household"],
                name="transfer_of_a_household_once_at_a_time",
                condition=Q(state="proposed"),
            ),
            models.CheckConstraint(name="transfer_has_reason", condition=~Q(reason="")),
        ]


@placed
@by_division
class TransferOffer(Placed):
    """The same for the taking side. ``summary`` says who it is, until it is decided."""

    transfer = models.UUIDField("迁出", unique=True)
    giver = models.CharField("迁出地", max_length=LONGEST_DIVISION)
    summary = SecretField(kind="text", null=True)
    reason = models.CharField("理由", max_length=REASON_LENGTH)
    state = models.CharField(max_length=10, choices=OfferState, default=OfferState.WAITING)
    refusal = models.CharField("退回原因", max_length=REASON_LENGTH, blank=True)
    arrived_at = models.DateTimeField("送达时间", auto_now_add=True)
    decided_by = models.UUIDField("决定人", null=True)
    decided_at = models.DateTimeField("决定时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "档案迁入"
        indexes = [
            models.Index(fields=["division", "-arrived_at", "id"], name="transfer_offer_page")
        ]
