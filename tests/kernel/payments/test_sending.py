"""One file, sent on the word of the bank; giving up before that."""

import pytest

from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.documents.api.storage import fetch
from minzheng.kernel.payments import filing
from minzheng.kernel.payments.api import batches, ledger, reading, sending
from minzheng.kernel.payments.models import BankFile, Batch, Journal
from tests.kernel.payments.payroll import (
    PlainText,
    awarded,
    draft,
    filed,
    frozen,
    lines_of,
    resident,
)
from tests.people import COUNTY, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def test_the_file_is_made_once_and_always_the_same() -> None:
    awarded(resident(1), 30_000)
    batch = filed(draft())
    with acting("finance") as finance:
        first = BankFile.objects.get(batch_id=batch)
        assert batches.write_file(finance, batch=batch) == first.pk
        row = Batch.objects.get(pk=batch)
        again = filing.made(row, PlainText())
        assert again == fetch(first.digest, first.key)
        assert sending.open_file(finance, batch=batch).content == again


def test_a_filed_batch_is_not_given_up() -> None:
    awarded(resident(1), 30_000)
    batch = filed(draft())
    with acting("county_officer") as officer, pytest.raises(Conflict):
        batches.cancel_batch(officer, batch=batch, reason="反悔")


def test_a_frozen_batch_is_given_up_by_a_reversal() -> None:
    awarded(resident(1), 30_000)
    batch = frozen(draft())
    with acting("county_officer") as officer:
        batches.cancel_batch(officer, batch=batch, reason="银行系统停用")
        assert Journal.objects.filter(kind="reversal").count() == 1
        books = ledger.trial_balance(officer, division=COUNTY)
    assert {each.kind: each.balance_fen for each in books.rows}["payable"] == 0
    assert {each.balance_fen for each in books.rows if each.kind == "expense"} == {0}
    assert [each.amount_fen for each in lines_of(frozen(draft()))] == [30_000]


def test_sent_is_what_the_bank_acknowledged() -> None:
    awarded(resident(1), 30_000)
    batch = filed(draft())
    with acting("finance") as finance:
        with pytest.raises(Refused, match="回执"):
            sending.mark_sent(finance, batch=batch, receipt=" ")
        sending.mark_unknown(finance, batch=batch, reason="网络中断")
        with pytest.raises(Conflict):
            sending.send_batch(finance, batch=batch)
        sending.mark_never_arrived(finance, batch=batch, evidence="11月10日电话，柜台王某：未收到")
        sending.mark_sent(finance, batch=batch, receipt="R1")
        sending.mark_sent(finance, batch=batch, receipt="R1")
        assert reading.batch_view(finance, batch=batch).row.state == "sent"
        with pytest.raises(Conflict):
            sending.mark_sent(finance, batch=batch, receipt="R2")
