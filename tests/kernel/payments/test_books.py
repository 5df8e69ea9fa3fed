"""Reading the books: periods, accounts journal by journal, one journal, and who sees them."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, Unseen
from minzheng.kernel.payments import posting
from minzheng.kernel.payments.accounts import account_of, book_of
from minzheng.kernel.payments.api import explaining, ledger
from minzheng.kernel.payments.models import AccountKind, Batch, Journal, JournalKind
from minzheng.kernel.payments.posting import EntryDraft, JournalDraft
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.protection.labels import Label
from tests.kernel.payments.keeping import kept, topped
from tests.kernel.payments.payroll import MUCH, awarded, draft, frozen, lines_of, resident
from tests.people import COUNTY, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

FIRST, LAST = date(2026, 10, 5), date(2026, 10, 25)
DAY = timedelta(days=1)


def posted(fen: int, on: date, memo: str = "更正") -> UUID:
    """So much from the suspense account to cash, on a day."""
    with acting("finance") as finance:
        return ledger.post(
            finance,
            journal=uuid7(),
            kind=JournalKind.CORRECTION,
            division=COUNTY,
            ref="S1",
            business_date=on,
            memo=memo,
            entries=[
                EntryDraft(account_of(COUNTY, AccountKind.SUSPENSE), fen),
                EntryDraft(account_of(COUNTY, AccountKind.CASH), -fen),
            ],
        )


def suspense() -> UUID:
    """The account that nothing but these tests books on."""
    with acting("finance"):
        return account_of(COUNTY, AccountKind.SUSPENSE)


def protected(fen: int, on: date) -> None:
    """A journal of a protected file, by somebody who sees it."""
    with acting("child_protection_officer") as trusted:
        row = posting.begin(
            trusted,
            JournalDraft(
                id=uuid7(),
                book=book_of(COUNTY),
                kind=JournalKind.CORRECTION,
                ref="S2",
                memo="某个孩子",
                business_date=on,
                label=Label.CHILD_PROTECTION,
            ),
        )
        accounts = [account_of(COUNTY, each) for each in (AccountKind.SUSPENSE, AccountKind.CASH)]
        posting.add(row, [EntryDraft(accounts[0], fen), EntryDraft(accounts[1], -fen)])
        posting.settled()


def test_each_day_counts_where_the_period_says() -> None:
    """The day before opens the account, the first and the last are in it, the next is not."""
    for fen, on in (
        (1, FIRST - DAY),
        (20, FIRST),
        (300, LAST),
        (-4_000, LAST),
        (50_000, LAST + DAY),
    ):
        posted(fen, on)
    with acting("finance") as finance:
        books = ledger.trial_balance(finance, division=COUNTY, since=FIRST, until=LAST)
        [row] = [each for each in books.rows if each.kind == "suspense"]
        whole = ledger.trial_balance(finance, division=COUNTY, until=LAST + DAY)
    assert (row.opening_fen, row.debit_fen, row.credit_fen, row.balance_fen) == (
        1,
        320,
        4_000,
        -3_679,
    )
    assert books.balanced
    assert books.moved.debit_fen == books.moved.credit_fen == 4_320
    assert books.closing.credit_fen == books.closing.debit_fen == 2 * MUCH + 3_679
    [row] = [each for each in whole.rows if each.kind == "suspense"]
    assert (row.opening_fen, row.balance_fen) == (0, 46_321)
    with acting("finance") as finance, pytest.raises(Refused, match="开始日期"):
        ledger.trial_balance(finance, since=LAST, until=LAST - DAY)


def test_an_account_runs_from_its_opening_to_its_closing_page_by_page() -> None:
    """In order of date whenever it was posted; what is protected is two sums, and counted in."""
    for fen, on in ((7, FIRST - DAY), (300, LAST), (20, FIRST), (-400, FIRST + DAY)):
        posted(fen, on, memo=str(fen))
    protected(9_000, FIRST + DAY)
    asked: dict[str, Any] = {"account": suspense(), "since": FIRST, "until": LAST}
    with acting("finance") as finance:
        first = ledger.account_ledger(finance, **asked, limit=2)
        then = ledger.account_ledger(finance, **asked, limit=2, after=first.page.next)
    assert (first.account.opening_fen, first.account.balance_fen) == (7, 8_927)
    assert (first.unlisted.debit_fen, first.unlisted.credit_fen) == (9_000, 0)
    rows = [*first.page.rows, *then.page.rows]
    assert [(each.on, each.memo, each.balance_fen) for each in rows] == [
        (FIRST, "20", 9_027),
        (FIRST + DAY, "-400", 8_627),
        (LAST, "300", 8_927),
    ]
    assert then.page.next == ""
    assert (rows[1].debit_fen, rows[1].credit_fen, rows[1].entries) == (0, 400, 1)
    with acting("child_protection_officer") as trusted:
        whole = ledger.account_ledger(trusted, **asked)
    assert [each.balance_fen for each in whole.page.rows] == [27, -373, 8_627, 8_927]
    assert (whole.unlisted.debit_fen, whole.unlisted.credit_fen) == (0, 0)


def test_a_journal_says_what_it_is_about_and_what_became_of_it() -> None:
    awarded(resident(1), 30_000)
    batch = frozen(draft())
    topped(kept(), 500)
    by_hand = posted(100, clock.today())
    with acting("finance") as finance:
        row = Batch.objects.get(pk=batch)
        assert row.journal is not None
        [line] = lines_of(batch)
        order = ledger.journal_view(finance, journal=row.journal)
        assert order.origin is not None
        assert (order.origin.kind, order.origin.title) == ("batch", row.number)
        assert order.both.alike
        assert order.entry_count == 3
        assert {each.end_to_end_id for each in order.page.rows} == {"", line.end_to_end_id}
        assert "随批次" in order.stands_because
        found = explaining.explain_instruction(finance, instruction=line.pk, replaying=False)
        assert {each.journal for each in found.bookings} == {order.id}
        kept_one = ledger.journal_view(finance, journal=Journal.objects.get(kind="imprest").pk)
        assert kept_one.origin is not None
        assert kept_one.origin.kind == "float"
        assert "原业务" in kept_one.stands_because
        before = ledger.journal_view(finance, journal=by_hand)
        assert (before.origin, before.stands_because, before.reversed_by) == (None, "", None)
        assert (before.posted_by_name, before.seal) == ("财务", None)
        counter = ledger.reverse(finance, journal=by_hand, reversal=uuid7(), memo="记错")
        after = ledger.journal_view(finance, journal=by_hand)
        assert (after.reversed_by, after.stands_because) == (counter, "该凭证已经冲销。")
        assert ledger.journal_view(finance, journal=counter).reverses == by_hand
        with pytest.raises(Refused, match="不能再冲销"):
            ledger.reverse(finance, journal=counter, reversal=uuid7(), memo="再来")
        with pytest.raises(Conflict, match="已经冲销"):
            ledger.reverse(finance, journal=by_hand, reversal=uuid7(), memo="再来")


def test_a_long_journal_is_read_page_by_page() -> None:
    accounts = suspense()
    with acting("finance") as finance:
        drafts = [EntryDraft(accounts, fen) for fen in (1, 2, 3, -6)]
        journal = ledger.post(
            finance,
            journal=uuid7(),
            kind=JournalKind.CORRECTION,
            division=COUNTY,
            ref="S1",
            business_date=clock.today(),
            memo="长",
            entries=drafts,
        )
        first = ledger.journal_view(finance, journal=journal, limit=3).page
        then = ledger.journal_view(finance, journal=journal, limit=3, after=first.next).page
    assert sorted(each.amount_fen for each in (*first.rows, *then.rows)) == [-6, 1, 2, 3]
    assert (len(first.rows), then.next) == (3, "")


def test_what_is_posted_by_hand_is_on_accounts_of_one_book() -> None:
    with acting("other_county_officer") as other:
        foreign = account_of(other.division, AccountKind.CASH)
    with acting("finance") as finance:
        own = account_of(COUNTY, AccountKind.CASH)
        assert own in {each.id for each in ledger.accounts(finance)}
        assert foreign not in {each.id for each in ledger.accounts(finance)}
        for fen, said in ((100, "同一个县"), (99, r"借方1\.00元，贷方0\.99元"), (0, "不为零")):
            with pytest.raises(Refused, match=said):
                ledger.post(
                    finance,
                    journal=uuid7(),
                    kind=JournalKind.CORRECTION,
                    division=COUNTY,
                    ref="X",
                    business_date=clock.today(),
                    memo="更正",
                    entries=[EntryDraft(own, 100), EntryDraft(foreign, -fen)],
                )


def test_the_books_of_another_county_are_not_there() -> None:
    journal, account = posted(100, LAST), suspense()
    with acting("other_county_officer") as other:
        assert ledger.trial_balance(other).rows == ()
        with pytest.raises(Unseen):
            ledger.journal_view(other, journal=journal)
        with pytest.raises(Unseen):
            ledger.account_ledger(other, account=account, since=FIRST, until=LAST)
    with acting("town_clerk_a") as clerk, pytest.raises(NotAllowed):
        ledger.trial_balance(clerk)
