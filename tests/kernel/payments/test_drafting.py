"""What is drafted: due less ordered, month by month."""

from uuid import UUID

import pytest
from django.db import connection

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.access.worker import working
from minzheng.kernel.documents.api.storage import fetch
from minzheng.kernel.payments.api import batches, ledger, reading
from minzheng.kernel.payments.models import BankFile
from minzheng.kernel.payments.states import BatchKind
from minzheng.kernel.registry.api import people
from tests.kernel.payments.payroll import (
    CARD,
    NOVEMBER,
    OLD_AGE,
    awarded,
    draft,
    filed,
    line,
    lines_of,
    resident,
)
from tests.people import COUNTY, OTHER_COUNTY, VILLAGE_C, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

OCTOBER = NOVEMBER - 1
DECEMBER = NOVEMBER + 1


def states(batch: UUID) -> list[tuple[str, str]]:
    """State and reason of each line."""
    return [(each.state, each.hold_reason) for each in lines_of(batch)]


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


@pytest.mark.parametrize("ordered", [False, True], ids=["before the payroll", "after it"])
def test_who_moves_to_another_county_is_paid_for_the_month_once(ordered: bool) -> None:
    """The old county pays until the end of the month; what it has not ordered, the new one."""
    person = resident(1)
    awarded(person, 30_000, start=OCTOBER)
    if ordered:
        draft()
    with working("test") as system:
        people.move_person(system, person=person, division=VILLAGE_C, reason="搬家")
    with pytest.raises(Refused):
        draft()
    with acting("other_county_officer") as officer:
        if ordered:
            with pytest.raises(Refused):
                batches.draft_batch(officer, division=OTHER_COUNTY, month=NOVEMBER)
            return
        batch = batches.draft_batch(officer, division=OTHER_COUNTY, month=NOVEMBER)
    assert [(each.period.month, each.amount_fen, each.division) for each in lines_of(batch)] == [
        (10, 30_000, VILLAGE_C),
        (11, 30_000, VILLAGE_C),
    ]


def test_months_ahead_are_not_drafted() -> None:
    with pytest.raises(Refused, match="不能提前"):
        draft(DECEMBER)


def test_a_batch_of_arrears_leaves_this_month_alone() -> None:
    awarded(resident(1), 30_000, start=OCTOBER)
    batch = draft(NOVEMBER, BatchKind.BACKPAY)
    assert [(each.period, each.component) for each in lines_of(batch)] == [
        (OCTOBER.first_day, "backpay")
    ]
    assert Month.of(clock.today()) == NOVEMBER
    assert {each.benefit for each in lines_of(batch)} == {OLD_AGE}
