"""The way to the bank: written down before it is tried, believed only when the bank says so.

Between the two the batch is `unknown`, and stays so when the program dies there. Nothing sends an
unknown batch again but a person who has the bank's word that it never came.
"""

from uuid import UUID

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.access.worker import SYSTEM, working
from minzheng.kernel.audit.api import JSON, record
from minzheng.kernel.documents.api.storage import fetch
from minzheng.kernel.payments.models import Attempt, BankFile, Batch
from minzheng.kernel.payments.ports import BankUnreachable, bank_channel
from minzheng.kernel.payments.states import BatchState
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import seen

PURPOSE = "发放批次送银行"


def begin(row: Batch, account: UUID) -> Attempt:
    """Write down that a filed batch is about to leave; from now on it is unknown."""
    if row.state != BatchState.FILED:
        raise Conflict("只有已生成文件的批次可以送银行。")
    attempt = Attempt.objects.create(
        division=row.division,
        label=row.label,
        batch=row,
        number=row.attempts.count() + 1,
        begun_by=account,
        begun_at=clock.now(),
    )
    row.state = BatchState.UNKNOWN
    row.version += 1
    row.save(update_fields=["state", "version"])
    return attempt


def arrived(row: Batch, receipt: str) -> None:
    """The bank has it."""
    row.state, row.receipt, row.sent_at = BatchState.SENT, receipt[:300], clock.now()
    row.version += 1
    row.save(update_fields=["state", "receipt", "sent_at", "version"])


def send(batch: UUID) -> bool:
    """Hand the file of a filed batch to its bank, as the worker; whether the bank took it.

    Done twice, the second finds nothing to send.
    """
    with working(PURPOSE) as system:
        row = _locked(batch)
        if row is None or row.state != BatchState.FILED:
            return False
        begin(row, SYSTEM)
        file, bank, number = row.file, row.book.bank, row.number
        _told(system, row, "payment.unknown", {"attempt": row.attempts.count()})
    try:
        receipt = bank_channel()(bank).send(number, file.name, _content(file))
    except BankUnreachable:
        return False
    return _settle(batch, receipt)


def ask(batch: UUID) -> str:
    """Ask the bank about an unknown batch, as the worker; what it says."""
    with working(PURPOSE):
        row = _locked(batch)
        if row is None or row.state != BatchState.UNKNOWN:
            return "unknown"
        bank, number = row.book.bank, row.number
    try:
        said = bank_channel()(bank).ask(number)
    except BankUnreachable:
        return "unknown"
    if said != "unknown":
        _settle(batch, f"银行查询：{said}")
    return said


def ask_all() -> None:
    """The round of the worker: what has become of batches of which nobody knows."""
    for batch in waiting(BatchState.UNKNOWN):
        ask(batch)


def waiting(state: BatchState) -> tuple[UUID, ...]:
    """Batches in a state, for the rounds of the worker."""
    with working(PURPOSE):
        rows = seen(Batch.objects).filter(state=state).order_by("pk")
        return tuple(rows.values_list("pk", flat=True)[:100])


def _settle(batch: UUID, receipt: str) -> bool:
    with working(PURPOSE) as system:
        row = _locked(batch)
        if row is None or row.state != BatchState.UNKNOWN:
            return False
        arrived(row, receipt)
        _told(system, row, "payment.send", {"receipt": receipt})
        return True


def _locked(batch: UUID) -> Batch | None:
    rows = seen(Batch.objects).filter(pk=batch).select_related("book", "file")
    return rows.select_for_update(of=("self",)).first()


def _content(file: BankFile) -> bytes:
    return fetch(file.digest, file.key)


def _told(system: Actor, row: Batch, action: str, payload: dict[str, JSON]) -> None:
    record(
        action,
        subject_type="payment_batch",
        subject=row.pk,
        division=row.division,
        label=Label(row.label),
        payload=payload,
    )
