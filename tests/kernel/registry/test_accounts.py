"""Bank accounts take two persons and a cooling-off (security T-03, T-09)."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection

from minzheng.base.errors import InvalidValue
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict, Refused, StepUpNeeded
from minzheng.kernel.registry.api import accounts, people
from tests.kernel.registry.residents import enter
from tests.people import account_id, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]

FIRST, SECOND = "6228480402564890018", "6228480402564890026"


def proposed(actor: Actor, person: UUID, number: str = FIRST) -> UUID:
    """A new version."""
    return accounts.propose_account(
        actor, person=person, bank="农商行", holder="张三丰", number=number
    )


def approved(account: UUID, override: str = "") -> None:
    """By the approver of the town."""
    with acting("town_approver_a") as approver:
        accounts.approve_account(approver, account=account, override_reason=override)


def test_the_first_account_is_usable_at_once_and_a_changed_one_later() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
        first = proposed(clerk, person)
    approved(first)
    with acting("town_clerk_a") as clerk:
        second = proposed(clerk, person, SECOND)
        held = [
            (each.version, each.state) for each in people.person_file(clerk, person=person).accounts
        ]
        assert held == [(2, "proposed"), (1, "approved")]
    approved(second)
    with acting("town_clerk_a") as clerk:
        new, old = people.person_file(clerk, person=person).accounts
    assert (new.state, old.state) == ("approved", "superseded")
    assert old.usable_from == clock.today()
    assert new.usable_from == clock.today() + timedelta(days=7)
    assert new.number == "***************0026"


def test_the_cooling_off_is_set_aside_with_a_reason_only() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
        approved_first = proposed(clerk, person)
    approved(approved_first)
    with acting("town_clerk_a") as clerk:
        second = proposed(clerk, person, SECOND)
    approved(second, override="银行合并，全镇统一换卡")
    with acting("town_clerk_a") as clerk:
        new = people.person_file(clerk, person=person).accounts[0]
    assert new.usable_from == clock.today()
    assert new.override_reason == "银行合并，全镇统一换卡"


def test_the_database_refuses_the_proposer_as_approver() -> None:
    with acting("town_clerk_a") as clerk:
        account = proposed(clerk, enter(clerk))
    with (
        pytest.raises(IntegrityError, match="bank_account_two"),
        acting("town_clerk_a"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "update registry_bankaccount set approved_by = proposed_by,"
            " approved_person = proposed_person where id = %s",
            [account],
        )


def test_the_database_refuses_the_same_person_under_another_account() -> None:
    other = account_id("town_approver_a")
    with acting("town_clerk_a") as clerk:
        account = proposed(clerk, enter(clerk))
    with (
        pytest.raises(IntegrityError, match="bank_account_two_persons"),
        acting("town_clerk_a"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "update registry_bankaccount set approved_by = %s, approved_person = proposed_person"
            " where id = %s",
            [other, account],
        )


def test_the_database_refuses_a_person_who_is_not_that_of_the_account() -> None:
    other = account_id("town_approver_a")
    with acting("town_clerk_a") as clerk:
        account = proposed(clerk, enter(clerk))
    with (
        pytest.raises(IntegrityError, match="bank_account_approver"),
        acting("town_clerk_a"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "update registry_bankaccount set approved_by = %s, approved_person = '\\x00'"
            " where id = %s",
            [other, account],
        )


def test_one_change_at_a_time() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
        proposed(clerk, person)
        with pytest.raises(Conflict):
            proposed(clerk, person, SECOND)


def test_a_rejected_change_leaves_the_account_in_use() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
        first = proposed(clerk, person)
    approved(first)
    with acting("town_clerk_a") as clerk:
        second = proposed(clerk, person, SECOND)
    with acting("town_approver_a") as approver:
        accounts.reject_account(approver, account=second, reason="户名不符")
        file = people.person_file(approver, person=person)
        with pytest.raises(Conflict):
            accounts.approve_account(approver, account=second)
    assert [each.state for each in file.accounts] == ["rejected", "approved"]


def test_an_account_of_somebody_else_needs_a_reason() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
        with pytest.raises(Refused, match="户名"):
            accounts.propose_account(
                clerk, person=person, bank="农商行", holder="李四", number=FIRST
            )
        with pytest.raises(InvalidValue):
            accounts.propose_account(
                clerk, person=person, bank="农商行", holder="张三丰", number="abc"
            )


def test_the_identity_is_shown_anew() -> None:
    with acting("town_clerk_a", stepped_up=False) as clerk:
        person = enter(clerk)
        with pytest.raises(StepUpNeeded):
            proposed(clerk, person)
