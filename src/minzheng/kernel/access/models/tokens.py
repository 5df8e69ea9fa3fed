"""Tokens of machines: a post's rights or fewer, for a time."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from minzheng.kernel.access.models.accounts import LONGEST_NAME, Account
from minzheng.kernel.access.models.posts import LONGEST_CODE, Post
from minzheng.kernel.protection.fields import BlindIndexField
from minzheng.kernel.protection.models import Identified
from minzheng.kernel.protection.rows import unprotected


@unprotected("read to find out who asks, before any scope; the token is kept as a digest")
class Token(Identified):
    """A bearer token for a post."""

    digest = BlindIndexField("令牌摘要", unique=True)
    title = models.CharField("用途说明", max_length=LONGEST_NAME)
    post = models.ForeignKey(Post, models.PROTECT, related_name="tokens", verbose_name="岗位")
    permissions = ArrayField(models.CharField(max_length=LONGEST_CODE), verbose_name="权限")
    # Nobody, when it was issued on the server's command line.
    created_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人"
    )
    created = models.DateTimeField("签发时间")
    expires = models.DateTimeField("失效时间")
    revoked = models.DateTimeField("撤销时间", null=True, blank=True)
    requests_per_minute = models.PositiveIntegerField("每分钟请求数上限", default=600)
    records_per_day = models.PositiveIntegerField("每日查阅人次上限", default=5_000)

    class Meta:
        verbose_name = "接口令牌"

    def __str__(self) -> str:
        return self.title


@unprotected("counts what a token has asked for; read before any scope")
class TokenUse(models.Model):
    """What was left to a token at an instant; it fills up again steadily (`budgets`)."""

    token = models.OneToOneField(
        Token, models.CASCADE, primary_key=True, related_name="use", verbose_name="令牌"
    )
    requests = models.DecimalField("剩余请求数", max_digits=20, decimal_places=6)
    records = models.DecimalField("剩余查阅人次", max_digits=20, decimal_places=6)
    as_of = models.DateTimeField("计算时间")

    class Meta:
        verbose_name = "接口令牌用量"
