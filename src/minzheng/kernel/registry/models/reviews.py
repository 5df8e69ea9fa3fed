"""Merges (合并) with the means to undo them, and pairs that may be one person."""

from django.db import models
from django.db.models import F, Q

from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import by_division
from minzheng.kernel.registry.following import placed
from minzheng.kernel.registry.models.persons import Person


@placed
@by_division
class Merge(Placed):
    """Two files that became one. ``journal`` says for every changed row what stood there before."""

    survivor = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Person, models.PROTECT, related_name="merged_by")
    reason = models.CharField("理由", max_length=200)
    journal = models.JSONField()
    merged_by = models.UUIDField()
    merged_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_because = models.CharField("撤销理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "合并记录"
        constraints = [
            models.CheckConstraint(name="merge_of_two", condition=~Q(survivor=F("merged"))),
            models.UniqueConstraint(
                fields=["merged"], name="merge_in_force_once", condition=Q(undone_at=None)
            ),
        ]


class PairState(models.TextChoices):
    """What a person decided about a pair."""

    OPEN = "open", "待核对"
    ACCEPTED = "accepted", "已合并"
    REJECTED = "rejected", "不是同一人"


@placed
@by_division
class PossibleDuplicate(Placed):
    """Two files that may be of one person; in the division of the nearest office that sees both."""

    a = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    b = models.ForeignKey(Person, models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField("相似度", help_text="万分之几")
    agreements = models.JSONField("一致的项目", default=dict)
    state = models.CharField("状态", max_length=10, choices=PairState, default=PairState.OPEN)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "疑似重复"
        indexes = [
            models.Index(fields=["division", "state", "-score", "id"], name="duplicate_page"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["a", "b"], name="duplicate_once"),
            models.CheckConstraint(name="duplicate_in_order", condition=Q(a__lt=F("b"))),
            models.CheckConstraint(
                name="duplicate_score", condition=Q(score__gte=0, score__lte=10_000)
            ),
        ]
