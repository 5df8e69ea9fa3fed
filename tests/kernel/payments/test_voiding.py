"""What came back and is not due any more is given up by two persons, and what is due is not."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.db.models import Sum

from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, Unseen
from minzheng.kernel.access.own_rows import OwnRows
from minzheng.kernel.access.worker import working
from minzheng.kernel.payments.api import batches, explaining, own, repairs, voidings
from minzheng.kernel.payments.invariants import breaches
from minzheng.kernel.payments.models import BankWord, Entry
from minzheng.kernel.protection.context import entered
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.registry.api import people
from tests.kernel.payments.banking import books, not_paid, sent, take, words
from tests.kernel.payments.owing import died
from tests.kernel.payments.payroll import (
    NOON,
    NOVEMBER,
    awarded,
    draft,
    frozen,
    line,
    lines_of,
    new_account,
    resident,
)
from tests.kernel.payments.raw import refused, run
from tests.kernel.payments.test_reading import reader, scope_of_a_resident
from tests.people import COUNTY, OTHER_COUNTY, VILLAGE_C, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]
FEN = 30_001


def returned() -> tuple[UUID, UUID, UUID, UUID]:
    """A person, the award, a batch and its only line, which came back."""
    person = resident(1)
    award = awarded(person, FEN)
    batch = sent(draft())
    take(batch, [not_paid(each) for each in words(batch)])
    return person, award, batch, lines_of(batch)[0].pk


def proposed(instruction: UUID, reason: str = "人已去世，账户销户") -> UUID:
    with acting("county_officer") as officer:
        return voidings.propose_voiding(officer, instruction=instruction, reason=reason)


def voided(instruction: UUID) -> UUID:
    made = proposed(instruction)
    with acting("county_approver") as approver:
        voidings.approve_voiding(approver, proposal=made, opinion="同意")
    return made


def sound() -> bool:
    with working("job"):
        return not list(breaches())


def test_what_a_dead_person_does_not_get_any_more_leaves_queue_and_books() -> None:
    person, _, batch, returned_line = returned()
    assert (books()["payable"], books()["expense"]) == (-FEN, FEN)
    died(person, "2026-10-31")
    with acting("county_officer") as officer:
        (row,) = repairs.repairs(officer, division=COUNTY).rows
        assert (row.lapsed, row.voiding) == (True, None)
        assert row.standing == "该月现应发0.00元，连同本笔已编制300.01元，多出300.01元"
    made = proposed(returned_line)
    with acting("county_approver") as approver:
        assert voidings.count_voidings(approver, most=9) == 1
        assert voidings.voiding_view(approver, proposal=made).amount_fen == FEN
        voidings.approve_voiding(approver, proposal=made, opinion="同意")
        assert voidings.count_voidings(approver, most=9) == 0
    assert [each.state for each in lines_of(batch)] == ["voided"]
    assert (books().get("payable", 0), books().get("expense", 0)) == (0, 0)
    with acting("county_officer") as officer:
        assert repairs.repairs(officer, division=COUNTY).rows == ()
    assert sound()


@pytest.mark.parametrize("due", [FEN, FEN + 1, 2 * FEN])
def test_what_is_still_due_is_paid_again_and_not_voided(due: int) -> None:
    _, award, _, returned_line = returned()
    line(award, due, NOVEMBER)
    with pytest.raises(Conflict, match="仍应发给领款人"):
        proposed(returned_line)


@pytest.mark.parametrize("due", [FEN - 1, 1, 0])
def test_the_next_payroll_orders_what_is_left_of_a_month(due: int) -> None:
    person, award, _, returned_line = returned()
    line(award, due, NOVEMBER)
    voided(returned_line)
    new_account(person, "6228480402564890777")
    awarded(resident(2), 5)
    batch = frozen(draft())
    ordered = {each.award_id: each.amount_fen for each in lines_of(batch)}
    assert ordered.get(award, 0) == due
    assert sound()


def test_what_became_due_again_before_the_approval_is_not_voided() -> None:
    _, award, batch, returned_line = returned()
    line(award, FEN - 1, NOVEMBER)
    made = proposed(returned_line)
    line(award, FEN, NOVEMBER)
    with acting("county_approver") as approver, pytest.raises(Conflict, match="仍应发给领款人"):
        voidings.approve_voiding(approver, proposal=made, opinion="同意")
    with acting("county_approver") as approver:
        with pytest.raises(Refused, match="理由"):
            voidings.refuse_voiding(approver, proposal=made, opinion=" ")
        voidings.refuse_voiding(approver, proposal=made, opinion="又应发了")
    assert [each.state for each in lines_of(batch)] == ["returned"]
    line(award, FEN - 1, NOVEMBER)
    voided(returned_line)


def test_of_a_file_that_moved_away_the_old_county_lets_go() -> None:
    """Nobody here sees what it is due there: that it moved is all that is told."""
    person, _, batch, returned_line = returned()
    with working("test") as system:
        people.move_person(system, person=person, division=VILLAGE_C, reason="搬家")
    with acting("county_officer") as officer:
        (row,) = repairs.repairs(officer, division=COUNTY).rows
    assert (row.lapsed, row.standing) == (True, "档案已迁到外县，仍应发的由迁入地编制")
    voided(returned_line)
    assert [each.state for each in lines_of(batch)] == ["voided"]
    assert sound()


@pytest.mark.parametrize("due", [FEN, FEN - 1])
def test_where_the_file_lies_now_the_next_payroll_pays_what_is_due(due: int) -> None:
    person, award, _, returned_line = returned()
    line(award, due, NOVEMBER)
    with working("test") as system:
        people.move_person(system, person=person, division=VILLAGE_C, reason="搬家")
    with acting("other_county_officer") as officer, pytest.raises(Refused):
        batches.draft_batch(officer, division=OTHER_COUNTY, month=NOVEMBER)
    voided(returned_line)
    with pytest.raises(Refused):
        draft()
    with acting("other_county_officer") as officer:
        batch = batches.draft_batch(officer, division=OTHER_COUNTY, month=NOVEMBER)
    assert [(each.amount_fen, each.division) for each in lines_of(batch)] == [(due, VILLAGE_C)]
    assert sound()


def test_what_somebody_has_proposed_to_void_is_not_paid_again_meanwhile() -> None:
    """It would wait for a decision for ever: what is paid again is in no queue."""
    person, award, _, returned_line = returned()
    new_account(person, "6228480402564890777")
    line(award, FEN - 1, NOVEMBER)
    made = proposed(returned_line)
    with acting("county_officer") as officer:
        with pytest.raises(Conflict, match="作废待批准"):
            repairs.draft_repair(officer, division=COUNTY, lines=(returned_line,))
        with pytest.raises(Refused, match="没有可以重发的"):
            repairs.draft_repair(officer, division=COUNTY)
    with acting("county_approver") as approver:
        voidings.refuse_voiding(approver, proposal=made, opinion="先核实")
    with acting("county_officer") as officer:
        repairs.draft_repair(officer, division=COUNTY)
    with pytest.raises(Conflict, match="不在退汇待处理之列"):
        proposed(returned_line)


def test_no_fund_has_back_more_than_it_bore() -> None:
    """Two payments of a fen, borne by two funds: each has its fen back, not one of them both."""
    persons = [resident(number) for number in (1, 2)]
    for each in persons:
        awarded(each, 1)
    batch = sent(draft())
    take(batch, [not_paid(each) for each in words(batch)])
    for each in persons:
        died(each, "2026-10-31")
    for returned_line in lines_of(batch):
        made = proposed(returned_line.pk)
        with acting("county_approver") as approver:
            (part,) = voidings.voiding_view(approver, proposal=made).parts
            assert part.amount_fen == 1
            voidings.approve_voiding(approver, proposal=made, opinion="同意")
    with working("job"):
        spent = Entry.objects.filter(account__kind="expense").values_list("account__fund__code")
        assert dict(spent.annotate(Sum("amount_fen"))) == {"C1": 0, "P1": 0}
    assert sound()


def test_whoever_asks_is_told_what_became_of_it() -> None:
    person, award, _, returned_line = returned()
    line(award, FEN - 1, NOVEMBER)
    voided(returned_line)
    with acting("county_officer") as officer:
        found = explaining.explain_instruction(officer, instruction=returned_line)
    assert (found.line.state, found.voided_because) == ("voided", "人已去世，账户销户")
    assert [each.step for each in found.hands][-2:] == ["提出作废", "批准作废"]
    assert {each.journal_title for each in found.bookings} == {"确认发放", "退汇作废"}
    somebody = replace(reader("resident"), own=OwnRows(person, frozenset({person})))
    with clock.standing_at(NOON), entered(scope_of_a_resident(somebody, person)):
        year = own.year_of_me(somebody, year=2026)
        told = own.explain_mine(somebody, payment=returned_line)
    assert ([each.state for each in year.payments], year.paid_fen) == (["voided"], 0)
    assert (told.payment.amount_fen, told.due_fen) == (FEN, FEN - 1)


def test_one_person_does_not_void_and_nobody_does_twice() -> None:
    person, _, _, returned_line = returned()
    died(person, "2026-10-31")
    with pytest.raises(Refused, match="理由"):
        proposed(returned_line, " ")
    with acting("finance") as finance, pytest.raises(NotAllowed):
        voidings.propose_voiding(finance, instruction=returned_line, reason="去世")
    with acting("other_county_officer") as stranger, pytest.raises(Unseen):
        voidings.propose_voiding(stranger, instruction=returned_line, reason="去世")
    made = proposed(returned_line)
    with pytest.raises(Conflict, match="等待批准"):
        proposed(returned_line)
    with acting("county_officer") as officer, pytest.raises(NotAllowed):
        voidings.approve_voiding(officer, proposal=made, opinion="同意")
    with acting("county_approver") as approver:
        voidings.approve_voiding(approver, proposal=made, opinion="同意")
        with pytest.raises(Conflict):
            voidings.approve_voiding(approver, proposal=made, opinion="同意")


def test_a_late_word_of_the_bank_about_a_voided_payment_is_asked_after() -> None:
    person, _, batch, returned_line = returned()
    said = words(batch)
    died(person, "2026-10-31")
    voided(returned_line)
    take(batch, [not_paid(each, sequence=2) for each in said])
    take(batch, [replace(each, sequence=3) for each in said])
    with working("job"):
        found = BankWord.objects.order_by("sequence").values_list("outcome", flat=True)
        assert list(found) == ["returned", "repeated", "late"]
    assert books()["suspense"] == FEN
    assert sound()


# The database, past the program.


def test_the_database_voids_nothing_that_is_due_or_that_one_person_wants() -> None:
    person, _, _, returned_line = returned()
    insert = """
    insert into payments_voiding (id, division, label, instruction_id, amount_fen, reason, state,
      proposed_by, proposed_person, proposed_at, decided_because)
    select %(id)s, i.division, i.label, i.id, i.amount_fen + %(more)s, '去世', 'proposed',
      a.id, a.person, now(), '' from payments_instruction i, access_account a
    where i.id = %(line)s and a.id = %(who)s
    """
    with acting("county_officer") as officer, acting("county_approver") as approver:
        named = {"line": returned_line, "who": officer.account}
        one, another = {"by": officer.account}, {"by": approver.account}
    approve = """
    update payments_voiding v set state = %(state)s, decided_at = now(), decided_by = a.id,
      decided_person = a.person from access_account a where a.id = %(by)s and v.state = 'proposed'
    """
    run(insert, **named, id=uuid7(), more=0)
    refused("voiding_lapsed", approve, **another, state="approved")
    died(person, "2026-10-31")
    refused("voiding_two_persons", approve, **one, state="approved")
    refused("voiding_decided_by_somebody", "update payments_voiding set state = 'approved'")
    refused("voiding_kept", "update payments_voiding set amount_fen = 1")
    refused("instruction_voided_by_two", "update payments_instruction set state = 'voided'")
    run(approve, **another, state="refused")
    refused("voiding_kept", "update payments_voiding set state = 'proposed'")
    run(insert, **named, id=uuid7(), more=1)
    refused("voiding_lapsed", approve, **another, state="approved")
    refused("", "delete from payments_voiding")
