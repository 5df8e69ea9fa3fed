"""What the database refuses about returns: raw SQL as the application's role."""

import pytest
from django.db import DatabaseError, connection

from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.payments.api import sending
from minzheng.kernel.protection.identifiers import uuid7
from tests.kernel.payments.answering import three
from tests.kernel.payments.banking import not_paid, take, words
from tests.kernel.payments.raw import refused
from tests.people import acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


@pytest.mark.parametrize("wanted", ["paid", "returned"])
def test_no_line_is_settled_without_the_bank_s_word(wanted: str) -> None:
    three()
    with (
        pytest.raises(DatabaseError, match="on the word of the bank"),
        acting("finance"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "update payments_instruction set state = %s, settled_on = date '2026-11-11'", [wanted]
        )


def test_no_batch_is_confirmed_while_a_line_waits() -> None:
    batch = three()
    take(batch, words(batch)[:2])
    with (
        pytest.raises(DatabaseError, match="has not said of every line"),
        acting("finance"),
        connection.cursor() as cursor,
    ):
        cursor.execute("update payments_batch set state = 'confirmed' where id = %s", [batch])


@pytest.mark.parametrize(
    "statement",
    [
        "update payments_bankword set amount_fen = amount_fen + 1",
        "update payments_bankword set outcome = 'paid'",
        "delete from payments_bankword",
        "update payments_return set total_fen = 1",
        "delete from payments_return",
    ],
)
def test_what_a_bank_said_is_not_rewritten(statement: str) -> None:
    batch = three()
    take(batch, [not_paid(each) for each in words(batch)])
    with (
        pytest.raises(DatabaseError, match=r"not rewritten|stays as it was"),
        acting("finance"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_one_payment_and_sequence_has_one_effect() -> None:
    batch = three()
    take(batch, words(batch))
    with (
        pytest.raises(DatabaseError, match="bank_word_once"),
        acting("finance"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "insert into payments_bankword (id, division, label, bank_return_id, place,"
            " end_to_end_id, sequence, amount_fen, paid, reason, outcome, instruction_id,"
            " settled_text) select %s, division, label, bank_return_id, 99, end_to_end_id,"
            " sequence, amount_fen, paid, reason, outcome, instruction_id, ''"
            " from payments_bankword limit 1",
            [uuid7()],
        )


def test_a_batch_of_which_the_bank_has_spoken_is_in_doubt_no_more() -> None:
    """Its file would go out a second time, on one person's word that it never came."""
    batch = three()
    take(batch, words(batch)[:1])
    with acting("finance") as finance, pytest.raises(Conflict, match="已经对本批次回盘"):
        sending.mark_unknown(finance, batch=batch, reason="柜台说没有收到")
    refused(
        "payment_batch_answered",
        "update payments_batch set state = 'unknown' where id = %(batch)s",
        batch=batch,
    )
