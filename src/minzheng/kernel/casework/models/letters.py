"""Letters (文书): numbered without gaps, kept as made, served with a record."""

from django.db import models
from django.db.models import Q

from minzheng.kernel.casework.models.decisions import Decision
from minzheng.kernel.casework.models.hearings import Hearing
from minzheng.kernel.casework.models.rows import (
    CODE_LENGTH,
    NAME_LENGTH,
    REASON_LENGTH,
    CaseRow,
    office_code,
)
from minzheng.kernel.protection.rows import append_only, by_division, seen_with, unprotected


class ServiceMethod(models.TextChoices):
    """How a letter reached its reader (送达方式)."""

    DIRECT = "direct", "直接送达"
    KIN = "kin", "同住成年家属签收"
    LEFT = "left", "留置送达"
    POST = "post", "邮寄送达"
    ELECTRONIC = "electronic", "电子送达"
    ENTRUSTED = "entrusted", "委托送达"
    NOTICE = "notice", "公告送达"


SERIES_LENGTH = 4


@unprotected("the last number of each office, year and series; nothing about persons")
class LetterCounter(models.Model):
    """The last number that an office gave to a letter in a year: locked while one is given."""

    office = office_code("机关")
    year = models.PositiveSmallIntegerField("年度")
    series = models.CharField("字号", max_length=SERIES_LENGTH, blank=True, default="")
    last = models.PositiveIntegerField("最后编号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "文号"
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "series"], name="letter_counter_once"
            ),
        ]


@seen_with("case_id", "casework_case")
@by_division
class Letter(CaseRow):
    """One letter of a case. `content` is the letter itself as plain values, `document` its PDF."""

    kind = models.CharField("种类", max_length=CODE_LENGTH)
    template = models.CharField("模板", max_length=NAME_LENGTH)
    title = models.CharField("标题", max_length=NAME_LENGTH)
    number = models.CharField("文号", max_length=NAME_LENGTH)
    office = office_code("发文机关")
    year = models.PositiveSmallIntegerField("年度")
    series = models.CharField("字号", max_length=SERIES_LENGTH, blank=True, default="")
    sequence = models.PositiveIntegerField("序号")
    content = models.JSONField("内容")
    document = models.UUIDField("文件")
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, related_name="+", db_index=False
    )
    hearing = models.ForeignKey(
        Hearing, models.PROTECT, null=True, related_name="+", db_index=False
    )
    dated = models.DateField("落款日期")
    made_by = models.UUIDField()
    made_by_name = models.CharField("制作人", max_length=NAME_LENGTH)
    made_at = models.DateTimeField("制作时间")

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        indexes = [models.Index(fields=["case"], name="letter_of_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "series", "sequence"], name="letter_number"
            ),
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(hearing=None) & ~Q(kind="completion"),
                name="letter_kind_once",
            ),
            models.UniqueConstraint(
                fields=["hearing"], condition=Q(hearing__isnull=False), name="letter_of_hearing"
            ),
        ]


@append_only
@by_division
class Delivery(CaseRow):
    """That a letter was served: how, when, to whom, by whom. A failed try is a row too."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="services", db_index=False)
    method = models.CharField("方式", max_length=12, choices=ServiceMethod)
    on = models.DateField("送达日期")
    received = models.BooleanField("已送达", default=True)
    receiver = models.CharField("签收人", max_length=NAME_LENGTH, blank=True)
    witness = models.CharField("见证人", max_length=NAME_LENGTH, blank=True)
    note = models.CharField("说明", max_length=REASON_LENGTH, blank=True)
    document = models.UUIDField("送达回证", null=True)
    by = models.UUIDField("送达人")
    by_name = models.CharField("送达人姓名", max_length=NAME_LENGTH)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "送达记录"
        indexes = [models.Index(fields=["letter"], name="letter_service_letter")]
        constraints = [
            models.UniqueConstraint(
                fields=["letter"], condition=Q(received=True), name="letter_served_once"
            ),
            models.CheckConstraint(
                name="letter_left_before_a_witness",
                condition=~Q(method=ServiceMethod.LEFT) | ~Q(witness=""),
            ),
        ]
