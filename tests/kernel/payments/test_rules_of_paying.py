"""What the database lets nobody pay: twice, too much, too late, to the wrong account."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from minzheng.kernel.access import clock
from minzheng.kernel.protection.identifiers import uuid7
from tests.kernel.payments.payroll import (
    NOVEMBER,
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
from tests.kernel.payments.raw import refused, run
from tests.people import account_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

COPY_OF_LINE = """
insert into payments_instruction (id, division, label, batch_id, sequence, end_to_end_id, award_id,
  line_id, benefit, household_id, person_id, payee_id, period, component, amount_fen, state,
  hold_reason, account_id, bank, holder, number, account_index, outcome_reason)
select payments_new_id(), division, label, %(batch)s, 99, 'again', award_id, line_id, benefit,
  household_id, person_id, payee_id, %(period)s, component, %(fen)s, 'pending', '', account_id,
  bank, holder, number, account_index, ''
from payments_instruction where id = %(line)s
"""

SECOND_TURN = COPY_OF_LINE.replace("component, amount_fen", "component, turn, amount_fen").replace(
    "component, %(fen)s", "component, 2, %(fen)s"
)

FREEZE = """
update payments_batch b set state = 'frozen', frozen_by = a.id, frozen_person = a.person,
  frozen_on = %(on)s, journal = %(journal)s
from access_account a where a.id = %(finance)s and b.id = %(batch)s
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


def test_a_second_turn_for_a_month_is_held_beyond_what_is_due() -> None:
    awarded(resident(1), 30_000)
    first = filed(draft())
    awarded(resident(2), 20_000)
    batch = draft()
    whole = {"batch": batch, "line": lines_of(first)[0].pk, "period": NOVEMBER.first_day}
    assert run(SECOND_TURN, **whole, fen=1) == 1
    refused("instruction_once", SECOND_TURN.replace("again", "and again"), **whole, fen=1)
    checked(batch)
    assert [(each.amount_fen, each.hold_reason) for each in lines_of(batch)] == [
        (20_000, ""),
        (1, "due_changed"),
    ]


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
