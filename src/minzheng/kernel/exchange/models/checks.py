"""Means checks (家庭经济状况核对): who allowed it, who was asked, what was answered."""

from django.db import models
from django.db.models import Q

from minzheng.kernel.exchange.checks.states import (
    AuthorisationState,
    DifferenceState,
    LineKind,
    PartyKind,
    RequestState,
    RoundState,
    SigningMethod,
    Verdict,
)
from minzheng.kernel.protection.fields import SecretField
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import by_division, unprotected
from minzheng.kernel.registry.api.following import follows_household, follows_person

NOTE_LENGTH = 200
SOURCE_LENGTH = 24


@follows_person("person")
@by_division
class Authorisation(Placed):
    """That somebody allows (or refuses) to be asked about, for one case and no other.

    A supporter's row follows whom they support: `person` is then the supported one.
    """

    case = models.UUIDField("办件")
    person = models.UUIDField("人员")
    supporter = models.UUIDField("义务人", null=True)
    kind = models.CharField("身份", max_length=10, choices=PartyKind)
    state = models.CharField("状态", max_length=10, choices=AuthorisationState)
    method = models.CharField("方式", max_length=12, choices=SigningMethod, blank=True)
    signed_on = models.DateField("日期")
    valid_until = models.DateField("有效期至", null=True)
    document = models.UUIDField("授权书", null=True)
    guardian_name = models.CharField("监护人", max_length=100, blank=True)
    note = models.CharField("说明", max_length=NOTE_LENGTH, blank=True)
    recorded_by = models.UUIDField("登记人")
    recorder = models.CharField("登记人姓名", max_length=100)
    recorded_at = models.DateTimeField("登记时间")
    withdrawn_on = models.DateField("撤回日期", null=True)
    withdrawn_because = models.CharField("撤回原因", max_length=NOTE_LENGTH, blank=True)
    withdrawal_document = models.UUIDField("撤回材料", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "核对授权"
        indexes = [
            models.Index(fields=["case"], name="authorisation_case"),
            models.Index(fields=["person"], name="authorisation_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="authorisation_one_live",
                fields=["case", "person", "supporter"],
                condition=~Q(state=AuthorisationState.WITHDRAWN),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="authorisation_signed",
                condition=Q(state=AuthorisationState.REFUSED)
                | (Q(document__isnull=False) & ~Q(method="")),
            ),
            models.CheckConstraint(
                name="authorisation_guardian_named",
                condition=~Q(kind=PartyKind.GUARDIAN) | ~Q(guardian_name=""),
            ),
            models.CheckConstraint(
                name="authorisation_supporter_known",
                condition=Q(kind=PartyKind.SUPPORTER, supporter__isnull=False)
                | (~Q(kind=PartyKind.SUPPORTER) & Q(supporter=None)),
            ),
            models.CheckConstraint(
                name="authorisation_withdrawn_with_reason",
                condition=~Q(state=AuthorisationState.WITHDRAWN)
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_because="")),
            ),
        ]


@follows_household("household")
@follows_person("person")
@by_division
class CheckRound(Placed):
    """One check of one case. Another one replaces it; what it found stays readable."""

    case = models.UUIDField("办件")
    case_number = models.CharField("办件编号", max_length=40)
    household = models.UUIDField("家庭", null=True)
    person = models.UUIDField("人员", null=True)
    number = models.PositiveSmallIntegerField("第几次核对")
    state = models.CharField(
        "状态", max_length=10, choices=RoundState, default=RoundState.OPEN.value
    )
    because = models.CharField("重新核对的原因", max_length=NOTE_LENGTH, blank=True)
    ordered_by = models.UUIDField("发起人")
    orderer = models.CharField("发起人姓名", max_length=100)
    ordered_at = models.DateTimeField("发起时间")
    told_on = models.DateField("告知家庭的日期", null=True)
    told_how = models.CharField("告知方式", max_length=NOTE_LENGTH, blank=True)
    explain_by = models.DateField("说明期限", null=True)
    report = models.UUIDField("核对报告", null=True)
    reported_at = models.DateTimeField("报告时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "核对"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="check_round_once"),
            models.UniqueConstraint(
                name="check_round_one_open",
                fields=["case"],
                condition=Q(state=RoundState.OPEN.value),
            ),
            models.CheckConstraint(
                name="check_round_of_one_subject",
                condition=Q(household=None, person__isnull=False)
                | Q(household__isnull=False, person=None),
            ),
        ]


@follows_person("person")
@by_division
class CheckRequest(Placed):
    """One question to one department about one person: refused by the database without a live

    authorisation of that person for that case, and without an open check.
    """

    round = models.ForeignKey(CheckRound, models.PROTECT, related_name="requests", db_index=False)
    case = models.UUIDField("办件")
    person = models.UUIDField("人员")
    supporter = models.UUIDField("义务人", null=True)
    authorisation = models.ForeignKey(
        Authorisation, models.PROTECT, related_name="requests", db_index=False
    )
    source = models.CharField("部门", max_length=SOURCE_LENGTH)
    state = models.CharField(
        "状态", max_length=14, choices=RequestState, default=RequestState.QUEUED.value
    )
    turn = models.PositiveSmallIntegerField("第几次询问", default=1)
    failures = models.PositiveSmallIntegerField("未成次数", default=0)
    trouble = models.CharField("最近一次未成的原因", max_length=NOTE_LENGTH, blank=True)
    queued_at = models.DateTimeField("登记时间")
    asked_at = models.DateTimeField("发出时间", null=True)
    next_at = models.DateTimeField("下次处理时间", null=True)
    due_on = models.DateField("应答日期")
    given_up_on = models.DateField("等到哪一天")
    answered_at = models.DateTimeField("答复时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "核对查询"
        indexes = [
            models.Index(fields=["round"], name="check_request_round"),
            models.Index(fields=["authorisation"], name="check_request_authorised"),
            models.Index(fields=["person"], name="check_request_person"),
            models.Index(
                fields=["source", "next_at"],
                name="check_request_due",
                condition=~Q(next_at=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="check_request_once",
                fields=["round", "person", "supporter", "source"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="check_request_state", condition=Q(state__in=RequestState.values)
            ),
        ]


@follows_person("person")
@by_division
class CheckAnswer(Placed):
    """What a department said, as it said it. Never changed; a second, other answer is a second row.

    `chosen` is the one that counts: the department's own when it matches, else a person's choice.
    """

    request = models.ForeignKey(
        CheckRequest, models.PROTECT, related_name="answers", db_index=False
    )
    person = models.UUIDField("人员")
    turn = models.PositiveSmallIntegerField("第几次询问")
    message = models.CharField("答复编号", max_length=100)
    received_at = models.DateTimeField("收到时间")
    snapshot_on = models.DateField("数据截至")
    expires_on = models.DateField("有效期至")
    verdict = models.CharField("是否本人", max_length=10, choices=Verdict)
    reason = models.CharField("辨认依据", max_length=NOTE_LENGTH, blank=True)
    content = SecretField("内容", kind="text", null=True)
    chosen = models.BooleanField("采用", default=False)
    chosen_by = models.UUIDField("采用人", null=True)
    chosen_because = models.CharField("采用理由", max_length=NOTE_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "核对答复"
        indexes = [
            models.Index(fields=["request"], name="check_answer_request"),
            models.Index(fields=["person"], name="check_answer_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "turn", "message"], name="check_answer_once"
            ),
            models.UniqueConstraint(
                name="check_answer_one_counts", fields=["request"], condition=Q(chosen=True)
            ),
            models.CheckConstraint(
                name="check_answer_of_another_never_counts",
                condition=Q(chosen=False) | ~Q(verdict=Verdict.OTHER),
            ),
            models.CheckConstraint(
                name="check_answer_unsure_chosen_by_a_person",
                condition=Q(chosen=False)
                | Q(verdict=Verdict.MATCHED)
                | (Q(chosen_by__isnull=False) & ~Q(chosen_because="")),
            ),
        ]


@follows_household("household")
@follows_person("person")
@by_division
class Difference(Placed):
    """One fact as declared and as found. `content` holds both values and where they come from."""

    round = models.ForeignKey(
        CheckRound, models.PROTECT, related_name="differences", db_index=False
    )
    household = models.UUIDField("家庭", null=True)
    person = models.UUIDField("人员", null=True)
    supporter = models.UUIDField("义务人", null=True)
    fact = models.CharField("事实", max_length=60)
    kind = models.CharField("比对", max_length=14, choices=LineKind)
    state = models.CharField(
        "处理", max_length=10, choices=DifferenceState, default=DifferenceState.OPEN.value
    )
    content = SecretField("内容", kind="text", null=True)
    snapshot_on = models.DateField("数据截至", null=True)
    expires_on = models.DateField("有效期至", null=True)
    objection = SecretField("家庭的说明", kind="text", null=True)
    objection_document = models.UUIDField("说明材料", null=True)
    objected_on = models.DateField("说明日期", null=True)
    settled_by = models.UUIDField("处理人", null=True)
    settler = models.CharField("处理人姓名", max_length=100, blank=True)
    settled_at = models.DateTimeField("处理时间", null=True)
    settled_because = models.CharField("处理理由", max_length=NOTE_LENGTH, blank=True)
    statement = models.UUIDField("情况记载", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "核对差异"
        indexes = [models.Index(fields=["person"], name="difference_person")]
        constraints = [
            models.UniqueConstraint(
                name="difference_once",
                fields=["round", "household", "person", "supporter", "fact"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="difference_of_one_subject",
                condition=Q(household=None, person__isnull=False)
                | Q(household__isnull=False, person=None, supporter=None),
            ),
            models.CheckConstraint(
                name="difference_settled_by_a_person",
                condition=~Q(state__in=[DifferenceState.FOUND, DifferenceState.DECLARED])
                | (Q(settled_by__isnull=False) & ~Q(settled_because="")),
            ),
        ]


@unprotected("是否连得上一个部门，与任何人无关；后台写，办理页面读")
class SourceCircuit(models.Model):
    """Whether a department can be reached: after several failures it is left alone for a while."""

    source = models.CharField("部门", max_length=SOURCE_LENGTH, primary_key=True)
    failures = models.PositiveIntegerField("连续失败次数", default=0)
    open_until = models.DateTimeField("暂停到", null=True)
    failed_at = models.DateTimeField("最近失败", null=True)
    reached_at = models.DateTimeField("最近连通", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "部门连通情况"
