"""Statements (事实陈述): dated facts with their source and evidence."""

from django.db import models
from django.db.models import Q

from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import by_division, seen_by_its_household, seen_by_its_person
from minzheng.kernel.registry.following import follows_household, follows_person
from minzheng.kernel.registry.models.households import Household, Supporter
from minzheng.kernel.registry.models.persons import Person


class Source(models.TextChoices):
    """Where a statement comes from; ``registry.facts.RANKS`` says which prevails."""

    IMPORTED = "imported", "历史数据导入"
    DECLARED = "declared", "本人申报"
    DOCUMENT = "document", "证明材料"
    VISIT = "visit", "入户调查"
    MATCHED = "matched", "信息核对"
    OFFICIAL = "official", "主管部门出具"
    DECIDED = "decided", "集体研究认定"


@follows_household()
@follows_person()
@seen_by_its_household("household_id")
@seen_by_its_person("person_id", only="supporter_id is null")
@by_division
class Statement(Placed):
    """What one source says of one person, household or supporter from a day on.

    ``facts`` holds stored values by fact name, exactly as rules read them: fen, dates as 20260131,
    codes by number, ``null`` for "asked and unknown". A statement about a supporter carries the
    supported person too, whom it follows.
    """

    person = models.ForeignKey(
        Person, models.CASCADE, null=True, related_name="statements", db_index=False
    )
    household = models.ForeignKey(
        Household, models.CASCADE, null=True, related_name="statements", db_index=False
    )
    supporter = models.ForeignKey(
        Supporter, models.CASCADE, null=True, related_name="statements", db_index=False
    )
    source = models.CharField("来源", max_length=12, choices=Source)
    facts = models.JSONField("事实")
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True, help_text="自该日起不再有效")
    evidence = models.UUIDField("依据材料", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    recorded_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField("撤回原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "事实陈述"
        indexes = [
            models.Index(fields=["person"], name="statement_person"),
            models.Index(
                fields=["household"], name="statement_household", condition=~Q(household=None)
            ),
            models.Index(
                fields=["supporter"], name="statement_supporter", condition=~Q(supporter=None)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="statement_of_one_subject",
                condition=Q(household=None, person__isnull=False)
                | Q(household__isnull=False, person=None, supporter=None),
            ),
            models.CheckConstraint(
                name="statement_ends_after_start",
                condition=Q(valid_to__gt=models.F("valid_from")),
            ),
            models.CheckConstraint(
                name="statement_withdrawn_with_reason",
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_because=""),
            ),
        ]
