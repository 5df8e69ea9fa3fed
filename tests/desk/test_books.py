"""The books on the desk: from the funds to an account, a journal, a correction and its reversal."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from minzheng.kernel.access import clock
from minzheng.kernel.payments.accounts import account_of
from minzheng.kernel.payments.models import AccountKind, Journal
from tests.desk.conftest import SignedIn, text
from tests.desk.records import NOBODYS, Records
from tests.people import COUNTY, acting

pytestmark = pytest.mark.slow

NEW = "/funds/ledger/journals/new/"


def lines(*given: tuple[AccountKind, str, str]) -> dict[str, str]:
    """A form of entries on accounts of the county."""
    with acting("finance"):
        accounts = [str(account_of(COUNTY, kind)) for kind, _, _ in given]
    form = {"business_date": clock.today().isoformat(), "ref": "说明1号", "memo": "更正手续费"}
    for number, (_, debit, credit) in enumerate(given, start=1):
        form |= {f"account_{number}": accounts[number - 1]}
        form |= {f"debit_{number}": debit, f"credit_{number}": credit}
    return form


def sent(client: Client, form: dict[str, str]) -> tuple[int, str]:
    """A form with the journal's id that the page gave; its answer, without markup."""
    [journal] = re.findall(r'name="journal" value="([^"]+)"', text(client, NEW))
    answer = client.post(NEW, {**form, "journal": journal})
    return answer.status_code, unescape(answer.content.decode() or answer.headers["Location"])


def test_one_goes_from_the_funds_to_a_payment_and_back_to_its_journal(
    as_: SignedIn, records: Records
) -> None:
    finance = as_("finance")
    assert "/funds/ledger/" in text(finance, "/funds/")
    books = text(finance, "/funds/ledger/")
    assert books.count("借贷相等") == 3
    account = f"/funds/ledger/accounts/{records.of('ledger_account')}/"
    assert account in books
    journal = f"/funds/ledger/journals/{records.of('batch_journal')}/"
    assert journal in text(finance, account)
    page = text(finance, journal)
    assert f"/payments/{records.of('batch')}/" in page
    line = f"/payments/{records.of('batch')}/lines/{records.of('instruction')}/"
    assert line in page
    assert journal in text(finance, line)
    assert "随批次撤销" in page
    answer = finance.get(f"{journal}reverse/", follow=True)
    assert answer.redirect_chain[-1][0] == journal
    assert "随批次撤销" in answer.content.decode()
    # Whoever makes batches reads the books, and does not write them.
    officer = as_("county_officer")
    assert "手工记账" not in text(officer, "/funds/ledger/")
    assert officer.get(NEW).status_code == 403
    assert as_("town_clerk_a").get(journal).status_code == 403


def test_a_period_and_a_fund_narrow_the_books(as_: SignedIn, records: Records) -> None:
    finance, today = as_("finance"), clock.today()
    account = f"/funds/ledger/accounts/{records.of('ledger_account')}/"
    tomorrow = (today + timedelta(days=1)).isoformat()
    later = text(finance, f"{account}?since={tomorrow}&until={tomorrow}")
    assert "这段时间没有记账" in later
    assert "期初余额" in later
    for form in ({"since": tomorrow, "until": today.isoformat()}, {"since": "2026-02-30"}):
        for address in (account, "/funds/ledger/"):
            assert finance.post(address, form).status_code == 400
    narrowed = {"since": today.isoformat(), "until": today.isoformat()}
    fund = {**narrowed, "fund": str(records.of("fund"))}
    page = finance.post("/funds/ledger/", fund).content.decode()
    assert "两边不必相等" in page
    assert "银行存款" not in page
    assert finance.post("/funds/ledger/", {**narrowed, "fund": str(NOBODYS)}).status_code == 400


def test_what_is_posted_by_hand_adds_up_and_is_reversed_once(as_: SignedIn) -> None:
    finance = as_("finance")
    cash, other = AccountKind.CASH, AccountKind.SUSPENSE
    refused = (
        (((cash, "100.00", ""), (other, "", "99.99")), "相差0.01元"),
        (((cash, "100.00", ""), (other, "", "100.01")), "相差0.01元"),
        (((cash, "100.00", "100.00"),), "只填借方或者贷方"),
        (((cash, "", ""),), "只填借方或者贷方"),
        (((cash, "100.00", ""),), "至少两条分录"),
        (((cash, "0", ""), (other, "", "0")), "不为零"),
    )
    for given, said in refused:
        status, page = sent(finance, lines(*given))
        assert (status, said in page) == (400, True), said
    status, address = sent(finance, lines((cash, "100.00", ""), (other, "", "100.00")))
    assert status == 302
    page = text(finance, address)
    assert "更正手续费" in page
    assert "未封存" in page
    asked = text(finance, f"{address}reverse/")
    assert "请核对" in asked
    [reversal] = re.findall(r'name="reversal" value="([^"]+)"', asked)
    assert finance.post(f"{address}reverse/", {"reversal": reversal}).status_code == 400
    form = {"reversal": reversal, "memo": "重复登记"}
    counter = finance.post(f"{address}reverse/", form).headers["Location"]
    assert address in text(finance, counter)
    assert counter in text(finance, address)
    assert f"{address}reverse/" not in text(finance, address)
    again = finance.post(f"{address}reverse/", {"reversal": str(NOBODYS), "memo": "再来"})
    assert again.headers["Location"] == address
    assert "已经冲销" in text(finance, address)
    with acting("finance"):
        assert Journal.objects.filter(memo__in=("更正手续费", "重复登记")).count() == 2
