"""What was paid after a death is found, asked back once, received in parts, given up by two."""

from datetime import date
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from minzheng.base.errors import InvalidValue
from minzheng.base.months import Month
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.payments.api import debts, recovery, write_offs
from minzheng.kernel.payments.models import DebtorRole, Ground
from minzheng.kernel.payments.recovery_results import ReceivableView
from minzheng.kernel.protection.identifiers import uuid7
from tests.kernel.payments.banking import books, sent, take, words
from tests.kernel.payments.payroll import MUCH, NOVEMBER, awarded, draft, line, resident
from tests.people import COUNTY, account_id, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

SEPTEMBER = Month(2026, 9)
TODAY = date(2026, 11, 10)


def died_late(fen: int = 30_001) -> tuple[UUID, UUID]:
    """Somebody paid for September to November, who, as it turns out, died on 30 September."""
    person = resident(1)
    award = awarded(person, fen, start=SEPTEMBER)
    batch = sent(draft())
    take(batch, words(batch))
    died(person, "2026-09-30")
    return person, award


def died(person: UUID, on: str) -> None:
    """As the register learns of it."""
    with working("job"), connection.cursor() as cursor:
        cursor.execute("update registry_person set death_date = %s where id = %s", [on, person])


def proposed(award: UUID, **more: object) -> UUID:
    """Asked back, by the officer."""
    with acting("county_officer") as officer:
        return recovery.propose_receivable(
            officer,
            award=award,
            first=SEPTEMBER,
            last=NOVEMBER,
            ground=Ground.DEATH,
            basis="2026年9月30日死亡；社会救助法第七十四条",
            **more,  # type: ignore[arg-type]  # named by the tests
        )


def confirmed(award: UUID) -> UUID:
    """And confirmed by another person."""
    receivable = proposed(award)
    with acting("county_approver") as approver:
        recovery.confirm_receivable(approver, receivable=receivable)
    return receivable


def view(receivable: UUID) -> ReceivableView:
    """The page of it."""
    with acting("finance") as finance:
        return debts.receivable_view(finance, receivable=receivable)


def receive(receivable: UUID, fen: int, receipt: UUID | None = None) -> UUID:
    """Money comes in."""
    with acting("finance") as finance:
        return recovery.record_receipt(
            finance,
            receivable=receivable,
            receipt=receipt or uuid7(),
            amount_fen=fen,
            on=TODAY,
            voucher="苏财票0001",
        )


def found() -> list[tuple[str, int, int, int]]:
    """Month, paid, due and open of what was overpaid."""
    with acting("county_officer") as officer:
        rows = debts.overpaid(officer, division=COUNTY, first=SEPTEMBER, last=NOVEMBER)
    return [(str(each.month), each.paid_fen, each.due_fen, each.open_fen) for each in rows]


def test_what_was_paid_after_the_month_of_death_is_found() -> None:
    died_late()
    assert found() == [("2026-10", 30_001, 0, 30_001), ("2026-11", 30_001, 0, 30_001)]


def test_a_death_on_the_first_day_of_a_month_leaves_that_month() -> None:
    person, _ = died_late()
    died(person, "2026-10-01")
    assert [month for month, *_ in found()] == ["2026-11"]


@pytest.mark.parametrize(
    ("due", "over"), [(30_001, []), (30_000, [1]), (30_002, []), (0, [30_001])]
)
def test_a_fen_too_much_is_found_and_a_fen_too_little_is_not(due: int, over: list[int]) -> None:
    award = awarded(resident(1), 30_001)
    batch = sent(draft())
    take(batch, words(batch))
    line(award, due, NOVEMBER, kind="direct")
    assert [each[3] for each in found()] == over


def test_what_is_not_yet_paid_is_not_overpaid() -> None:
    person = resident(1)
    awarded(person, 30_001, start=SEPTEMBER)
    sent(draft())
    died(person, "2026-09-30")
    assert found() == []


def test_a_debt_is_proposed_once_and_confirmed_by_another() -> None:
    _, award = died_late()
    receivable = proposed(award)
    assert found() == []
    with pytest.raises(Refused, match="没有多发"):
        proposed(award)
    with acting("county_officer") as officer, pytest.raises(NotAllowed):
        recovery.confirm_receivable(officer, receivable=receivable)
    assert books()["expense"] == 90_003
    with acting("county_approver") as approver:
        recovery.confirm_receivable(approver, receivable=receivable)
    sums = books()
    assert (sums["receivable"], sums["expense"]) == (60_002, 30_001)
    page = view(receivable)
    assert [(str(each.month), each.amount_fen) for each in page.months] == [
        ("2026-10", 30_001),
        ("2026-11", 30_001),
    ]
    assert page.row.outstanding_fen == 60_002
    assert "第七十四条" in page.basis


def test_each_fund_gets_its_share_back() -> None:
    _, award = died_late()
    receivable = confirmed(award)
    with working("job"), connection.cursor() as cursor:
        cursor.execute(
            "select e.amount_fen from payments_entry e join payments_ledgeraccount c"
            " on c.id = e.account_id where e.about = %s and c.kind = 'expense' order by 1",
            [receivable],
        )
        # 333 and 667 thousandths of 60,002 fen: 19,980.666 and 40,021.334.
        assert [fen for (fen,) in cursor.fetchall()] == [-40_021, -19_981]


def test_an_heir_owes_it_where_it_is_said_so() -> None:
    heir = resident(2)
    _, award = died_late()
    with pytest.raises(Refused, match="选择返还义务人"):
        proposed(award, role=DebtorRole.HEIR)
    with pytest.raises(Unseen):
        proposed(award, role=DebtorRole.HEIR, debtor=uuid7())
    assert view(proposed(award, role=DebtorRole.HEIR, debtor=heir)).row.debtor == heir


def test_a_claim_that_is_withdrawn_leaves_the_books_as_before() -> None:
    _, award = died_late()
    before = books()
    receivable = confirmed(award)
    with acting("county_approver") as approver:
        recovery.withdraw_receivable(approver, receivable=receivable, reason="死亡日期有误")
    assert books() == {**before, "receivable": 0}
    assert len(found()) == 2


@pytest.mark.parametrize("fen", [-1, 0, 60_003])
def test_nobody_pays_back_nothing_or_a_fen_more_than_owed(fen: int) -> None:
    _, award = died_late()
    receivable = confirmed(award)
    with pytest.raises(InvalidValue):
        receive(receivable, fen)


def test_a_debt_is_paid_back_in_parts_to_the_last_fen() -> None:
    _, award = died_late()
    receivable = confirmed(award)
    first = receive(receivable, 60_001)
    assert receive(receivable, 60_001, first) == first
    assert view(receivable).row.state == "confirmed"
    receive(receivable, 1)
    assert view(receivable).row.state == "settled"
    sums = books()
    assert (sums["receivable"], sums["cash"]) == (0, 2 * MUCH - 30_001)
    with pytest.raises(Conflict):
        receive(receivable, 1)
    with acting("county_approver") as approver, pytest.raises(Conflict):
        recovery.withdraw_receivable(approver, receivable=receivable, reason="误")


def test_nothing_is_received_for_a_debt_that_nobody_confirmed() -> None:
    _, award = died_late()
    with pytest.raises(Conflict):
        receive(proposed(award), 1)


def test_instalments_add_up_and_are_covered_in_their_order() -> None:
    _, award = died_late()
    receivable = confirmed(award)
    with acting("county_officer") as officer:
        for count in (0, 61):
            with pytest.raises(Refused):
                recovery.plan_instalments(
                    officer, receivable=receivable, count=count, first_due=TODAY
                )
        recovery.plan_instalments(officer, receivable=receivable, count=3, first_due=TODAY)
    receive(receivable, 20_002)
    plan = view(receivable).instalments
    assert [(str(each.due_on), each.amount_fen, each.received_fen) for each in plan] == [
        ("2026-11-10", 20_001, 20_001),
        ("2026-12-10", 20_001, 1),
        ("2027-01-10", 20_000, 0),
    ]
    with acting("county_officer") as officer:
        recovery.plan_instalments(officer, receivable=receivable, count=2, first_due=TODAY)
    assert [each.amount_fen for each in view(receivable).instalments] == [20_000, 20_000]


def hardship(receivable: UUID, fen: int) -> UUID:
    """The officer proposes to give it up."""
    with acting("county_officer") as officer:
        return write_offs.propose_write_off(
            officer, receivable=receivable, amount_fen=fen, reason="遗属均为低保对象"
        )


def give_up(write_off: UUID, by: str = "county_approver") -> None:
    """Somebody approves it."""
    with acting(by) as approver:
        write_offs.approve_write_off(approver, write_off=write_off, opinion="同意")


def test_two_persons_give_up_a_part_and_the_rest_is_owed() -> None:
    _, award = died_late()
    receivable = confirmed(award)
    give_up(hardship(receivable, 60_001))
    assert view(receivable).row.outstanding_fen == 1
    receive(receivable, 1)
    page = view(receivable)
    assert (page.row.state, page.row.written_off_fen) == ("settled", 60_001)
    assert books()["written_off"] == 60_001


def test_what_came_in_meanwhile_is_not_given_up_too() -> None:
    _, award = died_late()
    receivable = confirmed(award)
    waiting = hardship(receivable, 60_002)
    receive(receivable, 1)
    with pytest.raises(Conflict, match="超过尚欠"):
        give_up(waiting)
    with acting("county_approver") as approver:
        write_offs.refuse_write_off(approver, write_off=waiting, opinion="已有收款")
    give_up(hardship(receivable, 60_001))
    assert view(receivable).row.state == "settled"


@pytest.mark.parametrize(("fen", "allowed"), [(499_999, True), (500_000, True), (500_001, False)])
def test_the_county_gives_up_to_five_thousand_yuan_the_city_more(fen: int, allowed: bool) -> None:
    _, award = died_late(300_000)
    receivable = confirmed(award)
    waiting = hardship(receivable, fen)
    if not allowed:
        with pytest.raises(NotAllowed, match="市级"):
            give_up(waiting)
    give_up(waiting, "county_approver" if allowed else "city_officer")
    assert view(receivable).row.written_off_fen == fen


def test_what_was_given_up_before_counts_towards_the_limit() -> None:
    _, award = died_late(300_000)
    receivable = confirmed(award)
    give_up(hardship(receivable, 499_999))
    give_up(hardship(receivable, 1))
    with pytest.raises(NotAllowed, match="累计"):
        give_up(hardship(receivable, 1))


def test_another_county_sees_none_of_it() -> None:
    _, award = died_late()
    receivable = confirmed(award)
    with acting("other_county_officer") as stranger:
        assert debts.receivables(stranger).rows == ()
        with pytest.raises(Unseen):
            debts.receivable_view(stranger, receivable=receivable)


# What the database refuses.


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
