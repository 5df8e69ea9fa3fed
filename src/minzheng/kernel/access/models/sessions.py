"""Sessions on the server: ended at the next request when anything about the account changes."""

from django.db import models

from minzheng.kernel.access.models.accounts import Account
from minzheng.kernel.access.models.posts import Post
from minzheng.kernel.protection.fields import BlindIndexField
from minzheng.kernel.protection.models import Identified
from minzheng.kernel.protection.rows import unprotected


@unprotected("read to find out who asks, before any scope")
class Session(Identified):
    """One browser that is signed in, or about to be.

    The cookie's key is kept as a digest only, so that a stolen backup opens no session.
    """

    digest = BlindIndexField("会话摘要", unique=True)
    content = models.TextField("内容")
    account = models.ForeignKey(
        Account, models.CASCADE, null=True, related_name="sessions", verbose_name="账号"
    )
    post = models.ForeignKey(
        Post, models.SET_NULL, null=True, related_name="+", verbose_name="岗位"
    )
    created = models.DateTimeField("建立时间")
    signed_in = models.DateTimeField("登录时间", null=True)
    last_seen = models.DateTimeField("最近使用")
    expires = models.DateTimeField("失效时间")
    address = models.GenericIPAddressField("网络地址", null=True)
    agent = models.CharField("浏览器", max_length=200, blank=True)

    class Meta:
        verbose_name = "会话"
        indexes = [
            models.Index(fields=["account"], name="session_account"),
            models.Index(fields=["expires"], name="session_expires"),
        ]

    def __str__(self) -> str:
        return str(self.id)
