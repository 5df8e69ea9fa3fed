"""What the database refuses about debts: raw SQL as the application's role."""

from datetime import date

import pytest
from django.db import DatabaseError, connection

from minzheng.kernel.protection.identifiers import uuid7
from tests.kernel.payments.owing import (
    confirmed,
    died_late,
    hardship,
    proposed,
    receive,
)
from tests.people import account_id, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]


def refused(rule: str, statement: str, **named: object) -> None:
    """It is refused by that rule, as the application's role."""
    with (
        pytest.raises(DatabaseError) as caught,
        acting("finance"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, named)  # type: ignore[arg-type]  # values of columns
    cause = caught.value.__cause__
    assert cause is not None
    assert cause.diag.constraint_name == rule, cause  # type: ignore[attr-defined]  # psycopg's


CLAIM = """
insert into payments_receivablemonth (id, division, label, receivable_id, award_id, period,
  paid_fen, due_fen, amount_fen)
select %(id)s, r.division, r.label, r.id, r.award_id, %(period)s, 30001, %(due)s, %(fen)s
from payments_receivable r
"""


@pytest.mark.parametrize(
    ("period", "due", "fen"),
    [
        (date(2026, 9, 1), 30_001, 1),
        (date(2026, 9, 1), 0, 30_001),
        (date(2026, 8, 1), 0, 1),
    ],
)
def test_no_month_is_claimed_that_was_due(period: date, due: int, fen: int) -> None:
    _, award = died_late()
    proposed(award)
    refused("receivable_month_overpaid", CLAIM, id=uuid7(), period=period, due=due, fen=fen)


def test_no_month_is_claimed_twice_by_another_debt() -> None:
    _, award = died_late()
    proposed(award)
    refused(
        "receivable_month_overpaid",
        "with other as (insert into payments_receivable select (jsonb_populate_record(r,"
        " jsonb_build_object('id', %(other)s::uuid))).* from payments_receivable r returning id)"
        " insert into payments_receivablemonth select (jsonb_populate_record(m,"
        " jsonb_build_object('id', payments_new_id(), 'receivable_id', %(other)s::uuid,"
        " 'amount_fen', 1))).* from payments_receivablemonth m limit 1",
        other=uuid7(),
    )


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("receivable_kept", "amount_fen = amount_fen + 1"),
        ("receivable_kept", "basis = ''"),
        ("receivable_kept", "proposed_person = confirmed_person"),
        ("receivable_sums", "received_fen = 1"),
        ("receivable_sums", "written_off_fen = amount_fen"),
        ("receivable_moves", "state = 'proposed'"),
        ("receivable_settled_whole", "state = 'settled'"),
        ("receivable_reversed", "state = 'withdrawn'"),
    ],
)
def test_a_debt_is_not_rewritten(rule: str, change: str) -> None:
    _, award = died_late()
    confirmed(award)
    refused(rule, f"update payments_receivable set {change}")


def test_one_person_does_not_confirm_under_two_accounts() -> None:
    _, award = died_late()
    proposed(award)
    change = (
        "update payments_receivable set state = 'confirmed', confirmed_at = now(),"
        " journal = %(id)s, confirmed_by = %(by)s, confirmed_person = proposed_person"
    )
    refused("receivable_adds_up", change, id=uuid7(), by=account_id("inspector"))
    refused(
        "receivable_two_persons",
        change.replace("state = 'confirmed', ", ""),
        id=uuid7(),
        by=account_id("inspector"),
    )


def test_one_person_does_not_give_up_what_he_proposed() -> None:
    _, award = died_late()
    hardship(confirmed(award), 1)
    refused(
        "write_off_two_persons",
        "update payments_writeoff set state = 'approved', decided_at = now(),"
        " decided_by = %(by)s, decided_person = proposed_person",
        by=account_id("inspector"),
    )


RECEIPT = """
insert into payments_receipt (id, division, label, receivable_id, amount_fen, received_on, voucher,
  recorded_by, recorded_person, recorded_at)
select %(id)s, division, label, id, %(fen)s, current_date, 'X', proposed_by, proposed_person, now()
from payments_receivable
"""


def test_no_receipt_is_more_than_what_is_owed() -> None:
    _, award = died_late()
    confirmed(award)
    refused("receivable_no_more_than_owed", RECEIPT, id=uuid7(), fen=60_003)


def test_no_plan_is_a_fen_off() -> None:
    _, award = died_late()
    confirmed(award)
    for fen in (60_001, 60_003):
        refused(
            "instalment_plan_whole",
            "insert into payments_instalment (id, division, label, receivable_id, plan, number,"
            " due_on, amount_fen, agreed_by, agreed_at) select %(id)s, division, label, id, 1, 1,"
            " current_date, %(fen)s, proposed_by, now() from payments_receivable",
            id=uuid7(),
            fen=fen,
        )


def test_nobody_rewrites_where_money_came_in() -> None:
    _, award = died_late()
    receive(confirmed(award), 1)
    for table in ("payments_receipt", "payments_receivablemonth"):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            acting("finance"),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"update {table} set amount_fen = 2")
