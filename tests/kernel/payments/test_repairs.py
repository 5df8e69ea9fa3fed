"""What came back is paid again once, to the account of today, and owed under one name only."""

from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from minzheng.kernel.access.errors import NotAllowed, Refused, Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.payments.api import batches, reading, repairs
from minzheng.kernel.payments.return_results import RepairRow
from minzheng.kernel.registry.api import people
from tests.kernel.payments.banking import books, not_paid, sent, take, words
from tests.kernel.payments.payroll import (
    MUCH,
    NOVEMBER,
    approved,
    awarded,
    checked,
    draft,
    frozen,
    lines_of,
    new_account,
    resident,
)
from tests.people import COUNTY, VILLAGE_C, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]

OTHER = "6228480402564890777"


def returned(fen: int = 30_001) -> tuple[UUID, UUID, UUID]:
    """A person, the award and a batch whose only line came back."""
    person = resident(1)
    award = awarded(person, fen)
    batch = sent(draft())
    take(batch, [not_paid(each) for each in words(batch)])
    return person, award, batch


def queue() -> tuple[RepairRow, ...]:
    """What waits."""
    with acting("county_officer") as officer:
        return repairs.repairs(officer, division=COUNTY).rows


def again(*lines: UUID) -> UUID:
    """A batch of repairs."""
    with acting("county_officer") as officer:
        return repairs.draft_repair(officer, division=COUNTY, lines=lines)


def moved_on(person: UUID, number: str = OTHER) -> None:
    """Another account, usable at once."""
    new_account(person, number)
    with working("job"), connection.cursor() as cursor:
        cursor.execute("update registry_bankaccount set usable_from = current_date - 3650")


def test_what_came_back_waits_until_there_is_another_account() -> None:
    person, _, _ = returned()
    (row,) = queue()
    assert (row.amount_fen, row.reason, row.times, row.ready) == (30_001, "账户已销户", 1, False)
    assert row.account.endswith("0019")
    assert OTHER not in repr(row)
    with pytest.raises(Refused, match="没有可以重发的"):
        again()
    moved_on(person)
    assert queue()[0].ready


def test_it_is_paid_again_to_the_new_account_and_spent_once() -> None:
    person, _, first = returned()
    moved_on(person)
    batch = again()
    assert [each.state for each in lines_of(first)] == ["repaired"]
    sent(batch)
    assert books()["payable"] == -30_001
    assert books()["expense"] == 30_001
    said = words(batch)
    assert said[0].account == OTHER
    take(batch, said)
    assert books() == {
        "cash": 2 * MUCH - 30_001,
        "appropriation": -2 * MUCH,
        "expense": 30_001,
        "payable": 0,
    }
    assert queue() == ()
    with pytest.raises(Refused):
        draft()


def test_the_same_account_is_tried_again_when_an_officer_says_so() -> None:
    _, _, first = returned()
    batch = again(lines_of(first)[0].pk)
    take(sent(batch), words(batch))
    assert books()["payable"] == 0


def test_a_line_that_does_not_wait_is_not_repaired() -> None:
    person, _, first = returned()
    moved_on(person)
    again()
    with pytest.raises(Unseen):
        again(lines_of(first)[0].pk)
    with acting("town_clerk_a") as clerk, pytest.raises(NotAllowed):
        repairs.draft_repair(clerk, division=COUNTY)


@pytest.mark.parametrize("freeze", [False, True], ids=["before the freeze", "after the freeze"])
def test_a_repair_that_is_given_up_waits_again(freeze: bool) -> None:
    person, _, first = returned()
    moved_on(person)
    batch = frozen(again()) if freeze else again()
    with acting("county_officer") as officer:
        batches.cancel_batch(officer, batch=batch, reason="账户有误")
    assert [each.state for each in lines_of(first)] == ["returned"]
    assert books()["payable"] == -30_001
    with pytest.raises(Refused):
        # It waits in the queue, and is not due a second time.
        draft()
    second = sent(again())
    take(second, words(second))
    assert (books()["payable"], books()["expense"]) == (0, 30_001)


def test_a_repair_held_at_the_freeze_waits_again() -> None:
    person, _, first = returned()
    other = resident(2)
    awarded(other, 50_000)
    second = sent(draft())
    take(second, [not_paid(each) for each in words(second)])
    moved_on(person)
    batch = again(lines_of(first)[0].pk, lines_of(second)[0].pk)
    checked(batch)
    with acting("county_approver") as approver:
        seen = reading.batch_view(approver, batch=batch)
        batches.approve_batch(approver, batch=batch, lines_hash=seen.lines_hash)
    # On the evening before the freeze one of them changes the account again.
    new_account(person, "6228480402564890888")
    with acting("finance") as finance:
        batches.freeze_batch(finance, batch=batch)
    assert [each.state for each in lines_of(first)] == ["returned"]
    assert [each.state for each in lines_of(second)] == ["repaired"]
    assert [each.id for each in queue()] == [lines_of(first)[0].pk]
    assert books()["payable"] == -80_001


@pytest.mark.parametrize(("times", "leads"), [(3, 0), (4, 1)])
def test_somebody_goes_and_asks_after_the_fourth_return_not_the_third(
    times: int, leads: int
) -> None:
    _, award, batch = returned()
    for _ in range(times - 1):
        batch = sent(again(lines_of(batch)[0].pk))
        take(batch, [not_paid(each) for each in words(batch)])
    assert queue()[0].times == times
    with working("job"), connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from entitlements_lead where award = %s"
            " and reason_code = 'returned_often'",
            [award],
        )
        assert cursor.fetchone() == (leads,)


def test_the_database_lets_no_line_wait_again_that_is_being_paid() -> None:
    person, _, first = returned()
    moved_on(person)
    again()
    with (
        pytest.raises(DatabaseError, match=r"instruction_once|paid again already"),
        acting("county_officer"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "update payments_instruction set state = 'returned' where id = %s",
            [lines_of(first)[0].pk],
        )


def test_what_is_paid_again_and_held_is_not_paid_beside_it() -> None:
    person, _, batch = returned()
    new_account(person, OTHER)
    (old,) = lines_of(batch)
    repair = again(old.pk)
    assert [(each.state, each.hold_reason) for each in lines_of(repair)] == [("held", "cooling")]
    with pytest.raises(Refused, match="没有需要发放的"):
        draft()
    with acting("county_officer") as officer:
        batches.cancel_batch(officer, batch=repair, reason="另行编制")
        with pytest.raises(Refused, match="没有需要发放的"):
            batches.draft_batch(officer, division=COUNTY, month=NOVEMBER)
    assert lines_of(batch)[0].state == "returned"
    moved_on(person, "6228480402564890778")
    later = frozen(again(old.pk))
    assert [each.state for each in lines_of(later)] == ["pending"]


def test_what_is_held_in_a_draft_of_repairs_is_paid_once_nothing_holds_it() -> None:
    person, _, batch = returned()
    new_account(person, OTHER)
    repair = again(lines_of(batch)[0].pk)
    with working("job"), connection.cursor() as cursor:
        cursor.execute("update registry_bankaccount set usable_from = current_date - 3650")
    frozen(repair)
    assert [each.state for each in lines_of(repair)] == ["pending"]
    assert books()["payable"] == -30_001


def test_what_came_back_of_a_file_that_moved_away_waits_still() -> None:
    """Nobody of the county sees whose it is any more: it would be paid to nobody, ever."""
    person, _, batch = returned()
    (line,) = lines_of(batch)
    with working("test") as system:
        people.move_person(system, person=person, division=VILLAGE_C, reason="搬家")
    with pytest.raises(Unseen):
        again(line.pk)
    with pytest.raises(Refused):
        again()
    assert [each.state for each in lines_of(batch)] == ["returned"]


def test_a_repair_of_a_file_that_was_sealed_is_given_up_whole() -> None:
    _, _, first = returned()
    batch = again(lines_of(first)[0].pk)
    with acting("child_protection_officer"), connection.cursor() as cursor:
        cursor.execute("update payments_instruction set label = 'child_protection'")
    with acting("county_officer") as officer:
        batches.cancel_batch(officer, batch=batch, reason="档案转入保护")
    assert [each.state for each in (*lines_of(first), *lines_of(batch))] == [
        "returned",
        "cancelled",
    ]


def test_a_repair_is_given_up_while_another_one_pays_what_it_held() -> None:
    person, _, first = returned()
    awarded(resident(2), 50_000)
    second = sent(draft())
    take(second, [not_paid(each) for each in words(second)])
    batch = approved(again(lines_of(first)[0].pk, lines_of(second)[0].pk))
    new_account(person, OTHER)
    with acting("finance") as finance:
        batches.freeze_batch(finance, batch=batch)
    other = again(lines_of(first)[0].pk)
    with acting("county_officer") as officer:
        batches.cancel_batch(officer, batch=batch, reason="另行编制")
    assert [each.state for each in lines_of(first)] == ["repaired"]
    assert [each.state for each in lines_of(second)] == ["returned"]
    with acting("county_officer") as officer:
        batches.cancel_batch(officer, batch=other, reason="另行编制")
    assert [each.state for each in lines_of(first)] == ["returned"]
