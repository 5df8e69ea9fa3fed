"""A bank that hands its returns over by itself: each is taken once, a spoilt one is kept aside."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from minzheng.adapters.banks import FORMATS, AtTheCounter, BankManner, SimulatedBank
from minzheng.kernel.access import clock
from minzheng.kernel.payments import collecting, ports
from minzheng.kernel.payments import sending as line_to_the_bank
from minzheng.kernel.payments.api import batches, returns
from minzheng.kernel.payments.models import BankWord
from minzheng.kernel.payments.ports import ReturnFile
from tests.kernel.payments.answering import count_of, state, states, three
from tests.kernel.payments.banking import content, words
from tests.kernel.payments.payroll import awarded, draft, frozen, resident
from tests.people import acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]


def test_the_worker_fetches_returns_and_keeps_a_spoilt_one_aside(tmp_path: Path) -> None:
    bank = SimulatedBank(tmp_path, tuple(FORMATS.values()), clock.now, BankManner(copies=2))
    ports.bank_formats.install(FORMATS)
    ports.bank_channel.install(lambda _: bank)
    awarded(resident(1), 30_001)
    batch = frozen(draft())
    with acting("finance") as finance:
        batches.write_file(finance, batch=batch, code="text")
    assert line_to_the_bank.send(batch)
    ports.bank_channel.install(lambda _: replace(bank, manner=BankManner(truncated=True)))
    assert collecting.collect(batch) == 0
    assert collecting.collect(batch) == 0
    with acting("finance") as finance:
        (refusal,) = returns.returns(finance, batch=batch)
        assert (refusal.count, bool(refusal.refusal)) == (0, True)
    ports.bank_channel.install(lambda _: replace(bank, manner=BankManner(delay=timedelta(days=1))))
    assert collecting.collect(batch) == 0
    ports.bank_channel.install(lambda _: bank)
    assert collecting.collect(batch) == 1
    assert state(batch) == "confirmed"
    assert count_of(BankWord) == 1


def test_a_file_that_was_not_taken_is_taken_once_its_cause_is_mended() -> None:
    """The worker reads it in the format of the order; this bank has answered in another."""
    batch = three()
    file = content(batch, words(batch), "workbook")
    ports.bank_channel.install(lambda _: Answering(file))
    assert (collecting.collect(batch), collecting.collect(batch)) == (0, 0)
    with acting("finance") as finance:
        (refusal,) = returns.returns(finance, batch=batch)
        one, again = (
            returns.take_return(
                finance, batch=batch, name="回盘.xlsx", content=file, code="workbook"
            )
            for _ in range(2)
        )
        assert one == again != refusal.id
        assert [bool(each.refusal) for each in returns.returns(finance, batch=batch)] == [
            True,
            False,
        ]
    assert (state(batch), states(batch)) == ("confirmed", ["paid"] * 3)
    assert collecting.collect(batch) == 0


@dataclass(frozen=True)
class Answering(AtTheCounter):
    """A bank that has one file ready."""

    file: bytes

    def collect(self, message_id: str) -> tuple[ReturnFile, ...]:
        """The same at every call."""
        return (ReturnFile("回盘", self.file),)
