"""Public notices (公示、公布): the file of each, and what strangers may read of it.

`Notice` is a row like every other. `PublicNotice` is what anybody may see: allow-listed and masked
before it is written, empty from the second on which the notice ends. A page for strangers reads
that table and no other.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from minzheng.kernel.casework.models.rows import CODE_LENGTH, CaseRow
from minzheng.kernel.protection.fields import BlindIndexField, SecretField
from minzheng.kernel.protection.models import LONGEST_DIVISION, Identified
from minzheng.kernel.protection.rows import (
    Classification,
    Kind,
    append_only,
    by_division,
    classified_as,
    unprotected,
)
from minzheng.kernel.protection.third_party import Access

LONGEST_REASON = 200


class NoticeKind(models.TextChoices):
    """Before a decision for objections, or after it for everybody to know."""

    PROPOSED = "proposed", "公示"
    DECIDED = "decided", "公布"


class NoticeState(models.TextChoices):
    """Where a notice stands."""

    OPEN = "open", "公示期内"
    OVER = "over", "已期满"
    WITHDRAWN = "withdrawn", "已撤下"


@by_division
class Notice(CaseRow):
    """One notice in one village. `shown` is what was published, word for word."""

    step = models.CharField("环节", max_length=CODE_LENGTH)
    kind = models.CharField("种类", max_length=12, choices=NoticeKind)
    village = models.CharField("张贴的村（社区）", max_length=LONGEST_DIVISION)
    title = models.CharField("事项", max_length=100)
    shown = models.JSONField("公开内容")
    days = models.PositiveSmallIntegerField("公示天数")
    posted_on = models.DateField("张贴日期")
    last_day = models.DateField("最后一日")
    ends_at = models.DateTimeField("期满时刻")
    state = models.CharField(max_length=12, choices=NoticeState, default=NoticeState.OPEN)
    posted_by = models.UUIDField()
    posted_by_name = models.CharField(max_length=100)
    posted_person = BlindIndexField()
    posted_at = models.DateTimeField()
    closed_at = models.DateTimeField("结束时间", null=True)
    closed_because = models.CharField("撤下原因", max_length=LONGEST_REASON, blank=True)
    board_photos = ArrayField(models.UUIDField(), verbose_name="公示栏照片", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "公示公布"
        indexes = [
            models.Index(fields=["case"], name="notice_of_case"),
            models.Index(fields=["division", "last_day", "id"], name="notice_in_division"),
            models.Index(fields=["ends_at"], name="notice_running", condition=Q(state="open")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step"], condition=Q(state="open"), name="notice_one_running"
            ),
            models.CheckConstraint(
                name="notice_ends_after_posting", condition=Q(last_day__gt=F("posted_on"))
            ),
            models.CheckConstraint(
                name="notice_closed_when_over",
                condition=Q(state=NoticeState.OPEN, closed_at=None)
                | (~Q(state=NoticeState.OPEN) & Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="notice_withdrawn_with_reason",
                condition=~Q(state=NoticeState.WITHDRAWN) | ~Q(closed_because=""),
            ),
        ]


@append_only
@by_division
class NoticeInterruption(CaseRow):
    """A notice was torn down or washed away: its days began anew (§14 C15)."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="interruptions")
    posted_on = models.DateField("中断前的张贴日期")
    last_day = models.DateField("中断前的最后一日")
    because = models.CharField("中断原因", max_length=LONGEST_REASON)
    recorded_by = models.UUIDField()
    recorded_by_name = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "公示中断"


@unprotected(
    "only what the notice board shows to everybody: allow-listed, masked, emptied at the end"
)
class PublicNotice(Identified):
    """What strangers may read, under the id of the notice. `lines` is empty once it is over."""

    village = models.CharField(max_length=LONGEST_DIVISION)
    kind = models.CharField(max_length=12, choices=NoticeKind)
    title = models.CharField(max_length=100)
    office = models.CharField("受理异议的单位", max_length=100)
    lines = models.JSONField()
    posted_on = models.DateField()
    last_day = models.DateField()
    ends_at = models.DateTimeField()
    over = models.BooleanField(default=False)

    class Meta:
        verbose_name = verbose_name_plural = "公开的公示"
        indexes = [
            models.Index(fields=["village", "ends_at"], name="public_notice_running"),
        ]


@classified_as(
    Classification(
        Kind.UNPROTECTED,
        "strangers drop objections in, and only the worker takes them out; ciphertext alone",
        application=Access(read=False, add=True),
        worker=Access(add=True, change=True, remove=True),
    )
)
class ObjectionBox(Identified):
    """An objection on its way from the public page to the case."""

    notice = models.UUIDField()
    request = models.UUIDField(unique=True)
    text = SecretField(kind="text")
    name = SecretField(kind="text", null=True)
    contact = SecretField(kind="text", null=True)
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "待转交的异议"


@append_only
@by_division
class NoticeObjection(CaseRow):
    """Which objection of a case came in by which notice."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="objections")
    objection = models.UUIDField()
    named = models.BooleanField("署名")
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "公示期间的异议"
