"""Home visits (入户调查): whom they were given to, and what was found.

An order lies where the case lies. Each of its two investigators has an errand, which lies where the
investigator works and holds nothing personal: it opens this one order, also to a visitor of another
village, who may see no other file there (T-02).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from minzheng.kernel.casework.models.rows import CODE_LENGTH, CaseRow
from minzheng.kernel.protection.fields import BlindIndexField, SecretField
from minzheng.kernel.protection.models import LONGEST_DIVISION, Placed
from minzheng.kernel.protection.rows import by_division
from minzheng.kernel.registry.api.following import placed

LONGEST_NAME = 100
LONGEST_REASON = 200


class VisitState(models.TextChoices):
    """Where a visit stands. It counts once the second investigator has confirmed it."""

    ORDERED = "ordered", "待入户"
    RECORDED = "recorded", "待另一调查人确认"
    CONFIRMED = "confirmed", "已确认"
    VOID = "void", "已作废"


class Way(models.TextChoices):
    """How the household was met; 民发〔2021〕57号 Art. 16 allows other ways in emergencies."""

    HOME = "home", "入户走访"
    REMOTE = "remote", "视频等远程方式"


class SignedHow(models.TextChoices):
    """How a member of the household agreed to what was written down."""

    DRAWN = "drawn", "手写签名"
    TYPED = "typed", "输入姓名确认"
    DECLINED = "declined", "未签名"


class Pair(models.Model):
    """Two members of staff, who are two persons: the columns that the database compares."""

    first = models.UUIDField("调查人一")
    first_person = BlindIndexField()
    first_name = models.CharField(max_length=LONGEST_NAME)
    second = models.UUIDField("调查人二")
    second_person = BlindIndexField()
    second_name = models.CharField(max_length=LONGEST_NAME)

    class Meta:
        abstract = True


@by_division
class VisitOrder(Pair, CaseRow):
    """Two investigators are to visit the household of a case."""

    step = models.CharField("环节", max_length=CODE_LENGTH)
    first_division = models.CharField(max_length=LONGEST_DIVISION)
    second_division = models.CharField(max_length=LONGEST_DIVISION)
    due_on = models.DateField("最迟日期", null=True)
    note = models.CharField("嘱托", max_length=LONGEST_REASON, blank=True)
    state = models.CharField(max_length=12, choices=VisitState, default=VisitState.ORDERED)
    void_because = models.CharField("作废原因", max_length=LONGEST_REASON, blank=True)
    ordered_by = models.UUIDField()
    ordered_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "入户安排"
        indexes = [models.Index(fields=["case"], name="visit_order_of_case")]
        constraints = [
            models.CheckConstraint(
                name="visit_order_two_persons",
                condition=~Q(first_person=F("second_person")) & ~Q(first=F("second")),
            ),
            models.CheckConstraint(
                name="visit_order_void_with_reason",
                condition=~Q(state=VisitState.VOID) | ~Q(void_because=""),
            ),
        ]


@placed
@by_division
class Errand(Placed):
    """What an investigator has to do. `place` is the division in which the order lies."""

    order = models.UUIDField()
    account = models.UUIDField("调查人")
    person = BlindIndexField()
    place = models.CharField(max_length=LONGEST_DIVISION)
    title = models.CharField("事项", max_length=LONGEST_NAME)
    due_on = models.DateField("最迟日期", null=True)
    open = models.BooleanField("待办", default=True)
    ordered_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "入户任务"
        indexes = [
            models.Index(
                fields=["account", "due_on"], name="errand_of_account", condition=Q(open=True)
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["order", "person"], name="errand_one_for_each")
        ]


@by_division
class Visit(CaseRow):
    """What was found. `client` is the id that the phone gave the report, so that it counts once."""

    order = models.OneToOneField(VisitOrder, models.CASCADE, related_name="visit")
    client = models.UUIDField(unique=True)
    way = models.CharField("方式", max_length=12, choices=Way, default=Way.HOME)
    way_because = models.CharField("未入户的原因", max_length=LONGEST_REASON, blank=True)
    visited_at = models.DateTimeField("入户时间", help_text="调查人所填，不用来计算期限")
    received_at = models.DateTimeField("收到时间")
    met = SecretField(kind="text", verbose_name="在场人")
    findings = SecretField(kind="text", verbose_name="查明的情况")
    remarks = SecretField(kind="text", verbose_name="其他情况", null=True)
    position = SecretField(kind="text", verbose_name="位置", null=True)
    signed_how = models.CharField("签名方式", max_length=12, choices=SignedHow)
    signed_by = SecretField(kind="text", verbose_name="签名人", null=True)
    unsigned_because = models.CharField("未签名的原因", max_length=LONGEST_REASON, blank=True)
    signature = models.UUIDField("签名图片", null=True)
    photos = ArrayField(models.UUIDField(), verbose_name="照片", default=list)
    recorded_by = models.UUIDField()
    recorded_person = BlindIndexField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_person = BlindIndexField(null=True)
    confirmed_at = models.DateTimeField("确认时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "入户调查"
        indexes = [models.Index(fields=["case"], name="visit_of_case")]
        constraints = [
            models.CheckConstraint(
                name="visit_confirmed_by_another",
                condition=Q(confirmed_by=None, confirmed_person=None, confirmed_at=None)
                | (
                    Q(confirmed_person__isnull=False, confirmed_at__isnull=False)
                    & ~Q(confirmed_by=None)
                    & ~Q(confirmed_by=F("recorded_by"))
                    & ~Q(confirmed_person=F("recorded_person"))
                ),
            ),
            models.CheckConstraint(
                name="visit_other_way_with_reason",
                condition=Q(way=Way.HOME) | ~Q(way_because=""),
            ),
            models.CheckConstraint(
                name="visit_unsigned_with_reason",
                condition=~Q(signed_how=SignedHow.DECLINED) | ~Q(unsigned_because=""),
            ),
        ]
