"""The bank's answer to a payroll: one file about all of its lines, every fiftieth not paid."""

import time
from io import BytesIO
from uuid import UUID

from benchmarks.measuring import own_peak_mb
from benchmarks.payments.paying import Lines, acting
from minzheng.adapters.banks import FORMATS
from minzheng.kernel.payments.api import reading, returns, sending
from minzheng.kernel.payments.ports import BankReturn, ReturnLine, bank_formats

ONE_IN = 50
TEXT = FORMATS["text"]


def answer(*, batch: str) -> dict[str, object]:
    """Seconds from the file to the books, lines, megabytes."""
    bank_formats.install({**FORMATS, Lines.code: Lines()})
    chosen = UUID(batch)
    with acting("finance") as finance:
        sending.mark_sent(finance, batch=chosen, receipt="回执")
    content = _written(chosen)
    begun = time.perf_counter()
    with acting("finance") as finance:
        returns.take_return(finance, batch=chosen, name="back.txt", content=content, code=TEXT.code)
    seconds = time.perf_counter() - begun
    with acting("finance") as finance:
        (taken,) = returns.returns(finance, batch=chosen)
        state = reading.batch_view(finance, batch=chosen).row.state
    assert state == "confirmed", state
    assert taken.paid_count + taken.returned_count == taken.count
    return {"seconds": seconds, "lines": taken.count, "peak_mb": own_peak_mb()}


def _written(batch: UUID) -> bytes:
    with acting("finance") as finance:
        order = sending.open_file(finance, batch=batch)
    head, *rows = order.content.decode().splitlines()
    number, count, total = head.split("|")
    lines = []
    for place, row in enumerate(rows):
        payment, _, account, fen, *_ = row.split("|")
        paid = place % ONE_IN != 0
        reason = "" if paid else "账户已销户"
        lines.append(ReturnLine(payment, 1, int(fen), paid, reason, account))
    out = BytesIO()
    TEXT.write_return(BankReturn(number, int(count), int(total), tuple(lines)), out)
    return out.getvalue()
