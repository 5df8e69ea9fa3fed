"""A batch of a demonstration on its way: the next step is read off its state, so that it may be
taken up wherever a telling was stopped."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

from minzheng.adapters.banks import FORMATS
from minzheng.base.months import Month
from minzheng.config.demonstration.connecting import as_the_worker
from minzheng.config.demonstration.offices import APPROVER, FINANCE, OFFICER
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.demonstrating import at_work
from minzheng.kernel.audit.api import seal_all
from minzheng.kernel.payments.api import batches, comparisons, reading, returns, sending
from minzheng.kernel.payments.finding import SOURCES
from minzheng.kernel.payments.ports import BankReturn, ReturnLine
from minzheng.kernel.payments.results import BatchRow
from minzheng.kernel.payments.states import BatchKind, BatchState

BANK_FORMAT = "text"
_SETTLED = "已与经办人核实，情况属实"
_GONE = "账户已销户"
_RECEIPT = "演示银行回执"


def sealed() -> None:
    """The trail is sealed, as the worker does every second: money does not move without."""
    with as_the_worker():
        seal_all()


def batch_of(county: str, month: Month, kind: BatchKind) -> BatchRow | None:
    """The batch of a month, if there is one."""
    with at_work(OFFICER) as officer:
        rows = reading.list_batches(officer, division=county, month=month).rows
    alive = (each for each in rows if each.state != BatchState.CANCELLED)
    return next((each for each in alive if each.kind == kind), None)


def drafted(county: str, month: Month) -> None:
    """This month's recipients are compared with other records, and the batch is put together."""
    if batch_of(county, month, BatchKind.REGULAR) is None:
        with at_work(OFFICER) as officer:
            for source in SOURCES:
                comparisons.record_comparison(
                    officer, division=county, source=source, on=clock.today()
                )
            batches.draft_batch(officer, division=county, month=month)


def advanced(county: str, month: Month, kind: BatchKind, back: int, until: BatchState) -> None:
    """Step after step until it stands where it should; the bank gives `back` lines back."""
    while (row := batch_of(county, month, kind)) is not None and row.state != until:
        if row.state not in _STEPS:
            return
        who, step = _STEPS[BatchState(row.state)]
        sealed()
        with at_work(who) as actor:
            step(actor, row.id, back)


def _check(actor: Actor, batch: UUID, back: int) -> None:
    batches.check_batch(actor, batch=batch)


def _approve(actor: Actor, batch: UUID, back: int) -> None:
    seen = reading.batch_view(actor, batch=batch)
    batches.approve_batch(actor, batch=batch, lines_hash=seen.lines_hash)


def settled(county: str, month: Month, kind: BatchKind) -> None:
    """Whoever prepares says what he found about each thing that the check came upon."""
    row = batch_of(county, month, kind)
    if row is None or row.state != BatchState.CHECKED:
        return
    with at_work(OFFICER) as officer:
        found = reading.findings(officer, batch=row.id)
        for check in dict.fromkeys(each.check for each in found if each.settled_at is None):
            batches.settle_findings(officer, batch=row.id, check=check, text=_SETTLED)


def _freeze(actor: Actor, batch: UUID, back: int) -> None:
    batches.freeze_batch(actor, batch=batch)


def _file(actor: Actor, batch: UUID, back: int) -> None:
    batches.write_file(actor, batch=batch, code=BANK_FORMAT)


def _send(actor: Actor, batch: UUID, back: int) -> None:
    sending.mark_sent(actor, batch=batch, receipt=_RECEIPT)


def _returned(actor: Actor, batch: UUID, back: int) -> None:
    """The bank paid all but the last ones of its file."""
    bank, file = FORMATS[BANK_FORMAT], sending.open_file(actor, batch=batch)
    order = bank.read_order(file.content)
    lines = list(order.lines)
    paid = len(lines) - back
    said = tuple(
        ReturnLine(
            each.end_to_end_id,
            1,
            each.amount_fen,
            at < paid,
            "" if at < paid else _GONE,
            each.account,
        )
        for at, each in enumerate(lines)
    )
    out = BytesIO()
    bank.write_return(BankReturn(order.message_id, len(said), order.total_fen, said), out)
    returns.take_return(actor, batch=batch, name="回盘.txt", content=out.getvalue())


_STEPS: dict[BatchState, tuple[str, Callable[[Actor, UUID, int], None]]] = {
    BatchState.DRAFT: (OFFICER, _check),
    BatchState.CHECKED: (APPROVER, _approve),
    BatchState.APPROVED: (FINANCE, _freeze),
    BatchState.FROZEN: (FINANCE, _file),
    BatchState.FILED: (FINANCE, _send),
    BatchState.SENT: (FINANCE, _returned),
}
"""Who does what to a batch in a state."""


def paid_out(county: str, month: Month, kind: BatchKind, back: int = 0) -> None:
    """From its draft to the bank's word."""
    advanced(county, month, kind, back, BatchState.CHECKED)
    settled(county, month, kind)
    advanced(county, month, kind, back, BatchState.CONFIRMED)
