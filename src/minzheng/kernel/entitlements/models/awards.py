"""Awards (待遇资格) and the dated lines that say what is due."""

from django.db import models
from django.db.models import F, Q

from minzheng.catalogue.benefits import Form
from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.kernel.entitlements.models.rows import (
    CODE_LENGTH,
    REASON_LENGTH,
    RULE_LENGTH,
    AwardRow,
    Recorded,
    month,
)
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import (
    append_only,
    by_division,
    seen_by_its_household,
    seen_by_its_person,
    seen_with,
)
from minzheng.kernel.registry.api.following import follows_household, follows_person

FORMS = [(each.value, each.title) for each in Form]
UNITS = [ApplicantUnit.HOUSEHOLD.value, ApplicantUnit.PERSON.value]


class AwardState(models.TextChoices):
    """Where an award stands."""

    RUNNING = "running", "享受中"
    SUSPENDED = "suspended", "停发"
    ENDED = "ended", "已终止"


@follows_household()
@follows_person()
@seen_by_its_person("person_id")
@seen_by_its_household("household_id")
@by_division
class Award(Placed):
    """That a household or a person has a benefit, from a month on.

    Exactly one of `household_id` and `person_id` says whose it is and with whose file it lies.
    `benefit` is the rule with the amount. What is due in a month is said by the lines; here stands
    what lists are made of. `end_month` is the last month for which anything is due. `case` is the
    one that opened it, none where it was taken over from before the platform.
    """

    benefit = models.CharField("待遇", max_length=RULE_LENGTH)
    unit = models.CharField("对象", max_length=10)
    form = models.CharField("发放形式", max_length=10, choices=FORMS, default=Form.CASH.value)
    household_id = models.UUIDField("家庭", null=True)
    person_id = models.UUIDField("人员", null=True)
    payee_id = models.UUIDField("领款人", null=True)
    state = models.CharField("状态", max_length=10, choices=AwardState, default=AwardState.RUNNING)
    start_month = month("起始月份")
    end_month = month("终止月份", null=True)
    review_class = models.CharField("复核类别", max_length=CODE_LENGTH, blank=True)
    next_review = models.DateField("下次复核", null=True)
    case = models.UUIDField("办件", null=True)
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "待遇资格"
        indexes = [
            models.Index(fields=["division", "benefit", "id"], name="award_page"),
            models.Index(
                fields=["household_id"], name="award_household", condition=~Q(household_id=None)
            ),
            models.Index(fields=["person_id"], name="award_person", condition=~Q(person_id=None)),
            models.Index(fields=["payee_id"], name="award_payee", condition=~Q(payee_id=None)),
            models.Index(
                fields=["division", "next_review", "id"],
                name="award_review",
                condition=~Q(state=AwardState.ENDED) & ~Q(next_review=None),
            ),
        ]
        constraints = [
            # Referred to by every row about the award: see `with_award`.
            models.UniqueConstraint(fields=["id", "division", "label"], name="award_place"),
            models.CheckConstraint(
                name="award_of_its_unit",
                condition=Q(
                    unit=ApplicantUnit.HOUSEHOLD.value, household_id__isnull=False, person_id=None
                )
                | Q(unit=ApplicantUnit.PERSON.value, household_id=None, person_id__isnull=False),
            ),
            models.CheckConstraint(name="award_state", condition=Q(state__in=AwardState.values)),
            models.CheckConstraint(
                name="award_form", condition=Q(form__in=[each.value for each in Form])
            ),
            models.CheckConstraint(
                name="award_months",
                condition=Q(start_month__day=1)
                & (Q(end_month=None) | Q(end_month__day=1, end_month__gte=F("start_month"))),
            ),
            models.CheckConstraint(
                name="award_ended_has_a_month",
                condition=~Q(state=AwardState.ENDED) | Q(end_month__isnull=False),
            ),
        ]


class LineKind(models.TextChoices):
    """Why a line was written."""

    GRANT = "grant", "确认"
    CHANGE = "change", "变更"
    UPRATING = "uprating", "调标"
    GRACE = "grace", "渐退"
    SUSPEND = "suspend", "停发"
    RESUME = "resume", "恢复"
    END = "end", "终止"
    CORRECT = "correct", "更正"
    TAKEN_OVER = "taken_over", "承接"
    DIRECT = "direct", "免申即发"


NOTHING_DUE = (LineKind.SUSPEND, LineKind.END)
BY_DECISION = (
    LineKind.GRANT,
    LineKind.CHANGE,
    LineKind.GRACE,
    LineKind.SUSPEND,
    LineKind.RESUME,
    LineKind.CORRECT,
)
BY_LAW = (LineKind.END, LineKind.TAKEN_OVER, LineKind.DIRECT)
"""An ending by a date that was set beforehand, what was there before the platform, and what is due
to everybody of a group without asking, such as the price subsidy: each with its reason."""


@append_only
@seen_with("award_id", "entitlements_award")
@by_division
class AwardLine(AwardRow, Recorded):
    """What is due from a month on: the line of the highest sequence that covers a month counts.

    Added, never changed: what was due in May as May was paid can always be told. Every line has
    one source: a decision, a re-rating, or else a reason that says which rule ended it by itself.
    """

    sequence = models.PositiveIntegerField("序号")
    kind = models.CharField("类别", max_length=12, choices=LineKind)
    from_month = month("起始月份")
    to_month = month("终止月份", null=True)
    amount_fen = models.BigIntegerField("金额（分）")
    decision = models.UUIDField("决定", null=True)
    rerating = models.UUIDField("调标", null=True)
    reason = models.CharField("理由", max_length=REASON_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "待遇明细"
        indexes = [
            models.Index(
                fields=["decision"], name="award_line_decision", condition=~Q(decision=None)
            ),
            models.Index(
                fields=["rerating"], name="award_line_rerating", condition=~Q(rerating=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["award", "sequence"], name="award_line_in_order"),
            models.CheckConstraint(name="award_line_kind", condition=Q(kind__in=LineKind.values)),
            models.CheckConstraint(
                name="award_line_months",
                condition=Q(from_month__day=1)
                & (Q(to_month=None) | Q(to_month__day=1, to_month__gte=F("from_month"))),
            ),
            models.CheckConstraint(
                name="award_line_amount",
                condition=Q(amount_fen=0) | Q(amount_fen__gt=0) & ~Q(kind__in=NOTHING_DUE),
            ),
            models.CheckConstraint(
                name="award_line_source",
                condition=Q(kind__in=BY_DECISION, decision__isnull=False, rerating=None)
                | Q(kind=LineKind.UPRATING, decision=None, rerating__isnull=False)
                | Q(kind=LineKind.END, decision__isnull=False, rerating=None)
                | Q(kind__in=BY_LAW, decision=None, rerating=None) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="award_line_end_is_open",
                condition=~Q(kind=LineKind.END) | Q(to_month=None),
            ),
        ]
