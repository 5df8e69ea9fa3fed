"""What the database refuses about floats: raw SQL as the application's role."""

import pytest
from django.db import connection

from minzheng.kernel.protection.identifiers import uuid7
from tests.kernel.payments.keeping import (
    AID,
    LIMIT,
    borne,
    decided,
    filled,
    refused,
    spent,
    urgent,
)
from tests.people import account_id, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


SPENT = """
insert into payments_imprestmovement (id, division, label, imprest_id, kind, amount_fen, moved_on,
  voucher, case_id, benefit, reverses, recorded_by, recorded_person, recorded_at)
select %(id)s, f.division, f.label, f.id, %(kind)s, %(fen)s, current_date, 'X', %(case)s,
  %(benefit)s, %(reverses)s, f.custodian, f.custodian_person, now()
from payments_imprestfloat f
"""


def test_no_balance_goes_below_nothing_or_above_the_limit() -> None:
    filled(100)
    named = {"id": uuid7(), "case": uuid7(), "benefit": AID, "reverses": None}
    refused("imprest_float_balance", SPENT, kind="spend", fen=-101, **named)
    top = {**named, "case": None, "benefit": ""}
    refused("imprest_float_balance", SPENT, kind="top_up", fen=LIMIT - 99, **top)
    refused("imprest_movement_sign", SPENT, kind="spend", fen=1, **named)
    refused("imprest_movement_for_a_case", SPENT, kind="spend", fen=-1, **top)
    refused("imprest_movement_reverses", SPENT, kind="reversal", fen=1, **named)
    wrong = {**named, "reverses": uuid7()}
    refused("imprest_movement_reverses", SPENT, kind="reversal", fen=1, **wrong)


def test_no_case_is_paid_a_fen_beyond_its_decision() -> None:
    borne()
    chosen, case = filled(), urgent()
    decided(case, 30_000)
    spent(chosen, case, 20_000)
    named: dict[str, object] = {"case": case, "benefit": AID, "reverses": None, "kind": "spend"}
    refused("imprest_movement_due", SPENT, id=uuid7(), fen=-10_001, **named)
    with acting("finance"), connection.cursor() as cursor:
        cursor.execute(SPENT, {**named, "id": uuid7(), "fen": -10_000})  # type: ignore[dict-item]  # values of columns


def test_movements_and_counts_are_not_rewritten() -> None:
    filled()
    refused("imprest_movement_kept", "update payments_imprestmovement set amount_fen = 1")
    refused("imprest_movement_kept", "delete from payments_imprestmovement")
    refused("imprest_float_kept", "update payments_imprestfloat set balance_fen = 1")
    refused("imprest_float_kept", "delete from payments_imprestfloat")


def test_the_custodian_does_not_count_under_another_account() -> None:
    filled()
    refused(
        "imprest_count_two_persons",
        "insert into payments_imprestcount (id, division, label, imprest_id, counted_on, book_fen,"
        " counted_fen, note, counted_by, counted_person, counted_at) select %(id)s, division,"
        " label, id, current_date, balance_fen, balance_fen, '', %(by)s, custodian_person, now()"
        " from payments_imprestfloat",
        id=uuid7(),
        by=account_id("inspector"),
    )
