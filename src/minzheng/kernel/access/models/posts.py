"""Posts (岗位): a role in a division for a term, proposed by one person, approved by another."""

from django.db import models

from minzheng.kernel.access.models.accounts import Account
from minzheng.kernel.access.roles import ROLES
from minzheng.kernel.protection.fields import BlindIndexField
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.protection.models import LONGEST_DIVISION, Identified
from minzheng.kernel.protection.rows import unprotected

LONGEST_CODE = 40


class PostState(models.TextChoices):
    """Where a grant stands."""

    PROPOSED = "proposed", "待批准"
    ACTIVE = "active", "在任"
    ENDED = "ended", "已终止"


class Origin(models.TextChoices):
    """How a post came about: granted by two persons, put down at installation, or by succession.

    A post that succeeds another carries the word of the two who granted that one. A resident
    comes to his own by signing in with a code that was sent to the telephone on file.
    """

    GRANTED = "granted", "授予"
    INSTALLATION = "installation", "安装时设立"
    SUCCESSION = "succession", "随区划变更承接"
    REGISTRATION = "registration", "居民本人登录"


@unprotected("read to find out who asks, before any scope; holds no number and no name")
class Post(Identified):
    """One role of one account in one division.

    The three `*_person` columns repeat the accounts' person, held equal by composite foreign keys,
    so that the database itself refuses a grant in which two of the three are one human being.
    """

    account = models.ForeignKey(Account, models.PROTECT, verbose_name="账号", related_name="posts")
    person = BlindIndexField("任职人索引")
    # No choices: a new role would be a migration of a list that the CHECK holds anyway.
    role = models.CharField("角色", max_length=LONGEST_CODE)
    family = models.CharField("角色类别", max_length=LONGEST_CODE)
    division = models.CharField("区划", max_length=LONGEST_DIVISION)
    compartment = models.CharField(
        "保密范围",
        max_length=LONGEST_CODE,
        blank=True,
        choices=[
            (Label.CHILD_PROTECTION.value, "未成年人保护"),
            (Label.SEALED.value, "封存保护的档案"),
        ],
    )
    valid_from = models.DateField("任期起")
    valid_to = models.DateField("任期止", null=True, blank=True)
    state = models.CharField(
        "状态", max_length=LONGEST_CODE, choices=PostState.choices, default=PostState.PROPOSED
    )
    origin = models.CharField(
        "来源", max_length=LONGEST_CODE, choices=Origin.choices, default=Origin.GRANTED
    )
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承接的岗位"
    )
    proposed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提出人"
    )
    proposed_by_person = BlindIndexField(null=True, blank=True)
    proposed_at = models.DateTimeField("提出时间", null=True, blank=True)
    approved_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准人"
    )
    approved_by_person = BlindIndexField(null=True, blank=True)
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)
    ended_at = models.DateTimeField("终止时间", null=True, blank=True)
    end_reason = models.CharField("终止原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "岗位"
        ordering = ["division", "role", "id"]
        indexes = [models.Index(fields=["account", "state"], name="post_account_state")]

    def __str__(self) -> str:
        return f"{ROLES[self.role].title}（{self.division}）"
