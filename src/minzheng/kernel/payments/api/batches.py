"""Batches: drafted, checked, approved, frozen, filed, sent. One person per hand."""

from uuid import UUID

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.audit.api import require_sealing
from minzheng.kernel.payments import (
    batching,
    cancelling,
    dividing,
    drafting,
    filing,
    finding,
    freezing,
    refreshing,
)
from minzheng.kernel.payments.hashing import hash_of_lines
from minzheng.kernel.payments.models import BankFile, Finding
from minzheng.kernel.payments.states import BatchKind, BatchState
from minzheng.kernel.protection.labels import Label

SAME_PERSON = batching.REFUSALS["payment_batch_two"]
OF_OTHERS = (BatchKind.REPAIR, BatchKind.IMPREST, BatchKind.PROVIDER)


@command(permission="payment.prepare", action="payment.draft")
def draft_batch(
    actor: Actor,
    *,
    division: str,
    month: Month,
    kind: BatchKind = BatchKind.REGULAR,
    label: Label = Label.ORDINARY,
    benefits: tuple[str, ...] = (),
) -> UUID:
    """A draft of what a county owes for a month and has not paid for those before.

    Drafted twice, the second has nothing left. Raises `Refused`, `Conflict`, `Unseen`.
    """
    if kind in OF_OTHERS:
        raise Refused("这类批次从退汇、备用金或服务结算页面编制。")
    if month > Month.of(clock.today()):
        raise Refused("不能提前编制以后月份的发放。")
    if label not in actor.labels:
        raise Refused("您的岗位不能办理这类档案的发放。")
    need = drafting.Need(division=division, month=month, kind=kind, label=label, benefits=benefits)
    with batching.in_words():
        row = drafting.drafted(actor, need)
    batching.told(row, month=str(month), kind=str(kind), count=row.count, total_fen=row.total_fen)
    return row.pk


@command(permission="payment.prepare", action="payment.check")
def check_batch(actor: Actor, *, batch: UUID) -> int:
    """Take in today's accounts and holds, run the checks, fix the hash; how many findings wait.

    Checked again, settled findings stay settled. Raises `Conflict`, `Refused`, `Unseen`.
    """
    row = batching.locked(batch)
    if row.state not in (BatchState.DRAFT, BatchState.CHECKED):
        raise Conflict(f"批次现在是“{row.get_state_display()}”，不能再检查。")
    row.version += 1
    if row.state == BatchState.CHECKED:
        row.state = BatchState.DRAFT
        row.save(update_fields=["state", "version"])
    with batching.in_words():
        refreshing.refresh(row)
    drafting.count_lines(row)
    Finding.objects.filter(batch=row, settled_by=None).delete()
    finding.find(row)
    for sentence in dividing.shortages(row):
        finding.note(row, "budget_short", sentence)
    row.lines_hash = hash_of_lines(row.pk)
    row.state, row.checked_at = BatchState.CHECKED, clock.now()
    row.save()
    waiting = Finding.objects.filter(batch=row, settled_by=None).count()
    batching.told(row, findings=waiting, lines_hash=row.lines_hash, total_fen=row.total_fen)
    return waiting


@command(permission="payment.prepare", action="payment.settle")
def settle_findings(
    actor: Actor, *, batch: UUID, check: str, text: str, instruction: UUID | None = None
) -> int:
    """Say what came of the findings of one check, of all lines or of one; how many."""
    row = batching.locked(batch)
    if row.state != BatchState.CHECKED:
        raise Conflict("请先检查批次。")
    if not text.strip():
        raise Refused("请填写处理意见。")
    rows = Finding.objects.filter(batch=row, check_code=check, settled_by=None)
    if instruction is not None:
        rows = rows.filter(instruction_id=instruction)
    settled = rows.update(
        settled_text=text.strip()[:300],
        settled_by=actor.account,
        settled_person=actor.person,
        settled_at=clock.now(),
    )
    batching.told(row, check=check, settled=settled)
    return settled


@command(permission="payment.approve", action="payment.approve")
def approve_batch(actor: Actor, *, batch: UUID, lines_hash: str) -> None:
    """Sign the lines as they were checked: `lines_hash` is the one on the page that was read.

    Another person than who made it, high enough for its total. Raises `Conflict`, `Refused`,
    `NotAllowed`, `Unseen`.
    """
    require_sealing()
    row = batching.locked(batch)
    batching.require_state(row, BatchState.APPROVED)
    if actor.account == row.maker or actor.person == row.maker_person:
        raise Refused(SAME_PERSON)
    batching.require_level(actor, row)
    if lines_hash != row.lines_hash or hash_of_lines(row.pk) != lines_hash:
        raise Conflict("批次在您查看之后有变动，请重新查看后再批准。")
    row.state = BatchState.APPROVED
    row.approved_hash = lines_hash
    row.approver, row.approver_person = actor.account, actor.person
    row.approved_at = clock.now()
    row.version += 1
    with batching.in_words():
        row.save()
    batching.told(row, lines_hash=lines_hash, total_fen=row.total_fen, count=row.count)


@command(permission="payment.send", action="payment.freeze")
def freeze_batch(actor: Actor, *, batch: UUID) -> None:
    """Hold what must wait, post the rest, let nothing move any more."""
    row = batching.locked(batch)
    batching.require_state(row, BatchState.FROZEN)
    if actor.person == row.approver_person:
        raise Refused("批准人不能再确认发放，请由财务人员办理。")
    with batching.in_words():
        freezing.freeze(actor, row)
    batching.told(row, journal=str(row.journal), held=row.held_count, lines_hash=row.lines_hash)


@command(permission="payment.send", action="payment.file")
def write_file(actor: Actor, *, batch: UUID, code: str = "") -> UUID:
    """Make the one file of a frozen batch; asked again, it is the one that there is."""
    require_sealing()
    row = batching.locked(batch)
    known = BankFile.objects.filter(batch=row).first()
    if known is not None:
        batching.told(row, digest=known.digest)
        return known.pk
    batching.require_state(row, BatchState.FILED)
    file = filing.write(actor, row, code)
    batching.told(row, digest=file.digest, format=file.format, count=file.count)
    return file.pk


@command(permission="payment.prepare", action="payment.cancel")
def cancel_batch(actor: Actor, *, batch: UUID, reason: str) -> None:
    """Give a batch up before it has a file; what was posted is reversed, what is due is due."""
    row = batching.locked(batch)
    batching.require_state(row, BatchState.CANCELLED)
    if not reason.strip():
        raise Refused("请填写撤销原因。")
    cancelling.cancel(actor, row, reason.strip()[:300])
    batching.told(row, reason=row.reason)
