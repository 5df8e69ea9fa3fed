"""A month from what is due to a frozen file, and everything on the way that says no."""

import pytest

from minzheng.kernel.documents.api.storage import fetch
from minzheng.kernel.payments.api import ledger, reading
from minzheng.kernel.payments.models import BankFile
from tests.kernel.payments.payroll import (
    CARD,
    awarded,
    draft,
    filed,
    resident,
)
from tests.people import COUNTY, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def test_a_month_from_draft_to_file() -> None:
    first, second = resident(1), resident(2)
    awarded(first, 30_001)
    awarded(second, 50_000)
    batch = filed(draft())
    with acting("finance") as finance:
        view = reading.batch_view(finance, batch=batch)
        assert (view.row.state, view.row.count, view.row.to_pay_fen) == ("filed", 2, 80_001)
        # 333 and 667 thousandths of 80,001 fen: 26,640.333 and 53,360.667.
        assert [part.amount_fen for part in view.funds] == [26_640, 53_361]
        books = ledger.trial_balance(finance, division=COUNTY)
        assert books.balanced
        owed = next(each for each in books.rows if each.kind == "payable")
        assert owed.balance_fen == -80_001
        file = BankFile.objects.get(batch_id=batch)
        head, *rows = fetch(file.digest, file.key).decode().splitlines()
    assert head == f"{view.row.number}|2|80001"
    assert sorted(each.split("|")[2:4] for each in rows) == [
        [f"{int(CARD) + 1}", "30001"],
        [f"{int(CARD) + 2}", "50000"],
    ]
