"""Cases (办件) and what happened to them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from minzheng.kernel.casework.models.rows import (
    CODE_LENGTH,
    NAME_LENGTH,
    REASON_LENGTH,
    CaseRow,
    codes,
    office_code,
)
from minzheng.kernel.protection.fields import BlindIndexField, SecretField
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import append_only, by_division, seen_by_its_person
from minzheng.kernel.registry.api.following import follows_household, follows_person

NUMBER_LENGTH = 40
STATE_LENGTH = 20


class Channel(models.TextChoices):
    """How a case came in."""

    DESK = "desk", "窗口"
    PORTAL = "portal", "网上申请"
    VILLAGE = "village", "村（社区）代办"
    LEAD = "lead", "主动发现"
    TRANSFER = "transfer", "异地代收"
    REVIEW = "review", "定期复核"


@follows_household()
@follows_person("subject_id")
@seen_by_its_person("applicant_id", "subject_id")
@by_division
class Case(Placed):
    """One matter of one household or person, from the need to the end.

    Exactly one of `household_id` and `subject_id` says whose file it lies with; neither, when it
    is about an event. `state`, `stage`, `open_steps`, `done_steps`, `flags` and `outcome` are the
    position in the item's procedure and are written by `moving.py` alone. `version` counts the
    changes: who acts says which one was on the screen.
    """

    number = models.CharField("办件编号", max_length=NUMBER_LENGTH, unique=True)
    item = models.CharField("事项", max_length=CODE_LENGTH)
    item_version = models.DateField("事项版本")
    state = models.CharField("状态", max_length=STATE_LENGTH)
    stage = models.CharField("阶段", max_length=CODE_LENGTH, blank=True)
    open_steps = codes("正在办理的环节")
    done_steps = codes("已完成的环节")
    flags = codes("情形")
    outcome = models.CharField("结果", max_length=STATE_LENGTH, blank=True)
    channel = models.CharField("来源", max_length=10, choices=Channel)
    household_id = models.UUIDField("家庭", null=True)
    applicant_id = models.UUIDField("申请人", null=True)
    subject_id = models.UUIDField("对象", null=True)
    concerned = ArrayField(models.UUIDField(), verbose_name="其他涉及的人", default=list)
    who = models.CharField("申请人姓名", max_length=NAME_LENGTH)
    confidential = models.BooleanField("不得公开", default=False)
    urgent = models.BooleanField("急难", default=False)
    duplicate_pending = models.BooleanField("疑似重复申请", default=False)
    opened_at = models.DateTimeField("登记时间")
    submitted_at = models.DateTimeField("提交时间", null=True)
    applied_on = models.DateField("申请日期", null=True)
    accepted_on = models.DateField("受理日期", null=True)
    backdated_because = models.CharField("受理日期更正原因", max_length=REASON_LENGTH, blank=True)
    window = office_code("收件窗口")
    office = office_code("现在办理的机关")
    deciding_office = office_code("审核确认机关")
    due_on = models.DateField("法定期限", null=True)
    promised_on = models.DateField("承诺期限", null=True)
    handler = models.UUIDField("经办人", null=True)
    opened_by = models.UUIDField("登记人")
    opened_by_person = BlindIndexField(null=True)
    decided_on = models.DateField("决定日期", null=True)
    closed_at = models.DateTimeField("办结时间", null=True)
    continues = models.UUIDField("接续的办件", null=True)
    version = models.PositiveIntegerField(default=1)
    answers = SecretField("申报内容", kind="text", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "办件"
        indexes = [
            models.Index(fields=["division", "-opened_at", "id"], name="case_page"),
            models.Index(
                fields=["household_id"], name="case_household", condition=~Q(household_id=None)
            ),
            models.Index(fields=["subject_id"], name="case_subject", condition=~Q(subject_id=None)),
            models.Index(
                fields=["applicant_id"], name="case_applicant", condition=~Q(applicant_id=None)
            ),
            models.Index(
                fields=["office", "due_on"], name="case_of_office", condition=Q(closed_at=None)
            ),
        ]
        constraints = [
            # Referred to by every row about the case: see `with_case`.
            models.UniqueConstraint(fields=["id", "division", "label"], name="case_place"),
            models.UniqueConstraint(
                fields=["item", "household_id"],
                condition=Q(closed_at=None, duplicate_pending=False, household_id__isnull=False),
                name="case_one_open_of_household",
            ),
            models.UniqueConstraint(
                fields=["item", "subject_id"],
                condition=Q(closed_at=None, duplicate_pending=False, subject_id__isnull=False),
                name="case_one_open_of_person",
            ),
            models.CheckConstraint(
                name="case_of_one_file", condition=Q(household_id=None) | Q(subject_id=None)
            ),
            models.CheckConstraint(
                name="case_accepted_after_submission",
                condition=Q(accepted_on=None) | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="case_closed_with_outcome", condition=Q(closed_at=None) | ~Q(outcome="")
            ),
            models.CheckConstraint(
                name="case_decided_after_acceptance",
                condition=Q(decided_on=None) | Q(decided_on__gte=models.F("accepted_on")),
            ),
        ]


@append_only
@by_division
class CaseEvent(CaseRow):
    """One act on a case: the timeline. Added, never changed."""

    at = models.DateTimeField("时间")
    on = models.DateField("业务日期")
    act = models.CharField("事项", max_length=CODE_LENGTH)
    step = models.CharField("环节", max_length=CODE_LENGTH, blank=True)
    result = models.CharField("结果", max_length=CODE_LENGTH, blank=True)
    by = models.UUIDField("经办人", null=True)
    by_name = models.CharField("经办人姓名", max_length=NAME_LENGTH)
    office = office_code("机关")
    note = SecretField("说明", kind="text", null=True)
    facts = models.JSONField("要点", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "办理记录"
        indexes = [models.Index(fields=["case", "at"], name="case_event_of_case")]
