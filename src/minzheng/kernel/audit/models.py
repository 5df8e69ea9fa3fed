"""The tables of the trail. They refer to each other by value: what is gone must be seen as gone."""

from django.db import models

from minzheng.kernel.protection.fields import SecretField
from minzheng.kernel.protection.models import LONGEST_DIVISION, Identified, Placed
from minzheng.kernel.protection.rows import (
    Classification,
    Kind,
    append_only,
    classified_as,
)
from minzheng.kernel.protection.third_party import Access

HASH_BYTES = 32
RESULTS = [("done", "完成"), ("refused", "拒绝"), ("failed", "失败")]

_READ, _ADD = Access(), Access(add=True)


@append_only
@classified_as(
    Classification(
        Kind.AUDIT_TRAIL,
        "written about every division, read in one's own",
        application=_ADD,
        worker=_ADD,
        auditor=True,
    )
)
class Event(Placed):
    """One act. `division` and `label` are those of the thing acted upon, if it has any."""

    at = models.DateTimeField("时间")
    account = models.UUIDField("用户", null=True)
    person = models.UUIDField("用户本人档案", null=True)
    actor = models.CharField("姓名", max_length=60)
    role = models.CharField("岗位", max_length=40)
    post_division = models.CharField("岗位区划", max_length=LONGEST_DIVISION)
    action = models.CharField("操作", max_length=60)
    subject_type = models.CharField("对象类型", max_length=60)
    subject = models.CharField("对象", max_length=64)
    purpose = models.CharField("目的", max_length=60)
    result = models.CharField("结果", max_length=10, choices=RESULTS)
    request = models.CharField("请求编号", max_length=64)
    ip = models.CharField("网络地址", max_length=45)
    commitment = models.BinaryField("明细承诺值", max_length=HASH_BYTES, null=True)

    class Meta:
        verbose_name = "审计记录"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(fields=["subject", "id"], name="audit_event_subject"),
            models.Index(fields=["account", "id"], name="audit_event_account"),
            models.Index(fields=["division", "id"], name="audit_event_division"),
        ]


@classified_as(
    Classification(
        Kind.AUDIT_TRAIL,
        "written with the event; only background work empties it",
        application=_ADD,
        worker=Access(add=True, changed_columns=("content", "erased_at")),
        auditor=True,
    )
)
class Payload(Placed):
    """The details of an event, encrypted; `id` is the event's. Emptied, the chain stays valid."""

    content = SecretField("明细", kind="audit", null=True)
    erased_at = models.DateTimeField("清除时间", null=True)

    class Meta:
        verbose_name = "审计明细"
        verbose_name_plural = verbose_name


@classified_as(
    Classification(
        Kind.UNPROTECTED,
        "the queue of the sealer: numbers of events only",
        application=_ADD,
        worker=Access(add=True, remove=True),
        auditor=True,
    )
)
class Unsealed(models.Model):
    """An event that waits for the sealer."""

    id = models.BigAutoField(primary_key=True)
    event = models.UUIDField("记录")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "待封存记录"
        verbose_name_plural = verbose_name


@append_only
@classified_as(
    Classification(
        Kind.UNPROTECTED,
        "the chain: numbers of events and hashes",
        application=_READ,
        worker=_ADD,
        auditor=True,
    )
)
class Seal(models.Model):
    """One link: `hash` = SM3(hash before ‖ canonical line of the event)."""

    seq = models.BigIntegerField("序号", primary_key=True)
    event = models.UUIDField("记录", unique=True)
    hash = models.BinaryField("链值", max_length=HASH_BYTES)

    class Meta:
        verbose_name = "封存"
        verbose_name_plural = verbose_name


@append_only
@classified_as(
    Classification(
        Kind.UNPROTECTED,
        "length and end of the chain, signed; copies lie outside",
        application=_READ,
        worker=_ADD,
        auditor=True,
    )
)
class Checkpoint(Identified):
    """What was handed outside: `line` is the whole of it."""

    size = models.BigIntegerField("长度")
    at = models.DateTimeField("时间")
    line = models.TextField("检查点")

    class Meta:
        verbose_name = "检查点"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["size"], name="audit_checkpoint_size")]
