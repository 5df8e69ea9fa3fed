"""A month from what is due to a frozen file, and everything on the way that says no."""

from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, StepUpNeeded, Unseen
from minzheng.kernel.documents.api.storage import fetch
from minzheng.kernel.entitlements.api import holds
from minzheng.kernel.payments import filing
from minzheng.kernel.payments.api import batches, explaining, ledger, own, reading, sending
from minzheng.kernel.payments.models import BankFile, Batch, Journal
from minzheng.kernel.payments.states import BatchKind
from minzheng.kernel.protection.context import Scope, entered
from minzheng.kernel.protection.labels import Label
from tests.kernel.payments.payroll import (
    CARD,
    NOON,
    NOVEMBER,
    OLD_AGE,
    SUBSIDY,
    PlainText,
    approved,
    awarded,
    checked,
    draft,
    filed,
    frozen,
    line,
    lines_of,
    new_account,
    paid_out,
    resident,
)
from tests.people import COUNTY, OTHER_COUNTY, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

OCTOBER = NOVEMBER - 1
DECEMBER = NOVEMBER + 1


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


def test_a_month_from_draft_to_file() -> None:
    awarded(resident(1), 30_001)
    awarded(resident(2), 50_000)
    batch = filed(draft())
    with acting("finance") as finance:
        view = reading.batch_view(finance, batch=batch)
        assert (view.row.state, view.row.count, view.row.to_pay_fen) == ("filed", 2, 80_001)
        # 333 and 667 thousandths of 80,001 fen: 26,640.333 and 53,360.667.
        assert [part.amount_fen for part in view.funds] == [26_640, 53_361]
        books = ledger.trial_balance(finance, division=COUNTY)
        assert books.balanced
        owed = next(each for each in books.rows if each.kind == "payable")
        assert owed.balance_fen == -80_001
        file = BankFile.objects.get(batch_id=batch)
        head, *rows = fetch(file.digest, file.key).decode().splitlines()
    assert head == f"{view.row.number}|2|80001"
    assert sorted(each.split("|")[2:4] for each in rows) == [
        [f"{int(CARD) + 1}", "30001"],
        [f"{int(CARD) + 2}", "50000"],
    ]


def test_drafting_twice_pays_once() -> None:
    awarded(resident(1), 30_000)
    draft()
    with pytest.raises(Refused, match="没有需要发放"):
        draft()


def test_what_was_given_up_is_due_again() -> None:
    awarded(resident(1), 30_000)
    first = draft()
    with acting("county_officer") as officer:
        batches.cancel_batch(officer, batch=first, reason="编错了")
    assert states(first) == [("cancelled", "")]
    assert [each.amount_fen for each in lines_of(draft())] == [30_000]


def test_months_that_were_missed_are_paid_with_this_one() -> None:
    awarded(resident(1), 30_000, start=NOVEMBER - 2)
    found = [(each.period.month, each.component, each.amount_fen) for each in lines_of(draft())]
    assert found == [
        (9, "backpay", 30_000),
        (10, "backpay", 30_000),
        (11, "regular", 30_000),
    ]


def test_a_raised_amount_is_paid_from_its_month_on() -> None:
    award = awarded(resident(1), 30_000, start=OCTOBER)
    paid_out_of = filed(draft())
    line(award, 30_001, OCTOBER)
    second = draft()
    assert [(each.period.month, each.amount_fen) for each in lines_of(second)] == [(10, 1), (11, 1)]
    assert {each.component for each in lines_of(paid_out_of)} == {"backpay", "regular"}


def test_a_lowered_amount_is_never_taken_off_the_next_payment() -> None:
    award = awarded(resident(1), 30_000, start=OCTOBER)
    filed(draft(OCTOBER))
    line(award, 20_000, OCTOBER)
    # October was paid 10,000 fen too much: recovered apart, November is paid whole (D18).
    assert [(each.period.month, each.amount_fen) for each in lines_of(draft())] == [(11, 20_000)]


def test_the_month_of_death_is_paid_and_no_later_one() -> None:
    person = resident(1)
    awarded(person, 30_000, start=OCTOBER)
    executed("update registry_person set death_date = '2026-10-31' where id = %s", person)
    assert [each.period.month for each in lines_of(draft())] == [10]


def test_a_death_on_the_first_is_paid_for_its_month() -> None:
    person = resident(1)
    awarded(person, 30_000)
    executed("update registry_person set death_date = '2026-11-01' where id = %s", person)
    assert [each.period.month for each in lines_of(draft())] == [11]


def test_months_ahead_are_not_drafted() -> None:
    with pytest.raises(Refused, match="不能提前"):
        draft(DECEMBER)


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


# Accounts (T-03).


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


# Holds.


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


# Who may.


def test_the_maker_does_not_approve() -> None:
    awarded(resident(1), 30_000)
    batch = checked(draft())
    with acting("county_officer") as officer, pytest.raises(NotAllowed):
        batches.approve_batch(officer, batch=batch, lines_hash="x")


def test_the_approver_signs_what_he_saw() -> None:
    awarded(resident(1), 30_000)
    batch = checked(draft())
    with acting("county_approver") as approver, pytest.raises(Conflict, match="有变动"):
        batches.approve_batch(approver, batch=batch, lines_hash="0" * 64)


def test_approval_and_freeze_want_the_identity_shown() -> None:
    awarded(resident(1), 30_000)
    batch = checked(draft())
    with acting("county_approver", stepped_up=False) as approver, pytest.raises(StepUpNeeded):
        batches.approve_batch(approver, batch=batch, lines_hash="")


@pytest.mark.parametrize(("fen", "enough"), [(500_000_000, True), (500_000_001, False)])
def test_above_five_million_yuan_the_city_approves(fen: int, enough: bool) -> None:
    awarded(resident(1), fen)
    batch = draft()
    if enough:
        approved(batch)
        return
    with pytest.raises(NotAllowed, match="超过县级批准限额"):
        approved(batch)
    approved(batch, by="city_officer")


def test_another_county_finds_nothing() -> None:
    awarded(resident(1), 30_000)
    batch = draft()
    with acting("other_county_officer") as stranger:
        with pytest.raises(Unseen):
            reading.batch_view(stranger, batch=batch)
        with pytest.raises(Unseen):
            batches.check_batch(stranger, batch=batch)
        with pytest.raises(Unseen):
            batches.draft_batch(stranger, division=COUNTY, month=NOVEMBER)
        with pytest.raises(Refused):
            batches.draft_batch(stranger, division=OTHER_COUNTY, month=NOVEMBER)
        assert not reading.list_batches(stranger).rows


def test_protected_files_are_paid_by_those_who_see_them() -> None:
    person = resident(1)
    awarded(person, 30_000, benefit=SUBSIDY, label=Label.CHILD_PROTECTION)
    executed_as_child_officer(person)
    awarded(resident(2), 20_000)
    assert [each.amount_fen for each in lines_of(draft())] == [20_000]
    with acting("county_officer") as officer, pytest.raises(Refused, match="不能办理"):
        batches.draft_batch(officer, division=COUNTY, month=NOVEMBER, label=Label.CHILD_PROTECTION)
    with acting("child_protection_officer") as trusted:
        hidden = batches.draft_batch(
            trusted, division=COUNTY, month=NOVEMBER, label=Label.CHILD_PROTECTION
        )
        assert len(reading.list_batches(trusted).rows) == 2
    assert [each.amount_fen for each in lines_of(hidden)] == [30_000]
    with acting("finance") as finance:
        assert len(reading.list_batches(finance).rows) == 1


def executed_as_child_officer(person: UUID) -> None:
    """Put a person's file under protection."""
    with acting("child_protection_officer"), connection.cursor() as cursor:
        for table, column in (("registry_person", "id"), ("registry_bankaccount", "person_id")):
            cursor.execute(
                f"update {table} set label = 'child_protection' where {column} = %s", [person]
            )


def test_a_file_that_is_sealed_after_the_approval_stops_the_freeze_and_can_be_given_up() -> None:
    awarded(resident(1), 30_000)
    batch = approved(draft())
    with acting("child_protection_officer"), connection.cursor() as cursor:
        cursor.execute("update payments_instruction set label = 'child_protection'")
    with acting("finance") as finance, pytest.raises(Conflict, match="转入保护"):
        batches.freeze_batch(finance, batch=batch)
    with acting("county_officer") as officer:
        batches.cancel_batch(officer, batch=batch, reason="档案转入保护")
    assert states(batch) == [("cancelled", "")]


# Findings.


def found_in(batch: UUID) -> set[str]:
    """The checks that found something."""
    with acting("county_officer") as officer:
        batches.check_batch(officer, batch=batch)
        return {each.check for each in reading.findings(officer, batch=batch)}


def test_nothing_is_found_where_nothing_is_odd() -> None:
    awarded(resident(1), 30_000)
    assert found_in(draft()) == set()


@pytest.mark.parametrize(("fen", "odd"), [(14_999, False), (15_000, True), (15_001, True)])
def test_half_as_much_again_is_a_jump(fen: int, odd: bool) -> None:
    award = awarded(resident(1), 10_000, start=OCTOBER)
    filed(draft(OCTOBER))
    line(award, fen, NOVEMBER)
    assert ("jump" in found_in(draft())) is odd


def test_two_payees_of_one_account_are_found() -> None:
    awarded(resident(1, card=CARD), 30_000)
    awarded(resident(2, card=CARD), 30_000)
    assert "shared_account" in found_in(draft())


def test_somebody_paid_twice_to_his_own_account_shares_it_with_nobody() -> None:
    person = resident(1)
    awarded(person, 30_000)
    awarded(person, 10_000, benefit=SUBSIDY)
    assert "shared_account" not in found_in(draft())


@pytest.mark.parametrize(("born", "odd"), [("1926-11-10", True), ("1926-11-11", False)])
def test_a_hundred_years_are_worth_a_visit(born: str, odd: bool) -> None:
    person = resident(1)
    awarded(person, 30_000)
    executed("update registry_person set birth_date = %s where id = %s", born, person)
    assert ("over_age" in found_in(draft())) is odd


@pytest.mark.parametrize(("days", "odd"), [(31, False), (32, True)])
def test_a_comparison_is_good_for_a_month(days: int, odd: bool) -> None:
    awarded(resident(1), 30_000)
    with later(days):
        assert ("stale_comparison" in found_in(draft(DECEMBER))) is odd


@pytest.mark.parametrize(("fen", "short"), [(10_000_000_000, False), (14_992_503_749, True)])
def test_a_fund_without_money_is_found(fen: int, short: bool) -> None:
    # 667 thousandths of it are a fen more than the 100 million yuan of the province.
    awarded(resident(1), fen)
    assert ("budget_short" in found_in(draft())) is short


def test_findings_are_settled_before_the_approval_and_stay_settled() -> None:
    awarded(resident(1, card=CARD), 30_000)
    awarded(resident(2, card=CARD), 30_000)
    batch = draft()
    assert "shared_account" in found_in(batch)
    with acting("county_approver") as approver:
        view = reading.batch_view(approver, batch=batch)
        with pytest.raises(Conflict, match="检查发现没有处理"):
            batches.approve_batch(approver, batch=batch, lines_hash=view.lines_hash)
    approved(batch)
    with acting("county_officer") as officer:
        settled = reading.findings(officer, batch=batch)
    assert {each.settled_text for each in settled} == {"已核实"}


# Files and sending.


def test_the_file_is_made_once_and_always_the_same() -> None:
    awarded(resident(1), 30_000)
    batch = filed(draft())
    with acting("finance") as finance:
        first = BankFile.objects.get(batch_id=batch)
        assert batches.write_file(finance, batch=batch) == first.pk
        row = Batch.objects.get(pk=batch)
        again = filing.made(row, PlainText())
        assert again == fetch(first.digest, first.key)
        assert sending.open_file(finance, batch=batch).content == again


def test_a_filed_batch_is_not_given_up() -> None:
    awarded(resident(1), 30_000)
    batch = filed(draft())
    with acting("county_officer") as officer, pytest.raises(Conflict):
        batches.cancel_batch(officer, batch=batch, reason="反悔")


def test_a_frozen_batch_is_given_up_by_a_reversal() -> None:
    awarded(resident(1), 30_000)
    batch = frozen(draft())
    with acting("county_officer") as officer:
        batches.cancel_batch(officer, batch=batch, reason="银行系统停用")
        assert Journal.objects.filter(kind="reversal").count() == 1
        books = ledger.trial_balance(officer, division=COUNTY)
    assert {each.kind: each.balance_fen for each in books.rows}["payable"] == 0
    assert {each.balance_fen for each in books.rows if each.kind == "expense"} == {0}
    assert [each.amount_fen for each in lines_of(frozen(draft()))] == [30_000]


def test_sent_is_what_the_bank_acknowledged() -> None:
    awarded(resident(1), 30_000)
    batch = filed(draft())
    with acting("finance") as finance:
        with pytest.raises(Refused, match="回执"):
            sending.mark_sent(finance, batch=batch, receipt=" ")
        sending.mark_unknown(finance, batch=batch, reason="网络中断")
        with pytest.raises(Conflict):
            sending.send_batch(finance, batch=batch)
        sending.mark_never_arrived(finance, batch=batch, evidence="11月10日电话，柜台王某：未收到")
        sending.mark_sent(finance, batch=batch, receipt="R1")
        sending.mark_sent(finance, batch=batch, receipt="R1")
        assert reading.batch_view(finance, batch=batch).row.state == "sent"
        with pytest.raises(Conflict):
            sending.mark_sent(finance, batch=batch, receipt="R2")


# Reading.


def test_the_waterfall_adds_up() -> None:
    raised = awarded(resident(1), 10_000, start=OCTOBER)
    lowered = awarded(resident(2), 10_000, start=OCTOBER)
    gone = resident(3)
    awarded(gone, 10_000, start=OCTOBER)
    stopped = awarded(resident(4), 10_000, start=OCTOBER)
    filed(draft(OCTOBER))
    line(raised, 12_000, NOVEMBER)
    line(lowered, 9_000, NOVEMBER)
    awarded(resident(5), 7_000, start=OCTOBER)
    executed("update registry_person set death_date = '2026-10-20' where id = %s", gone)
    with acting("county_officer") as officer:
        holds.raise_hold(
            officer, award=stopped, kind="manual", since=clock.today(), source="来信", note=""
        )
    batch = draft()
    with acting("finance") as finance:
        found = reading.waterfall(finance, batch=batch)
        view = reading.batch_view(finance, batch=batch)
    steps = {each.code: (each.count, each.amount_fen) for each in found.steps}
    assert steps == {
        "new": (1, 7_000),
        "raised": (1, 2_000),
        "lowered": (1, -1_000),
        "held": (1, -10_000),
        "ended": (1, -10_000),
        "backpay": (1, 7_000),
    }
    assert found.before_fen == 40_000
    assert found.after_fen == view.row.to_pay_fen == 35_000


def test_a_line_of_the_bank_s_file_leads_back_to_the_award() -> None:
    awarded(resident(1), 30_000)
    batch = filed(draft())
    [paid] = lines_of(batch)
    with acting("county_officer") as officer:
        told = explaining.explain_instruction(officer, end_to_end_id=paid.end_to_end_id)
        with pytest.raises(Unseen):
            explaining.explain_instruction(officer, end_to_end_id="nothing")
    assert told.award_line is not None
    assert (told.award_line.reason, told.award_line.amount_fen) == ("以前已确认", 30_000)
    assert [(each.step, each.name) for each in told.hands] == [
        ("编制", "县办"),
        ("批准", "县审"),
        ("确认发放", "财务"),
    ]
    assert [each.amount_fen for each in told.bookings] == [-30_000]
    assert told.file_digest


def test_lines_are_read_a_page_at_a_time() -> None:
    for sequence in (1, 2, 3):
        awarded(resident(sequence), 30_000)
    batch = draft()
    with acting("finance") as finance:
        first = reading.lines(finance, batch=batch, limit=2)
        second = reading.lines(finance, batch=batch, limit=2, after=first.next)
    assert [each.sequence for each in (*first.rows, *second.rows)] == [1, 2, 3]


def test_a_batch_of_arrears_leaves_this_month_alone() -> None:
    awarded(resident(1), 30_000, start=OCTOBER)
    batch = draft(NOVEMBER, BatchKind.BACKPAY)
    assert [(each.period, each.component) for each in lines_of(batch)] == [
        (OCTOBER.first_day, "backpay")
    ]
    assert Month.of(clock.today()) == NOVEMBER
    assert {each.benefit for each in lines_of(batch)} == {OLD_AGE}


def test_a_payee_reads_what_was_paid_to_him_and_nobody_else_does() -> None:
    person = resident(1)
    awarded(person, 30_000)
    awarded(resident(2), 40_000)
    batch = filed(draft())
    somebody = reader("resident")
    with clock.standing_at(NOON), entered(scope_of_a_resident(somebody, person)):
        assert not own.payments_of_me(somebody).rows
    with acting("finance") as finance:
        sending.mark_sent(finance, batch=batch, receipt="R1")
    paid_out(batch)
    with entered(scope_of_a_resident(somebody, person)):
        [paid] = own.payments_of_me(somebody).rows
    assert (paid.amount_fen, paid.state, paid.period) == (30_000, "paid", NOVEMBER)
    with acting("resident") as stranger:
        assert not own.payments_of_me(stranger).rows


def reader(name: str) -> Actor:
    """Somebody of the cast."""
    with acting(name) as somebody:
        return somebody


def scope_of_a_resident(somebody: Actor, person: UUID) -> Scope:
    """As the portal enters it for whoever the person is."""
    return Scope(
        "",
        "",
        frozenset({Label.ORDINARY}),
        somebody.account,
        "own",
        "test",
        persons=frozenset({person}),
    )
