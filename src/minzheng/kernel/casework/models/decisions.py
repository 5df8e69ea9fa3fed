"""Decisions with everything by which they were made, and what watches over those who make them."""

from django.db import models
from django.db.models import Q

from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.kernel.casework.models.rows import (
    CODE_LENGTH,
    NAME_LENGTH,
    REASON_LENGTH,
    CaseRow,
    office_code,
)
from minzheng.kernel.protection.fields import BlindIndexField
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import append_only, by_division, unprotected

DIGEST_LENGTH = 64
DECIDED = [
    each.value
    for each in (
        Outcome.GRANTED,
        Outcome.REFUSED,
        Outcome.CHANGED,
        Outcome.ENDED,
        Outcome.UNCHANGED,
        Outcome.COMPLETED,
    )
]
"""What a decision can say; the other outcomes end a case without one."""


@append_only
@unprotected("texts of rules and numbers, which are published law; nothing about persons")
class RuleEdition(models.Model):
    """The rules and numbers of one moment, packed, under the digest of themselves."""

    digest = models.CharField(primary_key=True, max_length=DIGEST_LENGTH)
    content = models.BinaryField()
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "规则版本"


@by_division
class Decision(CaseRow):
    """What was decided in a case, by whom, on which facts, with which rules. Never rewritten.

    `award` names what is granted (the first rule of the item), so that decisions about one benefit
    of one household follow each other; `lowers` is found out by the database itself. `facts` and
    `results` replay it: see `replaying`. A month is kept as its first day.
    """

    award = models.CharField("待遇", max_length=NAME_LENGTH)
    outcome = models.CharField("结果", max_length=CODE_LENGTH)
    amount_fen = models.BigIntegerField("金额（分）", null=True)
    before_fen = models.BigIntegerField("此前金额（分）", null=True)
    lowers = models.BooleanField("减少或停止", default=False)
    month = models.DateField("测算月份")
    effective_from = models.DateField("起始月份", null=True)
    effective_to = models.DateField("终止月份", null=True)
    start_basis = models.CharField("起始月份依据", max_length=REASON_LENGTH, blank=True)
    edition = models.ForeignKey(
        RuleEdition, models.PROTECT, null=True, related_name="+", db_index=False
    )
    facts = models.JSONField("所依据的事实", default=dict)
    results = models.JSONField("测算结果", default=list)
    explanation = models.JSONField("计算说明", default=list)
    proposed = models.CharField("规则的结论", max_length=CODE_LENGTH, blank=True)
    proposed_fen = models.BigIntegerField("规则的金额（分）", null=True)
    deviates = models.BooleanField("与规则结论不同", default=False)
    reason = models.CharField("理由", max_length=REASON_LENGTH, blank=True)
    office = office_code("决定机关")
    decided_by = models.UUIDField("决定人")
    decided_by_person = BlindIndexField()
    decided_by_name = models.CharField("决定人姓名", max_length=NAME_LENGTH)
    decided_on = models.DateField("决定日期")
    decided_at = models.DateTimeField("决定时间")

    class Meta:
        verbose_name = verbose_name_plural = "决定"
        indexes = [
            models.Index(fields=["case"], name="decision_of_case"),
            models.Index(fields=["decided_by_person", "decided_at"], name="decision_pace"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case"], name="decision_once"),
            models.CheckConstraint(name="decision_outcome", condition=Q(outcome__in=DECIDED)),
            models.CheckConstraint(
                name="decision_otherwise_with_reason",
                condition=Q(deviates=False) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="decision_is_the_rules_or_deviates",
                condition=Q(deviates=True)
                | Q(proposed="", edition=None)
                | Q(
                    outcome=models.F("proposed"),
                    amount_fen__isnull=True,
                    proposed_fen__isnull=True,
                )
                | Q(outcome=models.F("proposed"), amount_fen=models.F("proposed_fen")),
            ),
            models.CheckConstraint(
                name="decision_amounts",
                condition=(Q(amount_fen=None) | Q(amount_fen__gte=0))
                & (Q(before_fen=None) | Q(before_fen__gte=0)),
            ),
            models.CheckConstraint(
                name="decision_earlier_month_has_basis",
                condition=Q(effective_from=None)
                | Q(effective_from__gte=models.F("month"))
                | ~Q(start_basis=""),
            ),
        ]


@by_division
class PaceAlert(Placed):
    """Somebody decided faster than anybody can read (T-09): for the supervisors of the office."""

    office = office_code("机关")
    account = models.UUIDField("账号")
    person = BlindIndexField()
    name = models.CharField("姓名", max_length=NAME_LENGTH)
    since = models.DateTimeField("自")
    until = models.DateTimeField("至")
    count = models.PositiveIntegerField("件数")
    settled_by = models.UUIDField("核查人", null=True)
    settled_by_person = BlindIndexField(null=True)
    settled_at = models.DateTimeField("核查时间", null=True)
    verdict = models.CharField("核查结论", max_length=REASON_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "审批速度异常"
        indexes = [models.Index(fields=["division", "-until", "id"], name="pace_alert_page")]
        constraints = [
            models.CheckConstraint(
                name="pace_alert_settled_by_another",
                condition=Q(settled_by_person=None)
                | (~Q(settled_by_person=models.F("person")) & ~Q(verdict="")),
            ),
        ]


@by_division
class Suspicion(CaseRow):
    """A sign that somebody of the staff is near a household, though nobody filed it (T-02).

    Nobody is told who: the case bears a flag, and that person meets a refusal.
    """

    person = BlindIndexField()
    signs = models.JSONField("线索", default=list)
    found_at = models.DateTimeField("发现时间")

    class Meta:
        verbose_name = verbose_name_plural = "疑似关系"
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="suspicion_once"),
        ]


@by_division
class CountyDraw(CaseRow):
    """Whether a case was drawn for the county's own check; one draw, never again."""

    office = office_code("机关")
    item = models.CharField("事项", max_length=CODE_LENGTH)
    year = models.PositiveSmallIntegerField("年度")
    drawn = models.BooleanField("抽中")
    drawn_at = models.DateTimeField("抽取时间")

    class Meta:
        verbose_name = verbose_name_plural = "随机抽查"
        constraints = [models.UniqueConstraint(fields=["case"], name="county_draw_once")]


@unprotected("counts of draws by office, item and year; nothing about persons")
class DrawCounter(models.Model):
    """How many cases of an item came to a county in a year, and how many were drawn."""

    office = office_code("机关")
    item = models.CharField("事项", max_length=CODE_LENGTH)
    year = models.PositiveSmallIntegerField("年度")
    met = models.PositiveIntegerField(default=0)
    drawn = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "随机抽查计数"
        constraints = [
            models.UniqueConstraint(fields=["office", "item", "year"], name="draw_counter_once"),
        ]
