"""The tables of residents. Private: other apps talk to `residents.api`."""

from django.db import models
from django.db.models import F, Q

from minzheng.catalogue.codes import Relation
from minzheng.kernel.protection.fields import BlindIndexField, SecretField
from minzheng.kernel.protection.models import Identified, Placed
from minzheng.kernel.protection.rows import by_division, seen_by_its_person, unprotected
from minzheng.kernel.registry.api.following import follows_person

LONGEST_CODE = 12
RELATIONS = [(each.value, each.title) for each in Relation]


@unprotected("blind indexes and digests; read before it is known who asks")
class SignIn(Identified):
    """That somebody asked for a code, whether or not the number is on file.

    The worker fills `account` and `code` when it is; whoever asked learns nothing of it.
    """

    index = BlindIndexField("证件索引")
    address = BlindIndexField("网络地址索引", null=True)
    asked_at = models.DateTimeField("获取时间")
    expires_at = models.DateTimeField("失效时间")
    account = models.UUIDField("账号", null=True)
    code = BlindIndexField("验证码摘要", null=True)
    tries = models.PositiveSmallIntegerField("尝试次数", default=0)
    used_at = models.DateTimeField("使用时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "居民登录"
        indexes = [
            models.Index(fields=["index", "asked_at"], name="sign_in_index"),
            models.Index(fields=["address", "asked_at"], name="sign_in_address"),
            models.Index(fields=["asked_at"], name="sign_in_age"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Matters(models.TextChoices):
    """What an authority covers."""

    ALL = "all", "查看和办理全部事项"
    READ = "read", "只查看进度和文书"


@follows_person("principal")
@seen_by_its_person("principal")
@by_division
class Authority(Placed):
    """That somebody may act for a person: a relative, or an officer of the village at the door.

    A relative is known by the blind index of the ID number, whether or not he has a file. One that
    staff records rests on a paper that the person has signed; one that the person grants in the
    portal rests on the person's own sign-in.
    """

    principal = models.UUIDField("委托人")
    agent = BlindIndexField("受托人证件索引", null=True)
    officer = models.UUIDField("受托的工作人员账号", null=True)
    agent_name = SecretField(kind="text", verbose_name="受托人姓名")
    relation = models.PositiveSmallIntegerField("受托人是委托人的", choices=RELATIONS, null=True)
    matters = models.CharField("范围", max_length=LONGEST_CODE, choices=Matters)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", help_text="最后一天")
    document = models.UUIDField("授权书", null=True)
    recorded_by = models.UUIDField("登记人")
    recorded_at = models.DateTimeField("登记时间")
    revoked_at = models.DateTimeField("撤销时间", null=True)
    revoked_by = models.UUIDField("撤销人", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "代办授权"
        indexes = [
            models.Index(fields=["principal"], name="authority_principal"),
            models.Index(fields=["agent"], name="authority_agent", condition=~Q(agent=None)),
            models.Index(fields=["officer"], name="authority_officer", condition=~Q(officer=None)),
        ]
        constraints = [
            models.CheckConstraint(
                name="authority_of_one_agent",
                condition=Q(agent__isnull=False, officer=None)
                | Q(agent=None, officer__isnull=False),
            ),
            models.CheckConstraint(
                name="authority_has_a_term", condition=Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(
                name="authority_of_an_officer_is_on_paper",
                condition=Q(officer=None) | Q(document__isnull=False),
            ),
        ]


@follows_person("person")
@seen_by_its_person("person")
@by_division
class Sharing(Placed):
    """That a member lets the other members of the household see what is on file about him."""

    person = models.UUIDField("同意人")
    household = models.UUIDField("家庭")
    since = models.DateTimeField("同意时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    by_account = models.UUIDField("操作账号")

    class Meta:
        verbose_name = verbose_name_plural = "家庭内查看同意"
        indexes = [models.Index(fields=["person"], name="sharing_person")]
        constraints = [
            models.UniqueConstraint(
                name="sharing_once",
                fields=["person", "household"],
                condition=Q(withdrawn_at=None),
            )
        ]
