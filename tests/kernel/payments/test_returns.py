"""What a bank says is taken in whole or not at all, once, and never believed beyond our orders."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from django.db import connection

from minzheng.adapters.banks import FORMATS
from minzheng.base.errors import MinzhengError
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, Unseen
from minzheng.kernel.payments import ports
from minzheng.kernel.payments.api import batches, returns, sending
from minzheng.kernel.payments.models import Entry, Return
from minzheng.kernel.payments.ports import ReturnLine
from tests.kernel.payments.answering import ALLOTTED, count_of, state, states, three
from tests.kernel.payments.banking import books, content, not_paid, take, words
from tests.kernel.payments.payroll import (
    awarded,
    draft,
    frozen,
    lines_of,
    resident,
)
from tests.people import acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]


def test_a_whole_return_settles_the_batch() -> None:
    batch = three()
    assert books() == {
        "cash": ALLOTTED,
        "appropriation": -ALLOTTED,
        "expense": 80_002,
        "payable": -80_002,
    }
    take(batch, words(batch))
    assert (states(batch), state(batch)) == (["paid"] * 3, "confirmed")
    assert books() == {
        "cash": ALLOTTED - 80_002,
        "appropriation": -ALLOTTED,
        "expense": 80_002,
        "payable": 0,
    }


def test_what_was_not_carried_out_is_owed_still() -> None:
    batch = three()
    first, second, third = words(batch)
    taken = take(batch, [not_paid(first), second, third])
    assert sorted(states(batch)) == ["paid", "paid", "returned"]
    assert state(batch) == "confirmed"
    assert books()["payable"] == -first.amount_fen
    with acting("finance") as finance:
        (row,) = returns.returns(finance, batch=batch)
        assert row.id == taken
        assert (row.paid_count, row.returned_count, row.unclear_count) == (2, 1, 0)
        assert row.paid_fen + row.returned_fen == row.total_fen == 80_002


def test_what_was_given_back_later_is_owed_again() -> None:
    batch = three()
    said = words(batch)
    take(batch, said)
    take(batch, [not_paid(said[0], sequence=2)])
    assert sorted(states(batch)) == ["paid", "paid", "returned"]
    assert books()["payable"] == -said[0].amount_fen
    assert books()["cash"] == ALLOTTED - 80_002 + said[0].amount_fen


def test_both_words_in_one_file_count_in_their_order() -> None:
    batch = three()
    said = words(batch)
    take(batch, [not_paid(said[0], sequence=2), *said])
    assert sorted(states(batch)) == ["paid", "paid", "returned"]
    assert books()["payable"] == -said[0].amount_fen


def test_some_now_and_the_rest_later() -> None:
    batch = three()
    first, second, third = words(batch)
    take(batch, [first])
    assert state(batch) == "sent"
    take(batch, [second, third])
    assert state(batch) == "confirmed"


def test_the_same_file_again_does_nothing() -> None:
    batch = three()
    first = take(batch, words(batch))
    entries = count_of(Entry)
    for _ in range(3):
        assert take(batch, words(batch)) == first
    assert count_of(Entry) == entries


@pytest.mark.parametrize(
    "again",
    [
        lambda whole: whole[::-1],
        lambda whole: whole[:1],
        lambda whole: [replace(each, reason="别的说法") for each in whole],
    ],
    ids=["other order", "a part", "other words"],
)
def test_the_same_news_in_another_file_does_nothing(
    again: Callable[[list[ReturnLine]], list[ReturnLine]],
) -> None:
    batch = three()
    said = words(batch)
    take(batch, said)
    before = books()
    take(batch, again(said))
    assert (books(), states(batch)) == (before, ["paid"] * 3)


@pytest.mark.parametrize(
    "head", [{"count": 2}, {"count": 4}, {"total_fen": 80_001}, {"total_fen": 80_003}]
)
def test_a_head_that_is_one_off_posts_nothing(head: dict[str, int]) -> None:
    batch = three()
    before = books()
    with pytest.raises(Refused, match="不完整"):
        take(batch, words(batch), **head)
    assert (books(), states(batch)) == (before, ["pending"] * 3)
    assert count_of(Return) == 0


def test_a_file_of_another_batch_is_refused() -> None:
    batch = three()
    with pytest.raises(Refused, match="批次号"):
        take(batch, words(batch), message_id="320402202611999999")


def test_one_payment_twice_in_a_file_is_refused() -> None:
    batch = three()
    said = words(batch)
    with pytest.raises(Refused, match="多次"):
        take(batch, [*said, said[0]])


def test_a_batch_that_was_not_sent_takes_no_return() -> None:
    awarded(resident(1), 30_000)
    batch = frozen(draft())
    with acting("finance") as finance:
        ports.bank_formats.install(FORMATS)
        batches.write_file(finance, batch=batch, code="text")
    with pytest.raises(Conflict, match="还没有送银行"):
        take(batch, words(batch))


def test_a_return_is_the_bank_s_word_that_it_has_the_batch() -> None:
    batch = three()
    with acting("finance") as finance:
        sending.mark_unknown(finance, batch=batch, reason="银行系统故障")
    take(batch, words(batch)[:1])
    assert state(batch) == "sent"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda word: replace(word, amount_fen=word.amount_fen + 1),
        lambda word: replace(word, amount_fen=word.amount_fen + 2),
        lambda word: replace(word, account="6228480402564890999"),
    ],
    ids=["a fen more", "two fen more", "another account"],
)
def test_what_was_paid_otherwise_than_ordered_is_in_suspense(
    wrong: Callable[[ReturnLine], ReturnLine],
) -> None:
    batch = three()
    first, second, third = words(batch)
    other = wrong(first)
    take(batch, [other, second, third])
    assert sorted(states(batch)) == ["paid", "paid", "pending"]
    assert state(batch) == "sent"
    assert books()["suspense"] == other.amount_fen
    assert books()["payable"] == -first.amount_fen
    with acting("finance") as finance:
        (waiting,) = returns.suspense(finance).rows
        assert waiting.word.outcome == "differs"
        for _ in range(2):
            journal = waiting.word.id
            returns.settle_suspense(
                finance, word=waiting.word.id, journal=journal, on=clock.today(), text="已退回"
            )
        assert returns.suspense(finance).rows == ()
    assert books()["suspense"] == 0
    take(batch, [first])
    assert state(batch) == "confirmed"


def test_an_unknown_payment_is_in_suspense_and_an_unknown_refusal_is_nothing() -> None:
    batch = three()
    said = words(batch)
    strangers = [
        replace(said[0], end_to_end_id="X1", amount_fen=700),
        not_paid(replace(said[0], end_to_end_id="X2", amount_fen=900)),
    ]
    take(batch, [*said, *strangers])
    assert state(batch) == "confirmed"
    assert books()["suspense"] == 700
    with acting("finance") as finance:
        found = {each.word.end_to_end_id for each in returns.suspense(finance).rows}
    assert found == {"X1", "X2"}


def test_a_hidden_account_is_not_compared() -> None:
    batch = three()
    take(batch, [replace(each, account="622848*********0018") for each in words(batch)])
    assert state(batch) == "confirmed"


def test_a_line_whose_file_was_sealed_meanwhile_is_settled_too() -> None:
    batch = three()
    said = words(batch)
    with acting("county_approver"), connection.cursor() as cursor:
        cursor.execute(
            "update payments_instruction set label = 'sealed' where end_to_end_id = %s",
            [said[0].end_to_end_id],
        )
    take(batch, said)
    assert (states(batch), state(batch)) == (["paid"] * 3, "confirmed")
    assert books()["payable"] == 0


def test_a_thousandfold_spoilt_file_leaves_the_books_in_order() -> None:
    batch = three()
    whole = content(batch, words(batch))
    random = Random(20261110)
    taken = 0
    for _ in range(150):
        spoilt = bytearray(whole)
        for _ in range(random.randint(1, 3)):
            place = random.randrange(len(spoilt))
            spoilt[place : place + random.randint(0, 2)] = bytes([random.choice(b"0123456789|\n.")])
        try:
            with acting("finance") as finance:
                returns.take_return(finance, batch=batch, name="回盘.txt", content=bytes(spoilt))
            taken += 1
        except MinzhengError:
            continue
    sums = books()
    paid = sum(each.amount_fen for each in lines_of(batch) if each.state == "paid")
    assert sums["payable"] == paid - 80_002
    assert sums["cash"] == ALLOTTED - paid - sums.get("suspense", 0)
    assert taken < 150


def test_who_pays_takes_returns_and_nobody_else() -> None:
    batch = three()
    file = content(batch, words(batch))
    with acting("county_officer") as officer, pytest.raises(NotAllowed):
        returns.take_return(officer, batch=batch, name="回盘.txt", content=file)
    with acting("other_county_officer") as stranger, pytest.raises(Unseen):
        returns.returns(stranger, batch=batch)
