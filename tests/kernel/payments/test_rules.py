"""What the database refuses, whatever the program believes: raw SQL as the application's role."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.models import Account
from minzheng.kernel.payments.accounts import account_of
from minzheng.kernel.payments.models import AccountKind, Batch, Entry, Journal, Move
from minzheng.kernel.payments.states import BATCH_MOVES, LINE_MOVES
from minzheng.kernel.protection.identifiers import uuid7
from tests.kernel.payments.payroll import (
    NOVEMBER,
    SUBSIDY,
    approved,
    awarded,
    checked,
    draft,
    filed,
    frozen,
    line,
    lines_of,
    new_account,
    resident,
)
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
AT_ONCE = "set constraints all immediate"


def run(statement: str, **named: Any) -> int:
    """One statement in the county's finance officer's scope."""
    with acting("finance"), connection.cursor() as cursor:
        cursor.execute(statement, {"county": COUNTY, **named})
        return int(cursor.rowcount)


def refused(rule: str, statement: str, **named: Any) -> None:
    """It is refused by that rule."""
    with pytest.raises(DatabaseError) as caught:
        run(statement, **named)
    cause = caught.value.__cause__
    assert isinstance(cause, psycopg.Error)
    assert (cause.diag.constraint_name or "").startswith(rule), cause


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


# Books.


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


# Batches.


def test_one_person_does_not_make_and_approve_under_two_accounts() -> None:
    awarded(resident(1), 30_000)
    batch = checked(draft())
    refused(
        "payment_batch_two_accounts",
        "update payments_batch set state = 'approved', approver = maker,"
        " approver_person = maker_person, approved_at = now(), approved_hash = lines_hash"
        " where id = %(batch)s",
        batch=batch,
    )
    maker = Account.objects.get(pk=account_id("county_officer"))
    other = Account.objects.create(
        username="second", name=maker.name, person=maker.person, division=maker.division
    )
    refused(
        "payment_batch_two_persons",
        "update payments_batch set state = 'approved', approver = %(to)s,"
        " approver_person = maker_person, approved_at = now(), approved_hash = lines_hash"
        " where id = %(batch)s",
        batch=batch,
        to=other.pk,
    )


def test_the_approver_s_person_is_that_of_the_account() -> None:
    awarded(resident(1), 30_000)
    batch = checked(draft())
    refused(
        "payment_batch_approver",
        "update payments_batch set state = 'approved', approver = %(to)s,"
        " approver_person = decode(repeat('00', 32), 'hex'), approved_at = now(),"
        " approved_hash = lines_hash where id = %(batch)s;" + AT_ONCE,
        batch=batch,
        to=account_id("county_approver"),
    )


@pytest.mark.parametrize("state", ["approved", "frozen", "filed", "sent", "confirmed", "unknown"])
def test_no_step_is_skipped(state: str) -> None:
    awarded(resident(1), 30_000)
    with pytest.raises(DatabaseError):
        run(
            "update payments_batch set state = %(state)s where id = %(id)s", state=state, id=draft()
        )


def test_findings_wait_for_somebody_before_the_approval() -> None:
    one, other = resident(1), resident(2, card="6228480402564890019")
    awarded(one, 30_000)
    awarded(other, 30_000)
    batch = draft()
    with acting("county_officer"), connection.cursor() as cursor:
        cursor.execute(
            "insert into payments_finding (id, division, label, batch_id, round, check_code, text,"
            " settled_text)"
            " values (payments_new_id(), %s, 'ordinary', %s, 1, 'dead', '已死亡', '')",
            [COUNTY, batch],
        )
        cursor.execute(
            "update payments_batch set state = 'checked', lines_hash = 'x' where id = %s", [batch]
        )
    refused(
        "payment_batch_findings_settled",
        "update payments_batch set state = 'approved', approver = a.id,"
        " approver_person = a.person, approved_at = now(), approved_hash = 'x'"
        " from access_account a where payments_batch.id = %(batch)s and a.id = %(approver)s",
        batch=batch,
        approver=account_id("county_approver"),
    )


def test_what_was_approved_stays() -> None:
    awarded(resident(1), 30_000)
    batch = approved(draft())
    for change in (
        "total_fen = 1",
        "lines_hash = 'x', approved_hash = 'x'",
        "maker = approver, maker_person = approver_person",
        "number = 'X'",
        "month = date '2026-10-01'",
    ):
        refused(
            "payment_batch_kept",
            f"update payments_batch set {change} where id = %(batch)s",
            batch=batch,
        )


@pytest.mark.parametrize(
    "change",
    [
        "amount_fen = amount_fen + 1",
        "period = date '2026-10-01'",
        "award_id = payments_new_id()",
        "end_to_end_id = 'X'",
        "component = 'backpay'",
    ],
)
def test_a_line_is_not_rewritten(change: str) -> None:
    awarded(resident(1), 30_000)
    draft()
    refused("instruction_kept", f"update payments_instruction set {change}")


def test_a_line_keeps_the_account_that_was_checked() -> None:
    person = resident(1)
    awarded(person, 30_000)
    checked(draft())
    refused(
        "instruction_account_kept",
        "update payments_instruction set bank = '别的银行', holder = '李四'",
    )


@pytest.mark.parametrize("state", ["paid", "returned", "repaired", "cancelled"])
def test_a_line_is_not_paid_before_its_batch_is_sent(state: str) -> None:
    awarded(resident(1), 30_000)
    filed(draft())
    refused(
        "instruction_moves",
        "update payments_instruction set state = %(state)s, settled_on = date '2026-11-11'",
        state=state,
    )


def test_nothing_is_deleted() -> None:
    awarded(resident(1), 30_000)
    draft()
    refused("instruction_kept", "delete from payments_instruction")
    refused("payment_batch_kept", "delete from payments_batch")


COPY_OF_LINE = """
insert into payments_instruction (id, division, label, batch_id, sequence, end_to_end_id, award_id,
  line_id, benefit, household_id, person_id, payee_id, period, component, amount_fen, state,
  hold_reason, account_id, bank, holder, number, account_index, outcome_reason)
select payments_new_id(), division, label, %(batch)s, 99, 'again', award_id, line_id, benefit,
  household_id, person_id, payee_id, %(period)s, component, %(fen)s, 'pending', '', account_id,
  bank, holder, number, account_index, ''
from payments_instruction where id = %(line)s
"""


def test_a_second_payment_for_a_period_is_refused() -> None:
    awarded(resident(1), 30_000)
    first = filed(draft())
    awarded(resident(2), 20_000)
    second = draft()
    refused(
        "instruction_once",
        COPY_OF_LINE,
        batch=second,
        line=lines_of(first)[0].pk,
        period=NOVEMBER.first_day,
        fen=1,
    )


def test_no_line_gets_into_a_batch_that_was_checked() -> None:
    awarded(resident(1), 30_000)
    batch = checked(draft())
    refused(
        "instruction_into_a_draft",
        COPY_OF_LINE,
        batch=batch,
        line=lines_of(batch)[0].pk,
        period=(NOVEMBER - 1).first_day,
        fen=1,
    )


def test_nothing_is_paid_for_the_month_after_death() -> None:
    person = resident(1)
    awarded(person, 30_000)
    batch = draft()
    run("update registry_person set death_date = '2026-11-30' where id = %(id)s", id=person)
    chosen = lines_of(batch)[0].pk
    refused(
        "instruction_not_after_the_end",
        COPY_OF_LINE,
        batch=batch,
        line=chosen,
        period=(NOVEMBER + 1).first_day,
        fen=30_000,
    )
    # The month of death itself is paid.
    run("update registry_person set death_date = '2026-12-01' where id = %(id)s", id=person)
    assert run(COPY_OF_LINE, batch=batch, line=chosen, period=(NOVEMBER + 1).first_day, fen=30_000)


FREEZE = """
update payments_batch b set state = 'frozen', frozen_by = a.id, frozen_person = a.person,
  frozen_on = %(on)s, journal = %(journal)s
from access_account a where a.id = %(finance)s and b.id = %(batch)s
"""


def freeze_by_hand(rule: str, batch: UUID, on: date | None = None) -> None:
    """Setting the state past the program is refused by that rule."""
    refused(
        rule,
        FREEZE,
        batch=batch,
        on=on or clock.today(),
        journal=uuid7(),
        finance=account_id("finance"),
    )


def test_nothing_is_frozen_that_is_not_in_the_books() -> None:
    awarded(resident(1), 30_000)
    freeze_by_hand("payment_batch_posted", approved(draft()))


def test_no_money_goes_to_an_account_that_was_replaced_or_still_cools_off() -> None:
    person = resident(1)
    awarded(person, 30_000)
    batch = approved(draft())
    freeze_by_hand("payment_batch_posted", batch)
    new_account(person, "6228480402564890777")
    freeze_by_hand("payment_batch_accounts", batch)


def test_the_cooling_off_ends_on_its_day() -> None:
    person = resident(1)
    awarded(person, 30_000)
    batch = approved(draft())
    usable = clock.today() + timedelta(days=7)
    run("update registry_bankaccount set usable_from = %(on)s", on=usable)
    freeze_by_hand("payment_batch_accounts", batch, usable - timedelta(days=1))
    freeze_by_hand("payment_batch_posted", batch, usable)


def test_nothing_is_frozen_beyond_what_is_due() -> None:
    award = awarded(resident(1), 30_000)
    batch = approved(draft())
    line(award, 29_999, NOVEMBER)
    freeze_by_hand("payment_batch_due", batch)


def test_a_death_after_the_approval_stops_the_freeze() -> None:
    person = resident(1)
    awarded(person, 30_000)
    batch = approved(draft())
    run("update registry_person set death_date = '2026-10-31' where id = %(id)s", id=person)
    freeze_by_hand("payment_batch_not_after_the_end", batch)


def test_a_frozen_batch_is_given_up_only_with_a_reversal() -> None:
    awarded(resident(1), 30_000)
    batch = frozen(draft())
    refused(
        "payment_batch_reversed",
        "update payments_batch set state = 'cancelled' where id = %(batch)s",
        batch=batch,
    )


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
    with acting("other_county_officer"), connection.cursor() as cursor:
        for table in ("batch", "instruction", "journal", "entry", "bankfile", "fund", "book"):
            cursor.execute(f"select count(*) from payments_{table}")
            assert cursor.fetchone() == (0,), table
        cursor.execute("select count(*) from payments_balances('', ':', date '2027-01-01')")
        assert cursor.fetchone() == (0,)
    assert Month.of(clock.today()) == NOVEMBER
    with acting("county_officer"):
        assert Batch.objects.count() == 1
