"""Published tables (发放公示): the file of each, and what strangers may read of it.

`PaymentTable` is a row like every other. `PublicTable` is what anybody may see: allow-listed and
masked before it is written, empty from the second on which it ends.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from minzheng.kernel.payments.models.rows import (
    NAME_LENGTH,
    RULE_LENGTH,
    TEXT_LENGTH,
    account,
    fen,
    month,
    person,
)
from minzheng.kernel.protection.models import LONGEST_DIVISION, Identified, Placed
from minzheng.kernel.protection.rows import by_division, unprotected
from minzheng.kernel.registry.api.following import placed


class TableKind(models.TextChoices):
    """What a table lists."""

    NAMED = "named", "发放名单"
    SUMS = "sums", "发放汇总"


class TableState(models.TextChoices):
    """Where a table stands."""

    PREPARED = "prepared", "待审核"
    POSTED = "posted", "公示中"
    OVER = "over", "已期满"
    WITHDRAWN = "withdrawn", "已撤下"


@placed
@by_division
class PaymentTable(Placed):
    """What of one benefit reached accounts in one month, in a village by name or in a town by sums.

    `shown` is what is published, word for word; `award_ids` says of whom, for the case that one of
    these files is sealed. Whoever prepares it is not whoever lets it out.
    """

    kind = models.CharField("种类", max_length=10, choices=TableKind)
    benefit = models.CharField("待遇", max_length=RULE_LENGTH)
    month = month("发放月份")
    columns = models.JSONField("栏目")
    shown = models.JSONField("公开内容")
    award_ids = ArrayField(models.UUIDField(), verbose_name="涉及的待遇", default=list)
    count = models.PositiveIntegerField("户（人）数")
    total_fen = fen("合计金额")
    state = models.CharField("状态", max_length=10, choices=TableState, default=TableState.PREPARED)
    prepared_by = account("编制人")
    prepared_person = person()
    prepared_name = models.CharField("编制人姓名", max_length=NAME_LENGTH)
    prepared_at = models.DateTimeField("编制时间")
    approved_by = account("审核人", null=True)
    approved_person = person(null=True)
    approved_name = models.CharField("审核人姓名", max_length=NAME_LENGTH, blank=True)
    posted_on = models.DateField("张贴日期", null=True)
    last_day = models.DateField("最后一日", null=True)
    ends_at = models.DateTimeField("期满时刻", null=True)
    closed_at = models.DateTimeField("结束时间", null=True)
    closed_because = models.CharField("撤下原因", max_length=TEXT_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "发放公示"
        indexes = [
            models.Index(fields=["division", "month", "id"], name="payment_table_page"),
            models.Index(
                fields=["ends_at"], name="payment_table_running", condition=Q(state="posted")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "benefit", "month"],
                name="payment_table_once",
                condition=Q(state__in=(TableState.PREPARED, TableState.POSTED)),
            ),
            models.CheckConstraint(name="payment_table_month", condition=Q(month__day=1)),
            models.CheckConstraint(name="payment_table_ordinary", condition=Q(label="ordinary")),
            models.CheckConstraint(
                name="payment_table_two_persons",
                condition=Q(approved_by=None)
                | ~Q(approved_by=F("prepared_by")) & ~Q(approved_person=F("prepared_person")),
            ),
            models.CheckConstraint(
                name="payment_table_posted_by_somebody",
                condition=Q(state__in=(TableState.PREPARED, TableState.WITHDRAWN))
                | Q(
                    approved_by__isnull=False,
                    approved_person__isnull=False,
                    posted_on__isnull=False,
                    ends_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="payment_table_withdrawn_with_reason",
                condition=~Q(state=TableState.WITHDRAWN) | ~Q(closed_because=""),
            ),
        ]


@unprotected("only what everybody may read: allow-listed, masked, emptied at the end")
class PublicTable(Identified):
    """What strangers may read, under the id of the table. `shown` is empty once it is over."""

    division = models.CharField(max_length=LONGEST_DIVISION)
    title = models.CharField(max_length=NAME_LENGTH)
    office = models.CharField("受理意见的单位", max_length=NAME_LENGTH)
    month = month("发放月份")
    columns = models.JSONField()
    shown = models.JSONField()
    posted_on = models.DateField()
    last_day = models.DateField()
    ends_at = models.DateTimeField()
    over = models.BooleanField(default=False)

    class Meta:
        verbose_name = verbose_name_plural = "公开的发放公示"
        indexes = [
            models.Index(fields=["division", "ends_at"], name="public_table_running"),
        ]
