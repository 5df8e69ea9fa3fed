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
    created_by = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="签发人")
    created = models.DateTimeField("签发时间")
    expires = models.DateTimeField("失效时间")
    revoked = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = "接口令牌"

    def __str__(self) -> str:
        return self.title
