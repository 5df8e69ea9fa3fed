"""What the database refuses about the books, whatever the program believes."""

from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.payments.accounts import account_of
from minzheng.kernel.payments.models import (
    AccountKind,
    Batch,
    Entry,
    Journal,
    LedgerAccount,
    Move,
)
from minzheng.kernel.payments.states import BATCH_MOVES, LINE_MOVES
from minzheng.kernel.protection.identifiers import uuid7
from tests.kernel.payments.payroll import (
    NOVEMBER,
    SUBSIDY,
    awarded,
    draft,
    filed,
    resident,
)
from tests.kernel.payments.raw import AT_ONCE, refused, run
from tests.people import COUNTY, account_id, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

JOURNAL = """
insert into payments_journal (id, division, label, book_id, kind, ref, business_date, memo,
  posted_by, posted_person, posted_at, posted_in)
select %(id)s, b.division, 'ordinary', b.id, 'correction', 'X', date '2026-11-10', '更正',
  %(account)s, a.person, now(), 0
from payments_book b join access_account a on a.id = %(account)s where b.division = %(county)s
"""

ENTRY = """
insert into payments_entry (id, division, label, journal_id, account_id, amount_fen)
values (payments_new_id(), %(county)s, 'ordinary', %(id)s, %(to)s, %(fen)s)
"""


def journal(*amounts: int, count_now: bool = True) -> UUID:
    """A journal written by hand, with entries on cash; counted at once as at a commit."""
    chosen = uuid7()
    with acting("finance"), connection.cursor() as cursor:
        cash = account_of(COUNTY, AccountKind.CASH)
        named: dict[str, Any] = {
            "id": chosen,
            "account": account_id("finance"),
            "county": COUNTY,
            "to": cash,
        }
        cursor.execute(JOURNAL, named)
        for fen in amounts:
            cursor.execute(ENTRY, {**named, "fen": fen})
        if count_now:
            cursor.execute(AT_ONCE)
    return chosen


def test_the_table_of_moves_is_that_of_the_program() -> None:
    stored = set(Move.objects.values_list("machine", "before", "after", "during"))
    batches = {("batch", one, other, "") for one, after in BATCH_MOVES.items() for other in after}
    lines = {
        ("line", one, other, during)
        for one, after in LINE_MOVES.items()
        for other, stages in after.items()
        for during in stages
    }
    assert stored == batches | lines


@pytest.mark.parametrize("amounts", [(), (100,), (100, -99), (100, -101), (50, 50, -99)])
def test_an_unbalanced_journal_is_refused(amounts: tuple[int, ...]) -> None:
    with pytest.raises(DatabaseError, match="add up to nothing"):
        journal(*amounts)


def test_a_balanced_one_is_posted() -> None:
    chosen = journal(100, -60, -40)
    with acting("finance"):
        assert sum(each.amount_fen for each in Entry.objects.filter(journal=chosen)) == 0


def test_an_entry_of_nothing_is_refused() -> None:
    with pytest.raises(DatabaseError, match="entry_not_nothing"):
        journal(0)


def test_entries_are_neither_edited_nor_deleted() -> None:
    journal(100, -100)
    for statement in (
        "update payments_entry set amount_fen = amount_fen * 2",
        "delete from payments_entry",
        "update payments_journal set memo = '别的'",
        "delete from payments_journal",
        "delete from payments_posting",
        "update payments_ledgerday set hash = ''",
        "update payments_move set after = 'sent'",
    ):
        with pytest.raises(DatabaseError, match="permission denied"):
            run(statement)


@pytest.mark.django_db(transaction=True)
def test_not_even_the_owner_edits_an_entry(owner_connection: psycopg.Connection) -> None:
    journal(100, -100)
    owner_connection.execute("alter table payments_entry no force row level security")
    with pytest.raises(psycopg.Error, match="not rewritten"):
        owner_connection.execute("update payments_entry set amount_fen = amount_fen * 2")
    with pytest.raises(psycopg.Error, match="not rewritten"):
        owner_connection.execute("delete from payments_entry")


@pytest.mark.django_db(transaction=True)
def test_a_journal_takes_no_entries_after_its_transaction() -> None:
    chosen = journal(100, -100)
    with acting("finance"):
        cash = account_of(COUNTY, AccountKind.CASH)
    refused("journal_is_closed", ENTRY, id=chosen, to=cash, fen=7)


@pytest.mark.django_db(transaction=True)
def test_a_commit_counts_what_nobody_counted_before() -> None:
    with pytest.raises(DatabaseError, match="add up to nothing"):
        journal(100, -99, count_now=False)
    with acting("finance"):
        assert not Journal.objects.filter(kind="correction").exists()


def test_shares_make_a_whole() -> None:
    with pytest.raises(DatabaseError, match="1000"):
        run(
            "insert into payments_fundshare (id, division, label, benefit, from_month, fund_id,"
            " permille) select payments_new_id(), division, label, %(benefit)s,"
            " date '2027-01-01', id, 999 from payments_fund where code = 'C1';" + AT_ONCE,
            benefit=SUBSIDY,
        )


def test_another_county_sees_nothing_of_it() -> None:
    awarded(resident(1), 30_000)
    filed(draft())
    with acting("county_officer"):
        accounts = list(LedgerAccount.objects.values_list("pk", flat=True))
    with acting("other_county_officer"), connection.cursor() as cursor:
        for table in ("batch", "instruction", "journal", "entry", "bankfile", "fund", "book"):
            cursor.execute(f"select count(*) from payments_{table}")
            assert cursor.fetchone() == (0,), table
        cursor.execute(
            "select count(*) from payments_turnovers(%s, date '2026-01-01', date '2027-01-01')",
            [accounts],
        )
        assert cursor.fetchone() == (0,)
    assert Month.of(clock.today()) == NOVEMBER
    with acting("county_officer"), connection.cursor() as cursor:
        assert Batch.objects.count() == 1
        cursor.execute(
            "select count(*) from payments_turnovers(%s, date '2026-01-01', date '2027-01-01')",
            [accounts],
        )
        assert cursor.fetchone() == (len(accounts),)
