"""Files that go to a bank and what it says of them, for the tests of returns and what follows."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from uuid import UUID

from minzheng.adapters.banks import FORMATS
from minzheng.kernel.access.worker import working
from minzheng.kernel.documents.api.storage import fetch
from minzheng.kernel.payments import ports
from minzheng.kernel.payments.api import batches, ledger, returns, sending
from minzheng.kernel.payments.models import BankFile, Batch
from minzheng.kernel.payments.ports import BankReturn, ReturnLine
from tests.kernel.payments.payroll import frozen
from tests.people import COUNTY, acting

TEXT = FORMATS["text"]


def sent(batch: UUID) -> UUID:
    """Frozen, filed as text, and with the bank."""
    ports.bank_formats.install(FORMATS)
    frozen(batch)
    with acting("finance") as finance:
        batches.write_file(finance, batch=batch, code="text")
        sending.mark_sent(finance, batch=batch, receipt="回执1号")
    return batch


def words(batch: UUID) -> list[ReturnLine]:
    """The bank paid every line of the file."""
    with working("job"):
        file = BankFile.objects.get(batch_id=batch)
    order = TEXT.read_order(fetch(file.digest, file.key))
    return [
        ReturnLine(each.end_to_end_id, 1, each.amount_fen, True, "", each.account)
        for each in order.lines
    ]


def not_paid(word: ReturnLine, *, sequence: int = 1) -> ReturnLine:
    """The bank did not carry it out, or gave it back."""
    return replace(word, paid=False, reason="账户已销户", sequence=sequence)


def content(batch: UUID, lines: list[ReturnLine], code: str = "text", /, **head: object) -> bytes:
    """A return as a file; `head` says other figures than those of the lines."""
    with working("job"):
        number = Batch.objects.get(pk=batch).number
    total = sum(each.amount_fen for each in lines)
    told = replace(BankReturn(number, len(lines), total, tuple(lines)), **head)  # type: ignore[arg-type]  # named by the tests
    out = BytesIO()
    FORMATS[code].write_return(told, out)
    return out.getvalue()


def take(batch: UUID, lines: list[ReturnLine], **head: object) -> UUID:
    """Take a return in."""
    with acting("finance") as finance:
        return returns.take_return(
            finance, batch=batch, name="回盘.txt", content=content(batch, lines, **head)
        )


def books() -> Mapping[str, int]:
    """What stands on each kind of account of the county; the books are balanced."""
    with acting("finance") as finance:
        found = ledger.trial_balance(finance, division=COUNTY)
    assert found.balanced
    sums: dict[str, int] = {}
    for each in found.rows:
        sums[each.kind] = sums.get(each.kind, 0) + each.balance_fen
    return sums
