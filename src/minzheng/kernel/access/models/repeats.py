"""Requests that were already answered: sent twice, they take effect once."""

from django.db import models

from minzheng.kernel.access.models.accounts import Account
from minzheng.kernel.protection.fields import BlindIndexField, SecretField
from minzheng.kernel.protection.models import Identified
from minzheng.kernel.protection.rows import unprotected


@unprotected("the answer is ciphertext, read back by the same account and request id only")
class RepeatedRequest(Identified):
    """A request id of an account, what was sent with it, and what was answered."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    request_id = models.CharField(max_length=64)
    digest = BlindIndexField("请求摘要")
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = SecretField(kind="text", null=True)
    created = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "request_id"], name="request_once")
        ]

    def __str__(self) -> str:
        return str(self.id)
