"""Neighbours' inquiry (邻里访问) and democratic appraisal (民主评议)."""

from django.db import models
from django.db.models import F, Q

from minzheng.kernel.casework.models.rows import CaseRow
from minzheng.kernel.protection.fields import BlindIndexField, SecretField
from minzheng.kernel.protection.rows import by_division


class Standing(models.TextChoices):
    """Who was asked about a household."""

    NEIGHBOUR = "neighbour", "邻居"
    VILLAGE = "village", "村（社区）干部"
    EMPLOYER = "employer", "用人单位"
    RELATIVE = "relative", "亲属"
    OTHER = "other", "其他知情人"


class Agreement(models.TextChoices):
    """How an answer stands to what the household declared."""

    AGREES = "agrees", "与申报一致"
    DIFFERS = "differs", "与申报不一致"
    UNCLEAR = "unclear", "说不清"


class Conclusion(models.TextChoices):
    """What an appraisal found; an opinion beside others, never the decision."""

    TRUE = "true", "申报情况属实"
    DOUBTFUL = "doubtful", "申报情况存疑"


@by_division
class Inquiry(CaseRow):
    """Somebody who knows the household was asked; the household never learns the name."""

    asked_on = models.DateField("访问日期")
    standing = models.CharField("被访人身份", max_length=12, choices=Standing)
    asked = SecretField(kind="text", verbose_name="被访人", null=True)
    answer = SecretField(kind="text", verbose_name="反映的情况")
    agreement = models.CharField("与申报是否一致", max_length=12, choices=Agreement)
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=100)
    recorded_person = BlindIndexField()
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "邻里访问"
        indexes = [models.Index(fields=["case"], name="inquiry_of_case")]


@by_division
class Appraisal(CaseRow):
    """A meeting about a disputed case (民发〔2021〕57号 Art. 19); undisputed cases need none."""

    held_on = models.DateField("评议日期")
    venue = models.CharField("地点", max_length=100)
    attendees = SecretField(kind="text", verbose_name="参加人")
    present = models.PositiveSmallIntegerField("到会人数")
    votes_for = models.PositiveSmallIntegerField("认为属实")
    votes_against = models.PositiveSmallIntegerField("认为不属实")
    abstained = models.PositiveSmallIntegerField("弃权")
    minutes = SecretField(kind="text", verbose_name="评议记录")
    conclusion = models.CharField("评议意见", max_length=12, choices=Conclusion)
    document = models.UUIDField("签到和记录原件", null=True)
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=100)
    recorded_person = BlindIndexField()
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "民主评议"
        indexes = [models.Index(fields=["case"], name="appraisal_of_case")]
        constraints = [
            models.CheckConstraint(
                name="appraisal_votes_are_of_those_present",
                condition=Q(present=F("votes_for") + F("votes_against") + F("abstained")),
            ),
            models.CheckConstraint(
                name="appraisal_concludes_as_voted",
                condition=Q(conclusion=Conclusion.TRUE, votes_for__gt=F("votes_against"))
                | Q(conclusion=Conclusion.DOUBTFUL, votes_for__lte=F("votes_against")),
            ),
        ]
