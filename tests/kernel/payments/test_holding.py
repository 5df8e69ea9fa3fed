"""What waits: lines without a sound account, and those that somebody has held (T-03, T-08)."""

from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.entitlements.api import holds
from minzheng.kernel.payments.api import batches, reading
from tests.kernel.payments.payroll import (
    CARD,
    NOON,
    NOVEMBER,
    approved,
    awarded,
    checked,
    draft,
    frozen,
    line,
    lines_of,
    new_account,
    resident,
)
from tests.people import acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def states(batch: UUID) -> list[tuple[str, str]]:
    """State and reason of each line."""
    return [(each.state, each.hold_reason) for each in lines_of(batch)]


def later(days: int) -> AbstractContextManager[None]:
    """So many days on."""
    return clock.standing_at(NOON + timedelta(days=days))


def executed(statement: str, *values: object) -> None:
    """What another app's command would do, as that office."""
    with acting("county_officer"), connection.cursor() as cursor:
        cursor.execute(statement, list(values))  # type: ignore[arg-type]  # values of columns


def found_in(batch: UUID) -> set[str]:
    """The checks that found something."""
    with acting("county_officer") as officer:
        batches.check_batch(officer, batch=batch)
        return {each.check for each in reading.findings(officer, batch=batch)}


def test_a_line_without_an_account_waits_and_is_paid_later() -> None:
    person = resident(1, paid=False)
    awarded(person, 30_000)
    awarded(resident(2), 30_000)
    batch = frozen(draft())
    assert sorted(states(batch)) == [("held", "no_account"), ("pending", "")]
    new_account(person, CARD)
    [again] = lines_of(draft())
    assert (again.payee_id, again.state, again.component) == (person, "pending", "regular")


def test_a_check_takes_in_the_account_of_today() -> None:
    person = resident(1, paid=False)
    awarded(person, 30_000)
    batch = draft()
    assert states(batch) == [("held", "no_account")]
    new_account(person, CARD)
    assert states(checked(batch)) == [("pending", "")]


def test_an_account_changed_the_day_before_holds_the_line() -> None:
    person = resident(1)
    awarded(person, 30_000)
    awarded(resident(2), 30_000)
    with later(-1):
        new_account(person, "6228480402564890777")
    batch = frozen(draft())
    assert sorted(states(batch)) == [("held", "cooling"), ("pending", "")]


@pytest.mark.parametrize(("days", "state"), [(6, "held"), (7, "pending")])
def test_a_new_account_is_paid_from_the_seventh_day(days: int, state: str) -> None:
    person = resident(1)
    awarded(person, 30_000)
    new_account(person, "6228480402564890777")
    with later(days):
        assert [each for each, _ in states(draft())] == [state]


def test_a_change_between_approval_and_freeze_holds_the_line() -> None:
    person = resident(1)
    awarded(person, 30_000)
    awarded(resident(2), 30_000)
    batch = approved(draft())
    new_account(person, "6228480402564890777", override="换卡")
    with acting("finance") as finance:
        batches.freeze_batch(finance, batch=batch)
    assert sorted(states(batch)) == [("held", "account_changed"), ("pending", "")]


def test_changed_and_changed_back_is_shown() -> None:
    person = resident(1)
    awarded(person, 30_000)
    new_account(person, "6228480402564890777", override="换卡")
    new_account(person, f"{int(CARD) + 1}", override="换回")
    assert {"account_changed", "account_reverted"} <= found_in(draft())


def test_a_proposed_account_changes_nothing() -> None:
    person = resident(1)
    awarded(person, 30_000)
    new_account(person, "6228480402564890777", approve=False)
    [paid] = lines_of(frozen(draft()))
    with acting("finance") as finance:
        [shown] = reading.lines(finance, batch=paid.batch_id).rows
    assert shown.account.endswith(f"{int(CARD) + 1}"[-4:])


def test_a_ciphertext_of_another_account_does_not_open() -> None:
    awarded(resident(1), 30_000)
    awarded(resident(2), 30_000)
    batch = draft()
    one, other = lines_of(batch)
    executed("update payments_instruction set number = %s where id = %s", other.number, one.pk)
    approved(batch)
    with acting("finance") as finance:
        batches.freeze_batch(finance, batch=batch)
        with pytest.raises(Exception, match="密文无法解密"):
            batches.write_file(finance, batch=batch)


def test_a_hold_after_the_approval_stops_the_line() -> None:
    award = awarded(resident(1), 30_000)
    awarded(resident(2), 30_000)
    batch = approved(draft())
    with acting("county_officer") as officer:
        holds.raise_hold(
            officer, award=award, kind="manual", since=clock.today(), source="来信", note=""
        )
    with acting("finance") as finance:
        batches.freeze_batch(finance, batch=batch)
    assert sorted(states(batch)) == [("held", "award_held"), ("pending", "")]
    with acting("finance") as finance:
        view = reading.batch_view(finance, batch=batch)
    # I2: what was approved is what is pending and what is held.
    assert {each.state: each.amount_fen for each in view.outcomes} == {
        "pending": 30_000,
        "held": 30_000,
    }
    assert view.row.total_fen == 60_000


def test_a_payee_who_died_holds_the_money_of_the_others() -> None:
    person, payee = resident(1), resident(2)
    awarded(person, 30_000, payee=payee)
    executed("update registry_person set death_date = '2026-11-02' where id = %s", payee)
    assert states(draft()) == [("held", "payee_dead")]


def test_a_batch_of_which_nothing_is_left_is_not_frozen() -> None:
    award = awarded(resident(1), 30_000)
    batch = approved(draft())
    line(award, 10_000, NOVEMBER)
    with acting("finance") as finance, pytest.raises(Refused, match="都已暂缓"):
        batches.freeze_batch(finance, batch=batch)
