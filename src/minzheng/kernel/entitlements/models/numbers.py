"""Numbers that officers set (参数调整), what they would cost, and the awards re-rated by them."""

from django.db import models
from django.db.models import F, Q

from minzheng.kernel.entitlements.models.rows import (
    NAME_LENGTH,
    REASON_LENGTH,
    RULE_LENGTH,
    month,
)
from minzheng.kernel.entitlements.models.runs import DIGEST_LENGTH, Run
from minzheng.kernel.protection.fields import BlindIndexField
from minzheng.kernel.protection.models import LONGEST_DIVISION, Identified
from minzheng.kernel.protection.rows import unprotected


class ProposalState(models.TextChoices):
    """Where a proposal stands."""

    PROPOSED = "proposed", "待批准"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "未批准"
    WITHDRAWN = "withdrawn", "已撤回"


class WorkState(models.TextChoices):
    """Where work in the background stands."""

    ORDERED = "ordered", "等待开始"
    WORKING = "working", "进行中"
    FINISHED = "finished", "已完成"
    FAILED = "failed", "已中断"


SETTLED_BY_ANOTHER = (ProposalState.APPROVED, ProposalState.REFUSED)


@unprotected("a number of an area with the document that sets it, and which officers; no resident")
class NumberProposal(Identified):
    """Another value of a number from a month on, for an area and all below it.

    Written by one person, in force by the word of another one, who saw `simulation`. `value` is
    as people write it. Of several for one month and area the one approved last is in force.
    """

    number = models.CharField("参数", max_length=RULE_LENGTH)
    area = models.CharField("地区", max_length=LONGEST_DIVISION)
    value = models.JSONField("新值")
    valid_from = month("起始月份")
    document = models.CharField("文件依据", max_length=REASON_LENGTH)
    state = models.CharField(
        "状态", max_length=10, choices=ProposalState, default=ProposalState.PROPOSED
    )
    proposed_by = models.UUIDField("提出人")
    proposed_by_person = BlindIndexField()
    proposed_by_name = models.CharField("提出人姓名", max_length=NAME_LENGTH)
    proposed_at = models.DateTimeField("提出时间")
    simulation = models.UUIDField("批准时所见的测算", null=True)
    settled_by = models.UUIDField("批准人", null=True)
    settled_by_person = BlindIndexField(null=True)
    settled_by_name = models.CharField("批准人姓名", max_length=NAME_LENGTH, blank=True)
    settled_at = models.DateTimeField("批准时间", null=True)
    opinion = models.CharField("意见", max_length=REASON_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "参数调整"
        indexes = [models.Index(fields=["area", "-id"], name="number_proposal_page")]
        constraints = [
            models.CheckConstraint(
                name="number_proposal_state", condition=Q(state__in=ProposalState.values)
            ),
            models.CheckConstraint(name="number_proposal_month", condition=Q(valid_from__day=1)),
            models.CheckConstraint(
                name="number_proposal_two_persons",
                condition=~Q(state__in=SETTLED_BY_ANOTHER)
                | Q(settled_by__isnull=False, settled_by_person__isnull=False)
                & Q(settled_at__isnull=False)
                & ~Q(settled_by=F("proposed_by"))
                & ~Q(settled_by_person=F("proposed_by_person")),
            ),
            models.CheckConstraint(
                name="number_proposal_approved_as_simulated",
                condition=~Q(state=ProposalState.APPROVED) | Q(simulation__isnull=False),
            ),
            # Of a number, an area and a month one is decided at a time.
            models.UniqueConstraint(
                fields=["number", "area", "valid_from"],
                condition=Q(state=ProposalState.PROPOSED),
                name="number_proposal_one_at_a_time",
            ),
        ]


class Work(Identified):
    """Work of the worker, with how far it has come."""

    proposal = models.ForeignKey(NumberProposal, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField("状态", max_length=10, choices=WorkState, default=WorkState.ORDERED)
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+", db_index=False)
    done = models.PositiveIntegerField("已测算人数", default=0)
    persons = models.PositiveIntegerField("人数", default=0)
    ordered_at = models.DateTimeField("发起时间")
    finished_at = models.DateTimeField("完成时间", null=True)
    failure = models.CharField("中断原因", max_length=REASON_LENGTH, blank=True)

    class Meta:
        abstract = True


@unprotected("sums by county and benefit of what a number would change; no person")
class NumberSimulation(Work):
    """What a proposal would change, on the snapshot of a run. `edition` is that compared with."""

    edition = models.CharField("规则版本", max_length=DIGEST_LENGTH, blank=True)
    result = models.JSONField("结果", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "参数测算"
        indexes = [models.Index(fields=["proposal", "-id"], name="number_simulation_page")]
        constraints = [
            models.CheckConstraint(
                name="number_simulation_state", condition=Q(state__in=WorkState.values)
            ),
            models.CheckConstraint(
                name="number_simulation_finished",
                condition=~Q(state=WorkState.FINISHED)
                | Q(result__isnull=False, finished_at__isnull=False) & ~Q(edition=""),
            ),
        ]


@unprotected("how many awards a number has raised, in sums by county and benefit; no person")
class Rerating(Work):
    """The running awards brought to an approved number: lines of kind uprating name it.

    Begun with the month from which the number holds. `counts` grows with each piece, in the
    transaction that writes its lines, so that nothing is counted twice.
    """

    month = month("起始月份")
    counts = models.JSONField("结果", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "调标"
        constraints = [
            models.UniqueConstraint(fields=["proposal"], name="rerating_once_for_a_proposal"),
            models.CheckConstraint(name="rerating_state", condition=Q(state__in=WorkState.values)),
        ]
