"""Handing a file to the bank: by the worker, or by a person with the bank's receipt in hand."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.audit.api import require_sealing
from minzheng.kernel.documents.api.storage import fetch
from minzheng.kernel.payments import batching, on_the_way, sending
from minzheng.kernel.payments.models import BankFile, Batch
from minzheng.kernel.payments.ports import bank_channel, bank_formats
from minzheng.kernel.payments.states import BatchState
from minzheng.kernel.registry.api.listing import one


@dataclass(frozen=True, slots=True)
class PaymentFile:
    """The file of a batch, for whoever carries it to the bank."""

    name: str
    media_type: str
    content: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A batch of which the bank has said nothing for too long; `since` the last attempt."""

    id: UUID
    number: str
    division: str
    since: datetime


@query(permission="payment.read")
def unanswered_batches(actor: Actor, *, limit: int) -> tuple[Unanswered, ...]:
    """Those of the scope, the oldest first: one query."""
    return tuple(
        Unanswered(each.pk, each.number, each.division, on_the_way.since(each))
        for each in on_the_way.unanswered().order_by("pk")[:limit]
    )


@query(permission="payment.read")
def count_unanswered(actor: Actor, *, most: int) -> int:
    """How many there are, up to a number: one query."""
    return on_the_way.unanswered()[:most].count()


@query(permission="payment.read")
def is_being_sent(actor: Actor, *, batch: UUID) -> bool:
    """Whether the worker is at it, so that its page may wait. Raises `Unseen`."""
    return on_the_way.being_sent(one(Batch.objects.select_related("book"), batch))


@command(permission="payment.send", action="payment.file_read")
def open_file(actor: Actor, *, batch: UUID) -> PaymentFile:
    """The file of a batch. Raises `Conflict` where there is none yet, `Unseen`."""
    row = batching.locked(batch)
    file = BankFile.objects.filter(batch=row).first()
    if file is None:
        raise Conflict("还没有生成银行文件。")
    batching.told(row, digest=file.digest)
    media_type = bank_formats()[file.format].media_type
    return PaymentFile(file.name, media_type, fetch(file.digest, file.key), file.digest)


@command(permission="payment.send", action="payment.send")
def send_batch(actor: Actor, *, batch: UUID) -> None:
    """Let the worker hand the file over; ordered twice, it is sent once.

    Raises `Refused` where nothing leads to the bank but a person with the file.
    """
    require_sealing()
    row = batching.locked(batch)
    if row.state != BatchState.FILED:
        raise Conflict("只有已生成文件、尚未送出的批次可以送银行。")
    if not bank_channel()(row.book.bank).connected:
        raise Refused("没有与银行直联：请下载文件送交银行，再登记银行回执。")
    lock = on_the_way.lock_of(row)
    app.configure_task(on_the_way.TASK, lock=lock).defer(batch=str(row.pk))
    batching.told(row)


@command(permission="payment.send", action="payment.send")
def mark_sent(actor: Actor, *, batch: UUID, receipt: str) -> None:
    """The bank has the file: `receipt` is its word for it. Said again, nothing changes."""
    row = batching.locked(batch)
    if not receipt.strip():
        raise Refused("请填写银行回执编号：没有银行的凭据，不能登记为已送出。")
    if row.state == BatchState.SENT and row.receipt == receipt.strip():
        batching.told(row, receipt=row.receipt)
        return
    batching.require_state(row, BatchState.SENT)
    if row.state == BatchState.FILED:
        sending.begin(row, actor.account)
    sending.arrived(row, receipt.strip())
    batching.told(row, receipt=row.receipt)


@command(permission="payment.send", action="payment.unknown")
def mark_unknown(actor: Actor, *, batch: UUID, reason: str) -> None:
    """Nobody knows whether the bank has it; it is asked until it says. Raises `Conflict`."""
    row = batching.locked(batch)
    if not reason.strip():
        raise Refused("请说明情况。")
    if row.state == BatchState.FILED:
        sending.begin(row, actor.account)
    else:
        batching.require_state(row, BatchState.UNKNOWN)
        if row.returns.filter(refusal="").exists():
            raise Conflict("银行已经对本批次回盘，文件确已收到，不能登记为情况不明。")
        row.state = BatchState.UNKNOWN
    row.reason = reason.strip()[:300]
    row.version += 1
    row.save(update_fields=["state", "reason", "version"])
    batching.told(row, reason=row.reason)


@command(permission="payment.send", action="payment.resume")
def mark_never_arrived(actor: Actor, *, batch: UUID, evidence: str) -> None:
    """On the bank's word that it never got the file, the same file may be sent again."""
    row = batching.locked(batch)
    if row.state != BatchState.UNKNOWN:
        raise Conflict("只有待银行确认的批次可以这样登记。")
    if not evidence.strip():
        raise Refused("请填写银行答复的日期、经办人和内容。")
    row.state, row.reason = BatchState.FILED, evidence.strip()[:300]
    row.version += 1
    row.save(update_fields=["state", "reason", "version"])
    batching.told(row, evidence=row.reason)
