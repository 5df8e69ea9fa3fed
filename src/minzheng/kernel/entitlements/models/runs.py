"""Monthly runs (全量测算), their parts, and where the rules and what is due do not agree."""

from django.db import models
from django.db.models import Q

from minzheng.kernel.entitlements.models.leads import LeadKind
from minzheng.kernel.entitlements.models.rows import (
    CODE_LENGTH,
    NAME_LENGTH,
    REASON_LENGTH,
    RULE_LENGTH,
    month,
)
from minzheng.kernel.protection.models import LONGEST_DIVISION, Identified, Placed
from minzheng.kernel.protection.rows import by_division, unprotected
from minzheng.kernel.registry.api.following import follows_household, follows_person, placed

DIGEST_LENGTH = 64
PART_LENGTH = 20
ADDRESS_LENGTH = 200


class Engine(models.TextChoices):
    """What computes a run."""

    NATIVE = "native", "本机"
    SPARK = "spark", "Spark 集群"


class RunState(models.TextChoices):
    """Where a run stands."""

    ORDERED = "ordered", "等待开始"
    READING = "reading", "读取人员和家庭"
    EVALUATING = "evaluating", "测算"
    FINISHED = "finished", "已完成"
    FAILED = "failed", "已中断"


DIFFERENCE_KINDS = (
    LeadKind.UNCOVERED,
    LeadKind.LAPSED,
    LeadKind.AMOUNT,
    LeadKind.UNDECIDED,
)


@unprotected("which month of which division was evaluated, when and by whom; nothing about persons")
class Run(Identified):
    """One evaluation of everybody of a division in a month. Never done over: another run is made.

    `edition` names the rules and numbers; `taken_at` is the moment that the snapshot shows. A run
    that was interrupted goes on with the parts that are not done.
    """

    month = month("月份")
    division = models.CharField("范围", max_length=LONGEST_DIVISION)
    engine = models.CharField("计算引擎", max_length=10, choices=Engine, default=Engine.NATIVE)
    master = models.CharField("集群地址", max_length=ADDRESS_LENGTH, blank=True)
    edition = models.CharField("规则版本", max_length=DIGEST_LENGTH, blank=True)
    state = models.CharField("状态", max_length=10, choices=RunState, default=RunState.ORDERED)
    ordered_by = models.UUIDField("发起人", null=True)
    ordered_by_name = models.CharField("发起人姓名", max_length=NAME_LENGTH, blank=True)
    ordered_at = models.DateTimeField("发起时间")
    taken_at = models.DateTimeField("数据时点", null=True)
    finished_at = models.DateTimeField("完成时间", null=True)
    failure = models.CharField("中断原因", max_length=REASON_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "全量测算"
        indexes = [models.Index(fields=["division", "-month", "-id"], name="run_page")]
        constraints = [
            models.CheckConstraint(name="run_state", condition=Q(state__in=RunState.values)),
            models.CheckConstraint(name="run_engine", condition=Q(engine__in=Engine.values)),
            models.CheckConstraint(name="run_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="run_finished_of_an_edition",
                condition=~Q(state=RunState.FINISHED)
                | ~Q(edition="") & Q(taken_at__isnull=False, finished_at__isnull=False),
            ),
            # Of a division and a month one run is made at a time.
            models.UniqueConstraint(
                fields=["division", "month"],
                condition=Q(state__in=[RunState.ORDERED, RunState.READING, RunState.EVALUATING]),
                name="run_one_at_a_time",
            ),
        ]


@placed
@by_division
class RunPart(Placed):
    """A part of a run: some whole households of one county, `division`."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="parts", db_index=False)
    name = models.CharField("分片", max_length=PART_LENGTH)
    digest = models.CharField("结果摘要", max_length=DIGEST_LENGTH, blank=True)
    households = models.PositiveIntegerField("户数")
    persons = models.PositiveIntegerField("人数")
    milliseconds = models.PositiveIntegerField("用时（毫秒）", default=0)
    done_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "测算分片"
        constraints = [
            models.UniqueConstraint(fields=["run", "name"], name="run_part_once"),
            models.CheckConstraint(
                name="run_part_done_has_a_digest",
                condition=Q(done_at=None) | ~Q(digest=""),
            ),
        ]


@follows_household()
@follows_person()
@by_division
class RunDifference(Placed):
    """What the rules say of one benefit of a household or person is not what is due.

    `now_fen` is due by the award, `then_fen` by the rules: both null where there is nothing to say.
    `reason_code` is the rule that decided against, or a word of `runs.reasons`.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField("类别", max_length=10, choices=LeadKind)
    benefit = models.CharField("待遇", max_length=RULE_LENGTH)
    household_id = models.UUIDField("家庭", null=True)
    person_id = models.UUIDField("人员", null=True)
    award = models.UUIDField("待遇资格", null=True)
    now_fen = models.BigIntegerField("现发金额（分）", null=True)
    then_fen = models.BigIntegerField("测算金额（分）", null=True)
    reason_code = models.CharField("原因", max_length=CODE_LENGTH)

    class Meta:
        verbose_name = verbose_name_plural = "测算差异"
        indexes = [
            models.Index(fields=["run", "division", "id"], name="run_difference_page"),
            models.Index(
                fields=["household_id"],
                name="run_difference_household",
                condition=~Q(household_id=None),
            ),
            models.Index(
                fields=["person_id"], name="run_difference_person", condition=~Q(person_id=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "benefit", "household_id", "person_id"],
                nulls_distinct=False,
                name="run_difference_once",
            ),
            models.CheckConstraint(
                name="run_difference_kind",
                condition=Q(kind=LeadKind.UNCOVERED, award=None, then_fen__gt=0)
                | Q(kind=LeadKind.LAPSED, award__isnull=False, then_fen=0, now_fen__gt=0)
                | Q(kind=LeadKind.AMOUNT, award__isnull=False, then_fen__gt=0)
                | Q(kind=LeadKind.UNDECIDED, then_fen=None),
            ),
            models.CheckConstraint(
                name="run_difference_of_one_file",
                condition=Q(household_id__isnull=False, person_id=None)
                | Q(household_id=None, person_id__isnull=False),
            ),
        ]
